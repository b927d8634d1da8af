"""What the migrations of all services share, and how they are run."""

from pathlib import Path

import alembic.command
import alembic.config
from alembic import context, op
from sqlalchemy import Connection, MetaData, text

from servicekit.database import Database
from servicekit.tables import metadata as kit_tables

MIGRATION_LOCK = 0x5EC1A
"""Advisory lock under which replicas migrate one after the other."""


async def migrate(database: Database, scripts: Path) -> None:
    """Brings the database to the newest of the migrations in `scripts`, under an advisory lock."""

    def upgrade(connection: Connection) -> None:
        config = alembic.config.Config()
        config.set_main_option("script_location", str(scripts))
        config.attributes["connection"] = connection
        alembic.command.upgrade(config, "head")

    async with database.engine.begin() as connection:
        await connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        await connection.run_sync(upgrade)


def run_environment() -> None:
    """Body of each service's `migrations/env.py`: runs in the connection that `migrate` opened."""
    context.configure(connection=context.config.attributes["connection"])
    with context.begin_transaction():
        context.run_migrations()


def create_all(*tables: MetaData) -> None:
    """First migration of a service: its own tables and servicekit's, as they are declared today."""
    for metadata in (kit_tables, *tables):
        metadata.create_all(op.get_bind())


def note_tries() -> None:
    """Second migration of a service: `pending` says whether a payload may have left."""
    op.execute("alter table pending add column if not exists tried boolean not null default false")
