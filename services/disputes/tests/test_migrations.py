"""A database that was made before a column was, gains it."""

from pathlib import Path

from sqlalchemy import text

import disputes
from servicekit.migrations import migrate

ADDED = {("dispute", "rules_version"), ("dispute", "mediators_version"), ("brand", "mediator_read_on")}
COLUMNS = "select table_name, column_name from information_schema.columns where table_schema = 'public'"


async def test_a_database_of_before_gains_what_the_second_migration_adds(fresh_database):
    database = await fresh_database(disputes, 2)
    async with database.transaction() as session:
        for table, column in ADDED:
            await session.execute(text(f"alter table {table} drop column {column}"))
        await session.execute(text("update alembic_version set version_num = '0001'"))
    await migrate(database, Path(disputes.__file__).parent / "migrations")
    async with database.transaction() as session:
        assert {tuple(row) for row in await session.execute(text(COLUMNS))} >= ADDED
