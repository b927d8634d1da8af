"""A mailed code names the document that it signs; the relay notes what it tried to send."""

from alembic import op

from servicekit.migrations import note_tries

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds them where the first migration, which makes the tables of today, did not."""
    note_tries()
    op.execute("alter table code add column if not exists document_id varchar not null default ''")
