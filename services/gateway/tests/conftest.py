"""The gateway's tables on a real PostgreSQL."""

import pytest
from services.gateway.tests.world import SetClock

import gateway
from servicekit.work import Works


@pytest.fixture
async def works(fresh_database) -> Works:
    """Units of work on a database of their own, with a clock that stands still."""
    return Works(await fresh_database(gateway, 2), SetClock(), lambda _: None, lambda: None)
