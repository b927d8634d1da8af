"""A quote says which case it is for; an alert keeps a mobile number and an e-mail address apart."""

from alembic import op

from disputes.storage.tables import metadata
from servicekit.migrations import create_all

revision = "0003"
down_revision = "0002"

COLUMNS = {
    "quote": ("subject text not null default ''",),
    "fee_alert": ("mobile text", "email text", "contact text"),
}
"""`contact` held both; it is there where it was, and goes."""

SUBJECTS = """
    update quote set subject = case
        when complaint_id is null then 'conflit avec une autre personne'
        else 'réclamation ' || coalesce(
            (select number || coalesce(' (' || name || ')', '') from complaint left join brand using (brand_id)
             where complaint.complaint_id = quote.complaint_id), complaint_id)
    end where subject = ''
"""
"""The quotes of before, in the words of today."""

REACHED = r"""
    update fee_alert set email = substring(contact from '[^@\s,;]+@[^@\s,;]+'),
        mobile = nullif(trim(both ' ,;' from regexp_replace(contact, '[^@\s,;]+@[^@\s,;]+', '')), '')
    where contact is not null
"""
"""What was typed in one field: the address, and the rest."""


def upgrade() -> None:
    """Adds what the first migration, which makes the tables of today, did not make then."""
    create_all(metadata)
    for table, columns in COLUMNS.items():
        for column in columns:
            op.execute(f"alter table {table} add column if not exists {column}")
    op.execute(SUBJECTS)
    op.execute(REACHED)
    op.execute("alter table fee_alert drop column contact")
