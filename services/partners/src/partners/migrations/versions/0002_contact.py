"""How partners are reached."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds a column; a database made today has it from its first migration."""
    op.execute("alter table partner add column if not exists contact text")
