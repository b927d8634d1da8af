"""A withdrawal, or a revoked mandate, against the gate and the relay: whichever is first, nothing leaves after it.

Why the check is sound, whatever the locks do. A withdrawal writes its notice to the partner if, and only if, it knows
that the case left. So on the partner's topic a case with a notice left before the withdrawal; a case without one left
behind its back, and is what must never be. Kafka's own clock says the same once more.
"""

import asyncio
import random
import time
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
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
TAKEN_BACK = (GIVEN, exchange.CASE_TYPE, HANDED, WITHDRAWN)
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


def all_orders_and_no_other(found, count):
    assert set(found) <= {NOTHING_LEFT, TAKEN_BACK, CALLED_BACK}, found
    assert found.total() == count
    # A race that is always won by the same side proves nothing.
    assert min(found[NOTHING_LEFT], found[TAKEN_BACK] + found[CALLED_BACK]) > count // 100, found


@asynccontextmanager
async def relaying(house, engines, create_topics, slug):
    """The service's relay at work, to the partner's topic and those of facts."""
    create_all_topics(engines.folder / "logs" / "topics.log", engines.surroundings.shared())
    await create_topics(engines.kafka.bootstrap, handoff_topic(slug))
    broker = make_broker(engines.kafka.bootstrap, "partners")
    await broker.start()
    relay = Relay("partners", house.database, broker, {PublicPartner: registry.render_public}, SHORTLY)
    sending = asyncio.create_task(relay.run())
    try:
        yield relay
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await broker.stop()


async def until_sent(house):
    await until_none(house, "select 1 from pending where payload is not null")


async def arrived(engines, slug):
    """Moments at which Kafka got each record of a partner's topic, by type and referral."""
    topic = TopicPartition(handoff_topic(slug).name, 0)
    consumer = AIOKafkaConsumer(bootstrap_servers=engines.kafka.bootstrap, enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign([topic])
        await consumer.seek_to_beginning(topic)
        end, found = (await consumer.end_offsets([topic]))[topic], {}
        while await consumer.position(topic) < end:
            for record in (await consumer.getmany(topic, timeout_ms=500)).get(topic, ()):
                found[dict(record.headers)["ce_type"].decode(), record.key.decode()] = record.timestamp / 1000
        return found
    finally:
        await consumer.stop()


@pytest.mark.promise("P3")
async def test_a_thousand_withdrawals_race_gate_and_relay_and_nothing_ever_leaves_after_one(
    house, engines, create_topics
):
    withdrawn = {}
    slug = await house.add()
    async with relaying(house, engines, create_topics, slug) as relay, gatekeeper(house, relay.wake) as racing:

        async def one(offset):
            account = new_id()
            referral_id = await racing.give(slug, account)
            await asyncio.sleep(offset)
            await racing.withdraw(referral_id, account)
            withdrawn[referral_id] = time.time()

        found = await race(racing, 1000, 0.15, one)
        await until_sent(house)
    say("withdrawal", found)
    all_orders_and_no_other(found, 1000)
    assert found[CALLED_BACK]
    there = await arrived(engines, slug)
    cases = {key for kind, key in there if kind == exchange.CASE_TYPE}
    # Between the mark of a try and the try itself, a case is called back that did not leave: that is harmless.
    assert cases <= {key for kind, key in there if kind == exchange.WITHDRAWN_TYPE}
    assert len(cases) <= found[CALLED_BACK]
    assert [key for key in cases if there[exchange.CASE_TYPE, key] > withdrawn[key]] == []
    assert await house.rows("select 1 from referral where withdrawn_at is null or values <> '{}'") == []
    assert await house.rows("select 1 from referral where (handed_over_at is null) <> (purge is null)") == []


@pytest.mark.promise("P3")
async def test_a_case_that_waits_for_kafka_never_arrives_once_it_was_withdrawn(house, engines, create_topics):
    slug = await house.add()
    async with relaying(house, engines, create_topics, slug):
        await until_none(house, "select 1 from pending")
        engines.stop_engine("kafka")
        try:
            kept, taken_back = await house.give(slug), await house.give(slug)
            await house.run()
            await asyncio.sleep(1)
            async with asyncio.timeout(10):
                await house.withdraw(taken_back)
        finally:
            await asyncio.to_thread(engines.restart, "kafka")
        await until_none(house, "select 1 from pending")
    assert list(await arrived(engines, slug)) == [(exchange.CASE_TYPE, kept)]
    ((status, handed_over_at, purge),) = await house.rows(
        "select status, handed_over_at, purge from referral where id = :id", id=taken_back
    )
    assert (status, handed_over_at, purge) == ("consented", None, None)


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
    all_orders_and_no_other(found, 300)


def say(what, found):
    ways = {"first": NOTHING_LEFT, "taken back": TAKEN_BACK, "called back": CALLED_BACK}
    print(f"\n[races] {what}: {', '.join(f'{way} {found[kinds]}' for way, kinds in ways.items())}")  # noqa: T201 -- shown with -s


async def test_cases_pass_the_gate_from_the_consent_to_kafkas_acknowledgement(house, engines, create_topics):
    count = 300
    slug = await house.add()
    async with relaying(house, engines, create_topics, slug) as relay:
        await side_by_side(count, lambda _: house.give(slug, new_id()))
        started = time.perf_counter()
        async with gatekeeper(house, relay.wake):
            await until_decided(house)
            await until_sent(house)
            seconds = time.perf_counter() - started
    ((handed,),) = await house.rows("select count(*) from referral where handed_over_at is not null")
    assert handed == count
    print(f"\n[gate] {count / seconds:.0f} cases/s")  # noqa: T201
