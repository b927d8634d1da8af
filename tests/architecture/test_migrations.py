"""A database that was made on the first day gains what every service came to need since."""

from importlib import import_module

import pytest
from sqlalchemy import text
from tests.architecture.house import SERVICES, folder_of

from servicekit.migrations import migrate

NOW_THERE = "select count(*) from information_schema.columns where table_name = 'pending' and column_name = 'tried'"


@pytest.mark.parametrize("service", SERVICES)
async def test_the_outbox_of_the_first_day_notes_what_was_tried(fresh_database, service):
    database = await fresh_database(import_module(service), 1)
    async with database.transaction() as session:
        await session.execute(text("alter table pending drop column tried"))
        await session.execute(text("update alembic_version set version_num = '0001'"))
    await migrate(database, folder_of(service) / "migrations")
    async with database.transaction() as session:
        assert await session.scalar(text(NOW_THERE)) == 1
