"""One async function per intention: load → decide → save + outbox."""
