"""How partners are reached, who is let into Kafka, which reports were taken, what was tried to be sent."""

from alembic import op

from partners.storage.tables import metadata
from servicekit.migrations import create_all, note_tries

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds what the first migration, which makes the tables of today, did not make then."""
    create_all(metadata)
    note_tries()
    for column in ("contact text", "on_kafka boolean not null default false"):
        op.execute(f"alter table partner add column if not exists {column}")
