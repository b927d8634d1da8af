"""A database that was made before a column or a table was, gains it."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import text

import disputes
from servicekit.migrations import migrate

LATER = [import_module(f"disputes.migrations.versions.{name}") for name in ("0002_as_it_was", "0003_which_case")]
ADDED = {(table, column.split()[0]) for each in LATER for table, columns in each.COLUMNS.items() for column in columns}
COLUMNS = "select table_name, column_name from information_schema.columns where table_schema = 'public'"


async def test_a_database_of_before_gains_what_later_migrations_add(fresh_database):
    database = await fresh_database(disputes, 2)
    async with database.transaction() as session:
        for table, column in ADDED:
            await session.execute(text(f"alter table {table} drop column {column}"))
        await session.execute(text("drop table mandate_document, mediation_document"))
        await session.execute(text("update alembic_version set version_num = '0001'"))
    await migrate(database, Path(disputes.__file__).parent / "migrations")
    async with database.transaction() as session:
        found = {tuple(row) for row in await session.execute(text(COLUMNS))}
    assert found >= ADDED | {("mandate_document", "content"), ("mediation_document", "content")}
