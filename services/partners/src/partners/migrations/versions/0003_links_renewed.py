"""A referral tells when fresh links to its documents were asked for, and which message has them."""

from alembic import op

revision = "0003"
down_revision = "0002"

COLUMNS = ("documents_requested_at timestamptz[] not null default '{}'", "links_hash varchar")


def upgrade() -> None:
    """Adds what the first migration, which makes the tables of today, did not make then."""
    for column in COLUMNS:
        op.execute(f"alter table referral add column if not exists {column}")
