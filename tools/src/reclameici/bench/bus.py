"""P2: outbox → relay → Kafka → inbox and effect, against raw aiokafka produce, getmany and executemany."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from faststream.kafka import KafkaBroker
from sqlalchemy import text

from contracts.message import Fact
from contracts.topics import dead_letter_topic
from reclameici.local.platform import LocalPlatform
from servicekit.applying import RecordPolicy
from servicekit.broker import make_broker
from servicekit.clock import SystemClock
from servicekit.consumer import TopicConsumer
from servicekit.database import Database
from servicekit.handlers import Handlers
from servicekit.ids import new_id
from servicekit.relay import Relay
from servicekit.subscription import MAX_RECORDS
from servicekit.tables import metadata
from servicekit.work import LANES, Work, Works

PARTITIONS = 6
KEYS = 1000

EFFECT = text("insert into effect (key, amount) values (:key, :amount)")


class Counted(Fact):
    """What travels: about as large as a fact of a complaint."""

    type: ClassVar[str] = "bench.counter.counted.v1"
    key_field: ClassVar[str] = "key_"

    key_: str
    amount: int
    padding: str = "x" * 150


@dataclass(frozen=True)
class BusFigures:
    """Records per second, end to end."""

    floor: float
    per_record: float
    set_based: float


async def measure(platform: LocalPlatform, count: int, say: Callable[[str], None]) -> BusFigures:
    """The three ways, one after the other, the same number of records."""
    say("the raw floor")
    floor = await _floor(platform, count)
    say("handlers per record")
    per_record = await _product(platform, count, _per_record)
    say("set-based handlers")
    return BusFigures(floor, per_record, await _product(platform, count, _set_based))


async def _floor(platform: LocalPlatform, count: int) -> float:
    topic, url = f"bench-floor-{new_id()}", platform.postgresql.create_database("bench_floor")
    await _create_topics(platform, topic)
    value = Counted(key_="k", amount=1).model_dump_json().encode()
    async with AsyncExitStack() as stack:
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        stack.push_async_callback(connection.close)
        await connection.execute("create table if not exists effect (key text, amount int)")
        producer = AIOKafkaProducer(bootstrap_servers=platform.kafka.bootstrap, acks="all", enable_idempotence=True)
        consumer = AIOKafkaConsumer(topic, bootstrap_servers=platform.kafka.bootstrap, auto_offset_reset="earliest")
        for part in (producer, consumer):
            await part.start()
            stack.push_async_callback(part.stop)
        started = time.perf_counter()
        sent = [await producer.send(topic, value, key=f"{n % KEYS}".encode()) for n in range(count)]
        await asyncio.gather(*sent)
        left = count
        while left:
            batches = await consumer.getmany(timeout_ms=200, max_records=MAX_RECORDS)
            rows = [(record.key.decode(), 1) for records in batches.values() for record in records]
            await connection.executemany("insert into effect values ($1, $2)", rows)
            left -= len(rows)
        return count / (time.perf_counter() - started)


async def _product(platform: LocalPlatform, count: int, register: Callable[[Handlers, type[Counted]], None]) -> float:
    name = f"bench-{new_id()[-8:]}"
    topic = f"{name}-events"
    fact: type[Counted] = type("Counted", (Counted,), {"topic": topic, "__annotations__": {}})
    await _create_topics(platform, topic, dead_letter_topic(name, topic))
    async with AsyncExitStack() as stack:
        database = Database(platform.postgresql.create_database(name.replace("-", "_")))
        stack.push_async_callback(database.close)
        async with database.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
            await connection.execute(text("create table effect (key text, amount int)"))
        works = Works(database, SystemClock(), lambda _: None, lambda: None)
        await _journal(works, fact, count)
        handlers = Handlers()
        register(handlers, fact)
        broker = make_broker(platform.kafka.bootstrap, name)
        await broker.start()
        stack.push_async_callback(broker.stop)
        started = time.perf_counter()
        await _relay_all(name, database, broker)
        await _consume_all(platform, TopicConsumer(name, topic, handlers, works, broker, _policy()), fact, count)
        return count / (time.perf_counter() - started)


def _policy() -> RecordPolicy:
    return RecordPolicy(attempts=1, backoff=timedelta())


async def _journal(works: Works, fact: type[Counted], count: int) -> None:
    for start in range(0, count, 1000):
        async with works.open() as work:
            work.publish(*(fact(key_=f"{n % KEYS}", amount=1) for n in range(start, min(start + 1000, count))))


async def _relay_all(name: str, database: Database, broker: KafkaBroker) -> None:
    relay = Relay(name, database, broker, {}, timedelta(seconds=1))
    for lane in range(LANES):
        while await relay.send_lane(lane):
            pass


async def _consume_all(platform: LocalPlatform, applier: TopicConsumer, fact: type[Counted], count: int) -> None:
    consumer = AIOKafkaConsumer(
        fact.topic, bootstrap_servers=platform.kafka.bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
    )
    await consumer.start()
    try:
        left = count
        while left:
            batches = await consumer.getmany(timeout_ms=200, max_records=MAX_RECORDS)
            records = [record for found in batches.values() for record in found]
            if records:
                await applier.apply(records)
            left -= len(records)
    finally:
        await consumer.stop()


def _per_record(handlers: Handlers, fact: type[Counted]) -> None:
    @handlers.on(fact)
    async def on_counted(each: Counted, work: Work) -> None:
        await work.session.execute(EFFECT, {"key": each.key_, "amount": each.amount})


def _set_based(handlers: Handlers, fact: type[Counted]) -> None:
    @handlers.on_batch(fact)
    async def on_counted(facts: Sequence[Counted], work: Work) -> None:
        await work.session.execute(EFFECT, [{"key": each.key_, "amount": each.amount} for each in facts])


async def _create_topics(platform: LocalPlatform, *names: str) -> None:
    admin: Any = AIOKafkaAdminClient(bootstrap_servers=platform.kafka.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, PARTITIONS, 1) for name in names])
    finally:
        await admin.close()
