"""One async function per intention of the gateway's own: accounts, views, public pages."""
