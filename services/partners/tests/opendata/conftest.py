"""The partners service's own database, with a clock that tests move."""

from datetime import datetime

import pytest
from services.partners.tests.opendata.world import T0

import partners
from servicekit.work import Works


class SetClock:
    """A clock that tests move."""

    moment: datetime = T0

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
async def works(fresh_database) -> Works:
    """Units of work on a database of their own."""
    return Works(await fresh_database(partners, 2), SetClock(), lambda _: None, lambda: None)
