"""What is kept for a time only is gone after it, and nothing else is."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from servicekit.sweeping import keep_sweeping, sweep
from servicekit.tables import idempotency_key, parked_key
from servicekit.work import Works

T0 = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
KEPT_FOR = {idempotency_key.c.at: DAY}


class SetClock:
    """A clock that the test moves."""

    moment = T0

    def now(self):
        return self.moment


@pytest.fixture
async def works(sample):
    """Units of work over one answer of today and one of the day before."""
    works = Works(sample.database, SetClock(), lambda _: None, lambda: None)
    async with works.open() as work:
        for key, at in (("old", T0 - DAY - SECOND), ("young", T0 - DAY)):
            answer = {"account_id": "account-1", "key": key, "request_hash": b"", "status": 200, "answer": "{}"}
            await work.session.execute(insert(idempotency_key).values(**answer, at=at))
        parked = {"consumer_group": "group", "key": "key", "error": "ValueError", "parked_at": T0 - 100 * DAY}
        await work.session.execute(insert(parked_key).values(**parked))
    return works


async def keys(works):
    async with works.open() as work:
        return list((await work.session.execute(select(idempotency_key.c.key))).scalars())


async def test_an_answer_is_kept_for_a_day_and_what_has_no_term_for_good(works, sample):
    await sweep(works, KEPT_FOR)
    assert await keys(works) == ["young"]
    assert await sample.count("parked_key") == 1
    works.clock.moment += SECOND
    await sweep(works, KEPT_FOR)
    assert await keys(works) == []


class Faulty:
    """Units of work of which the first one fails."""

    def __init__(self, works):
        self.works, self.opened, self.swept = works, 0, asyncio.Event()

    @asynccontextmanager
    async def open(self):
        self.opened += 1
        if self.opened == 1:
            raise ConnectionError
        async with self.works.open() as work:
            yield work
        self.swept.set()


async def test_it_happens_again_and_again_whatever_went_wrong_before(works):
    faulty = Faulty(works)
    sweeping = asyncio.create_task(keep_sweeping(faulty, KEPT_FOR, timedelta(milliseconds=10)))
    await asyncio.wait_for(faulty.swept.wait(), 10)
    sweeping.cancel()
    assert await keys(works) == ["young"]
