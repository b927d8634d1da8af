"""The relay notes what it tried to send."""

from servicekit.migrations import note_tries

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds it where the first migration, which makes the tables of today, did not."""
    note_tries()
