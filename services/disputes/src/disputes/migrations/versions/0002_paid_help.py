"""What was asked under a quote, and where providers are found."""

from alembic import op

revision = "0002"
down_revision = "0001"

COLUMNS = {"quote": ("contact text", "asked jsonb not null default '{}'"), "partner": ("contact text",)}


def upgrade() -> None:
    """Adds columns; a database made today has them from its first migration."""
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"alter table {table} add column if not exists {column}")
