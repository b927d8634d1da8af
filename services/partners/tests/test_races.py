"""A withdrawal, or a revoked mandate, against the gate: whichever is first, nothing leaves after it.

Why the check is sound, whatever the locks do. A withdrawal writes its notice to the partner if, and only if, it read
the referral as handed over, and PostgreSQL shows a transaction nothing of what another one has not committed. So a
case with a notice was committed before the withdrawal was; a case without one left behind its back, and is what must
never be. The ids of the journal say the same once more: they are drawn under the referral's lock.
"""

import asyncio
import random
import time
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from services.partners.tests.conftest import GATE, SHORTLY, timers
from services.partners.tests.world import a_mandate

from contracts import exchange
from contracts.http import partners as http
from contracts.partners import PublicPartner
from contracts.topics import handoff_topic
from partners.domain.partner import Kind
from partners.usecases import mandates, registry
from reclameici.local.services import create_topics as create_all_topics
from servicekit.broker import make_broker
from servicekit.clock import SystemClock
from servicekit.deadlines import DeadlineRunner, StepPolicy
from servicekit.ids import new_id
from servicekit.principal import Principal
from servicekit.relay import Relay
from servicekit.work import Works

AT_ONCE = 6
"""Races under way at once; each has two connections at most."""

GIVEN, WITHDRAWN, HANDED = (
    "partners.consent.given.v1",
    "partners.consent.withdrawn.v1",
    "partners.referral.handed-over.v1",
)
NOTHING_LEFT = (GIVEN, WITHDRAWN)
CALLED_BACK = (GIVEN, exchange.CASE_TYPE, HANDED, WITHDRAWN, exchange.WITHDRAWN_TYPE)


@asynccontextmanager
async def gatekeeper(house, on_lanes=lambda _: None):
    """The service's own timers at work, in real time."""
    works = Works(house.database, SystemClock(), on_lanes, lambda: runner.wake())  # noqa: PLW0108 -- it is made below
    policy = StepPolicy(timedelta(seconds=30), timedelta(milliseconds=50), timedelta(seconds=1))
    runner = DeadlineRunner(timers(), works, policy, timedelta(milliseconds=200))
    task = asyncio.create_task(runner.run())
    yield replace(house, works=works)
    task.cancel()


async def side_by_side(count, one):
    """Does a thing many times, some at once."""
    numbers = iter(range(count))

    async def worker():
        for number in numbers:
            await one(number)

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))


async def race(house, count, longest, one):
    """Many races, their sides up to `longest` seconds apart; answers how often each journal came about."""
    await side_by_side(count, lambda number: one(random.Random(number).uniform(0, longest)))
    await until_decided(house)
    query = "select array_agg(type order by id) from outbox where key in (select id from referral) group by key"
    return Counter(tuple(kinds) for (kinds,) in await house.rows(query))


async def until_decided(house):
    await until_none(house, "select 1 from deadline where kind = 'hand-over'")


async def until_none(house, query):
    while await house.rows(f"{query} limit 1"):  # noqa: ASYNC110 -- rows have no event
        await asyncio.sleep(0.02)


def both_orders_and_no_other(found, count):
    assert set(found) <= {NOTHING_LEFT, CALLED_BACK}, found
    assert found.total() == count
    # A race that is always won by the same side proves nothing.
    assert min(found[NOTHING_LEFT], found[CALLED_BACK]) > count // 20, found


@pytest.mark.promise("P3")
async def test_a_thousand_withdrawals_race_the_gate_and_nothing_ever_leaves_after_one(house):
    async with gatekeeper(house) as racing:
        slug = await racing.add()

        async def one(offset):
            account = new_id()
            referral_id = await racing.give(slug, account)
            await asyncio.sleep(offset)
            await racing.withdraw(referral_id, account)

        found = await race(racing, 1000, 0.06, one)
    say("withdrawal", found)
    both_orders_and_no_other(found, 1000)
    assert await house.rows("select 1 from referral where withdrawn_at is null or values <> '{}'") == []
    assert await house.rows("select 1 from referral where (handed_over_at is null) <> (purge is null)") == []


@pytest.mark.promise("D4")
async def test_nothing_ever_leaves_in_the_name_of_a_mandate_after_it_was_stopped(house):
    async with gatekeeper(house) as racing:
        slug = await racing.add(kind=Kind.MEDIATOR, needs_mandate=True)

        async def one(offset):
            account, dispute_id = new_id(), new_id()
            mandate = a_mandate(dispute_id, account)
            async with racing.works.open() as work:
                await mandates.note_signed(work, mandate)
            await racing.give(slug, account, dispute_id=dispute_id)
            await asyncio.sleep(offset)
            async with racing.works.open(Principal(account, "consumer")) as work:
                await mandates.stop_own(work, mandate.id, http.StopMandate(dispute_id=dispute_id), GATE)

        found = await race(racing, 300, 0.25, one)
    say("mandate stopped", found)
    both_orders_and_no_other(found, 300)


def say(what, found):
    print(f"\n[races] {what}: first {found[NOTHING_LEFT]}, after the gate {found[CALLED_BACK]}, of {found.total()}")  # noqa: T201 -- shown with -s


async def test_cases_pass_the_gate_from_the_consent_to_kafkas_acknowledgement(house, engines, create_topics):
    count = 300
    slug = await house.add()
    create_all_topics(engines.folder / "logs" / "topics.log", engines.surroundings.shared())
    await create_topics(engines.kafka.bootstrap, handoff_topic(slug))
    broker = make_broker(engines.kafka.bootstrap, "partners")
    await broker.start()
    relay = Relay("partners", house.database, broker, {PublicPartner: registry.render_public}, SHORTLY)
    await side_by_side(count, lambda _: house.give(slug, new_id()))
    started = time.perf_counter()
    async with gatekeeper(house, relay.wake):
        sending = asyncio.create_task(relay.run())
        await until_decided(house)
        await until_none(house, "select 1 from pending where payload is not null")
        seconds = time.perf_counter() - started
        sending.cancel()
    await broker.stop()
    ((handed,),) = await house.rows("select count(*) from referral where handed_over_at is not null")
    assert handed == count
    print(f"\n[gate] {count / seconds:.0f} cases/s")  # noqa: T201
