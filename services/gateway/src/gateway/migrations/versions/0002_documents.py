"""A mailed code names the document that it signs."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds its column where the first migration, which makes the tables of today, did not."""
    op.execute("alter table code add column if not exists document_id varchar not null default ''")
