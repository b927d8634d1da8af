"""What the migrations of all services share."""

from alembic import context, op
from sqlalchemy import MetaData

from servicekit.tables import metadata as kit_tables


def run_environment() -> None:
    """Body of each service's `migrations/env.py`: runs in the connection that `servicekit.database.migrate` opened."""
    context.configure(connection=context.config.attributes["connection"])
    with context.begin_transaction():
        context.run_migrations()


def create_all(*tables: MetaData) -> None:
    """First migration of a service: its own tables and servicekit's, as they are declared today."""
    for metadata in (kit_tables, *tables):
        metadata.create_all(op.get_bind())
