"""The first tables; the ledger of consents is append-only, since it is given away to a role that nobody can be."""

from alembic import op

from partners.storage.tables import APPEND_ONLY, metadata
from servicekit.migrations import create_all

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates the tables of the service and of servicekit."""
    create_all(metadata)
    for table in APPEND_ONLY:
        op.execute(f"select keep_for_good('{table}')")
