"""The partners service's own database, with a clock that tests move."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from services.partners.tests.opendata.world import T0

import partners
from servicekit.database import Database
from servicekit.ids import new_id
from servicekit.migrations import migrate
from servicekit.work import Works


class SetClock:
    """A clock that tests move."""

    moment: datetime = T0

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
async def works(engines) -> AsyncIterator[Works]:
    """Units of work on a database of their own."""
    url = await asyncio.to_thread(engines.postgresql.create_database, f"partners_{new_id()[-12:]}")
    database = Database(url, pool_size=2)
    await migrate(database, Path(partners.__file__).parent / "migrations")
    yield Works(database, SetClock(), lambda _: None, lambda: None)
    await database.close()
