"""A database that was made before a column was, gains it."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import text

import partners
from servicekit.migrations import migrate

THIRD = import_module("partners.migrations.versions.0003_links_renewed")
ADDED = {column.split()[0] for column in THIRD.COLUMNS}
COLUMNS = "select column_name from information_schema.columns where table_name = 'referral'"


async def test_the_referrals_of_before_gain_what_the_third_migration_adds(fresh_database):
    database = await fresh_database(partners, 2)
    async with database.transaction() as session:
        for column in ADDED:
            await session.execute(text(f"alter table referral drop column {column}"))
        await session.execute(text("update alembic_version set version_num = '0002'"))
    await migrate(database, Path(partners.__file__).parent / "migrations")
    async with database.transaction() as session:
        assert set((await session.execute(text(COLUMNS))).scalars()) >= ADDED
