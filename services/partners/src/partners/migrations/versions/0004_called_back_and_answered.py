"""What a mandate's complaint is, and how a complaint about a price was settled."""

from alembic import op

revision = "0004"
down_revision = "0003"

COLUMNS = {
    "mandate": ("complaint_id varchar",),
    "referral": ("price_settled_at timestamptz", "price_answer varchar"),
}


def upgrade() -> None:
    """Adds what the first migration, which makes the tables of today, did not make then."""
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"alter table {table} add column if not exists {column}")
