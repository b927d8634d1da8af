"""A dispute keeps the versions that it was judged by, a brand the day its mediator was read."""

from alembic import op

revision = "0002"
down_revision = "0001"

COLUMNS = (
    ("dispute", "rules_version", "varchar"),
    ("dispute", "mediators_version", "varchar"),
    ("brand", "mediator_read_on", "date"),
)


def upgrade() -> None:
    """Adds them where the first migration, which makes the tables of today, did not."""
    for table, column, kind in COLUMNS:
        op.execute(f"alter table {table} add column if not exists {column} {kind}")
