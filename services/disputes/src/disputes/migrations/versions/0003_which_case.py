"""A quote says which case it is for."""

from alembic import op

from disputes.storage.tables import metadata
from servicekit.migrations import create_all

revision = "0003"
down_revision = "0002"

COLUMNS = {"quote": ("subject text not null default ''",)}

SUBJECTS = """
    update quote set subject = case
        when complaint_id is null then 'conflit avec une autre personne'
        else 'réclamation ' || coalesce(
            (select number || coalesce(' (' || name || ')', '') from complaint left join brand using (brand_id)
             where complaint.complaint_id = quote.complaint_id), complaint_id)
    end where subject = ''
"""
"""The quotes of before, in the words of today."""


def upgrade() -> None:
    """Adds what the first migration, which makes the tables of today, did not make then."""
    create_all(metadata)
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"alter table {table} add column if not exists {column}")
    op.execute(SUBJECTS)
