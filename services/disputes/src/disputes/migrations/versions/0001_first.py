"""The first tables."""

from disputes.storage.tables import metadata
from servicekit.migrations import create_all

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates the tables of the service and of servicekit."""
    create_all(metadata)
