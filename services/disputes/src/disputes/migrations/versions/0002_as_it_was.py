"""What was read, judged and asked is kept as it was: documents, versions, names, sums under a quote."""

from alembic import op

from disputes.storage.tables import metadata
from servicekit.migrations import create_all, note_tries

revision = "0002"
down_revision = "0001"

COLUMNS = {
    "dispute": ("rules_version varchar", "mediators_version varchar", "referral_id varchar", "given_back varchar"),
    "brand": ("mediator_read_on date",),
    "mandate": ("""trader jsonb not null default '{"name": "la marque"}'""",),
    "quote": ("contact text", "asked jsonb not null default '{}'"),
    "partner": ("contact text",),
}


def upgrade() -> None:
    """Adds what the first migration, which makes the tables of today, did not make then."""
    create_all(metadata)
    note_tries()
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"alter table {table} add column if not exists {column}")
