"""A database that was made before a column was, gains it."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import text

import partners
from servicekit.migrations import migrate

THIRD = import_module("partners.migrations.versions.0003_links_renewed")
FOURTH = import_module("partners.migrations.versions.0004_called_back_and_answered")
DECLARED = {"referral": THIRD.COLUMNS}, FOURTH.COLUMNS
ADDED = {(table, column.split()[0]) for tables in DECLARED for table, columns in tables.items() for column in columns}
COLUMNS = "select table_name, column_name from information_schema.columns where table_schema = 'public'"


async def test_a_database_of_before_gains_what_the_later_migrations_add(fresh_database):
    database = await fresh_database(partners, 2)
    async with database.transaction() as session:
        for table, column in ADDED:
            await session.execute(text(f"alter table {table} drop column {column}"))
        await session.execute(text("update alembic_version set version_num = '0002'"))
    await migrate(database, Path(partners.__file__).parent / "migrations")
    async with database.transaction() as session:
        assert {tuple(row) for row in await session.execute(text(COLUMNS))} >= ADDED
