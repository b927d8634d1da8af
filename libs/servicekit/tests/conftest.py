"""A small service of the tests: one fact, one public state, tables of its own, on the real engines."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from faststream.kafka import KafkaBroker
from sqlalchemy import text

from contracts.message import Fact, PublicState
from contracts.topics import dead_letter_topic, handoff_topic, reports_topic
from servicekit.applying import RecordPolicy
from servicekit.broker import make_broker
from servicekit.clock import SystemClock
from servicekit.consumer import TopicConsumer
from servicekit.database import Database
from servicekit.handlers import Handlers
from servicekit.ids import new_id
from servicekit.relay import Relay
from servicekit.subscription import Patience, Subscription
from servicekit.tables import metadata
from servicekit.topics import exchange_config
from servicekit.work import Works

POLICY = RecordPolicy(attempts=2, backoff=timedelta(milliseconds=5))
PAUSE = timedelta(milliseconds=100)
PATIENCE = Patience(pause=PAUSE, silence=timedelta(seconds=3))


class Counted(Fact):
    """`amount` was added to a counter."""

    type: ClassVar[str] = "sample.counter.counted.v1"
    topic: ClassVar[str] = "set by each test"
    key_field: ClassVar[str] = "counter_id"

    counter_id: str
    amount: int


class CounterState(PublicState):
    """A note that anyone may read."""

    type: ClassVar[str] = "sample.counter.state.v1"
    topic: ClassVar[str] = "set by each test"
    key_field: ClassVar[str] = "counter_id"

    counter_id: str
    note: str


@dataclass
class Sample:
    """The service, and what a test needs to look into it."""

    name: str
    bootstrap: str
    database: Database
    fact: type[Counted]
    state: type[CounterState]
    url: str
    handlers: Handlers = field(default_factory=Handlers)
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def facts_topic(self) -> str:
        return self.fact.topic

    def works(self, wake: Callable[[frozenset[int]], None] = lambda _: None) -> Works:
        return Works(self.database, SystemClock(), wake, lambda: None)

    async def broker(self) -> Any:
        broker = make_broker(self.bootstrap, self.name)
        await broker.connect()
        await broker.start()
        self.stack.push_async_callback(broker.stop)
        return broker

    async def relay(self, render: Any = None) -> Relay:
        return Relay(self.name, self.database, await self.broker(), {self.state: render} if render else {}, PAUSE)

    async def consumer(self, works: Works | None = None) -> TopicConsumer:
        return TopicConsumer(
            self.name, self.facts_topic, self.handlers, works or self.works(), await self.broker(), POLICY
        )

    @asynccontextmanager
    async def instance(self, name: str, patience: Patience = PATIENCE) -> AsyncIterator[Subscription]:
        """One running replica of the consumer."""
        broker = make_broker(self.bootstrap, f"{self.name}-{name}")
        consumer = TopicConsumer(self.name, self.facts_topic, self.handlers, self.works(), broker, POLICY)
        subscription = Subscription(broker, self.name, self.facts_topic, consumer, name, patience)
        async with kept(broker, subscription):
            yield subscription

    async def partner(self) -> str:
        """A partner of this test alone, with its topics."""
        slug = new_id()
        topics = (handoff_topic(slug), reports_topic(slug))
        await create_topics(self.bootstrap, {t.name: (t.partitions, exchange_config(t)) for t in topics})
        return slug

    async def eventually_sent(self, seconds: float = 60) -> None:
        """Returns once nothing is pending."""
        deadline = time.monotonic() + seconds
        while await self.count("pending"):
            assert time.monotonic() < deadline, "it was not sent in time"
            await asyncio.sleep(0.05)

    async def publish(self, *facts: Counted) -> None:
        async with self.works().open() as work:
            work.publish(*facts)

    async def totals(self) -> dict[str, int]:
        async with self.database.transaction() as session:
            rows = await session.execute(text("select counter_id, total from counter"))
            return {row.counter_id: row.total for row in rows}

    async def eventually_holds(self, totals: Mapping[str, int], seconds: float = 30) -> None:
        """Returns once the counters stand so."""
        deadline = time.monotonic() + seconds
        while (found := await self.totals()) != totals:
            assert time.monotonic() < deadline, f"still {found}"
            await asyncio.sleep(0.05)

    async def count(self, table: str) -> int:
        async with self.database.transaction() as session:
            return await session.scalar(text(f"select count(*) from {table}"))  # noqa: S608 -- a table of the test

    async def records(self, topic: str) -> list[Any]:
        """Every record of a topic, in partition and offset order."""
        consumer = AIOKafkaConsumer(bootstrap_servers=self.bootstrap, auto_offset_reset="earliest")
        await consumer.start()
        try:
            partitions = [TopicPartition(topic, p) for p in consumer.partitions_for_topic(topic) or ()]
            if not partitions:
                await consumer.force_metadata_update() if hasattr(consumer, "force_metadata_update") else None
                partitions = [TopicPartition(topic, p) for p in (await _partitions(consumer, topic))]
            consumer.assign(partitions)
            ends = await consumer.end_offsets(partitions)
            await consumer.seek_to_beginning(*partitions)
            found = []
            while any([await consumer.position(p) < end for p, end in ends.items()]):
                for batch in (await consumer.getmany(timeout_ms=200)).values():
                    found += batch
            return sorted(found, key=lambda r: (r.partition, r.offset))
        finally:
            await consumer.stop()

    async def send_raw(self, key: str, value: bytes | None, headers: Sequence[tuple[str, bytes | None]]) -> None:
        producer = AIOKafkaProducer(bootstrap_servers=self.bootstrap)
        await producer.start()
        try:
            await producer.send_and_wait(self.facts_topic, value, key=key.encode(), headers=list(headers))
        finally:
            await producer.stop()


@asynccontextmanager
async def kept(broker: KafkaBroker, subscription: Subscription) -> AsyncIterator[None]:
    """Keeps a subscription meanwhile, as a service does, once it has its place."""
    await broker.connect()
    keeping = asyncio.create_task(subscription.keep())
    try:
        await subscription.joined.wait()
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        await broker.stop()


async def _partitions(consumer: AIOKafkaConsumer, topic: str) -> set[int]:
    await consumer._client.set_topics([topic])
    return consumer.partitions_for_topic(topic) or set()


async def create_topics(bootstrap: str, configs: Mapping[str, tuple[int, dict[str, str]]]) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(n, p, 1, topic_configs=c) for n, (p, c) in configs.items()])
        # Kafka answers once they are decided on, and lists them shortly after.
        while not set(configs) <= set(await admin.list_topics()):  # noqa: ASYNC110 -- nothing tells of it
            await asyncio.sleep(0.02)
    finally:
        await admin.close()


@pytest.fixture
async def sample(engines) -> AsyncIterator[Sample]:
    """A fresh service with its own topics and database."""
    tag = new_id()[-12:]
    name = f"sample-{tag}"
    fact = type("Counted", (Counted,), {"topic": f"{name}-events", "__annotations__": {}})
    state = type("CounterState", (CounterState,), {"topic": f"{name}-public", "__annotations__": {}})
    bootstrap = engines.kafka.bootstrap
    compacted = {
        "cleanup.policy": "compact",
        "max.compaction.lag.ms": "5000",
        "segment.ms": "5000",
        "min.cleanable.dirty.ratio": "0.01",
        "delete.retention.ms": "1000",
    }
    await create_topics(
        bootstrap,
        {
            fact.topic: (3, {}),
            state.topic: (1, compacted),
            dead_letter_topic(name, fact.topic): (1, {}),
        },
    )
    url = await asyncio.to_thread(engines.postgresql.create_database, f"sample_{tag}")
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(text("create table counter (counter_id text primary key, total int, note text)"))
    service = Sample(name, bootstrap, database, fact, state, url)
    count_facts(service)
    async with service.stack:
        yield service
    await database.close()


def count_facts(service: Sample) -> None:
    """The sample's handler: adds; an amount of 13 is a fault of the handler."""

    @service.handlers.on(service.fact)
    async def on_counted(fact: Counted, work: Any) -> None:
        await work.session.execute(
            text(
                "insert into counter values (:id, :amount, '') on conflict (counter_id)"
                " do update set total = counter.total + :amount"
            ),
            {"id": fact.counter_id, "amount": fact.amount},
        )
        if fact.amount == 13:
            raise RuntimeError("a handler's fault")


@pytest.fixture(name="kept")
def kept_fixture():
    return kept


@pytest.fixture(name="create_topics")
def create_topics_fixture():
    return create_topics
