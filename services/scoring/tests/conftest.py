"""The scoring service on the real engines, with a clock that tests move, and its own group and database."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from pydantic import SecretStr
from sqlalchemy import text

from contracts.message import Envelope, Message
from contracts.scoring import PublicScore
from contracts.topics import TOPICS, group_of
from reclameici.local.services import create_topics
from scoring.main import build
from scoring.settings import Settings
from servicekit.database import Database
from servicekit.ids import new_id
from servicekit.migrations import migrate
from servicekit.principal import ANONYMOUS, Principal, PrincipalSigner
from servicekit.service import Service, build_app

NOON = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)


class MovableClock:
    """Starts at noon and runs; a test may set it."""

    def __init__(self) -> None:
        self.set(NOON)

    def set(self, moment: datetime) -> None:
        self._shift = moment - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shift


@dataclass
class Scoring:
    """The service, what goes in, what comes out and what it remembers."""

    service: Service
    clock: MovableClock
    database: Database
    producer: AIOKafkaProducer
    bootstrap: str
    signer: PrincipalSigner

    async def publish(self, *messages: Message) -> list[tuple[Message, Envelope]]:
        """Puts messages on their topics as their owner's relay does."""
        envelopes = [
            Envelope(id=new_id(), source="/tests", type=each.type, subject=each.key, time=NOON) for each in messages
        ]
        sent = list(zip(messages, envelopes, strict=True))
        await self.publish_again(sent)
        return sent

    async def publish_again(self, sent: Sequence[tuple[Message, Envelope]]) -> None:
        """Puts the very same records on their topics."""
        for message, envelope in sent:
            headers = [(name, value.encode()) for name, value in envelope.headers().items()]
            value = message.model_dump_json().encode()
            await self.producer.send(message.topic, value, key=message.key.encode(), headers=headers)
        await self.producer.flush()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Visitor"]:
        """The service at work, and an anonymous visitor."""
        app = build_app(self.service)
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://scoring")
        async with app.router.lifespan_context(app), client:
            yield Visitor(client, self.signer, self.service.name)

    @asynccontextmanager
    async def shown(self) -> AsyncIterator["Board"]:
        """What the public topic says from now on."""
        consumer = AIOKafkaConsumer(bootstrap_servers=self.bootstrap)
        # Assigned, not subscribed: a subscription is made anew with other metadata, and then begins at the end again.
        partitions = [TopicPartition("scores-public", number) for number in range(TOPICS["scores-public"].partitions)]
        consumer.assign(partitions)
        await consumer.start()
        await consumer.seek_to_end()
        for partition in partitions:
            await consumer.position(partition)
        try:
            yield Board(consumer)
        finally:
            await consumer.stop()

    async def caught_up(self) -> None:
        """Returns when every record that is on the topics now has been applied and acknowledged."""
        for topic in self.service.handlers.topics():
            group = group_of(self.service.name, topic)
            reader = AIOKafkaConsumer(bootstrap_servers=self.bootstrap, group_id=group, enable_auto_commit=False)
            partitions = [TopicPartition(topic, number) for number in range(TOPICS[topic].partitions)]
            reader.assign(partitions)
            await reader.start()
            ends = await reader.end_offsets(partitions)
            while not all([(await reader.committed(each) or 0) >= ends[each] for each in partitions]):  # noqa: ASYNC110 -- Kafka has no event for it
                await asyncio.sleep(0.05)
            await reader.stop()

    async def rows(self, query: str, **values: object) -> list[tuple[object, ...]]:
        """Rows of the service's tables."""
        async with self.database.transaction() as session:
            return [tuple(row) for row in await session.execute(text(query), values)]


@dataclass
class Visitor:
    """Asks as somebody without an account."""

    client: httpx.AsyncClient
    signer: PrincipalSigner
    audience: str

    async def get(self, path: str, **params: str) -> httpx.Response:
        token = self.signer.sign(Principal("", ANONYMOUS), self.audience)
        return await self.client.get(path, params=params, headers={"Authorization": f"Bearer {token}"})


@dataclass
class Board:
    """A reader of the public topic, with the last score seen of each subject."""

    consumer: AIOKafkaConsumer
    seen: dict[str, PublicScore] = field(default_factory=dict)

    async def settle(self, milliseconds: int = 1000) -> None:
        """Reads on until nothing has come for a while."""
        while batches := await self.consumer.getmany(timeout_ms=milliseconds):
            for record in [each for records in batches.values() for each in records]:
                self._note(record)

    def _note(self, record: ConsumerRecord) -> None:
        if record.headers and record.value:
            score = PublicScore.model_validate_json(record.value)
            self.seen[score.subject_id] = score

    async def until(self, subject_id: str, is_it: Callable[[PublicScore], bool]) -> PublicScore:
        """The score of a subject once it is as wanted; the test's timeout bounds the wait."""
        while subject_id not in self.seen or not is_it(self.seen[subject_id]):
            self._note(await self.consumer.getone())
        return self.seen[subject_id]


@pytest.fixture
async def scoring(engines) -> AsyncIterator[Scoring]:
    """A scoring service of its own: the topics are shared, its group, database and clock are not."""
    create_topics(engines.folder / "logs" / "topics.log", engines.surroundings.shared())
    name = f"scoring-{new_id()[-12:]}"
    clock = MovableClock()
    settings = Settings(
        database_url=SecretStr(engines.postgresql.create_database(name.replace("-", "_"))),
        kafka_bootstrap=engines.kafka.bootstrap,
        principal_keys=engines.secrets.principal_keys,
        instance="test",
        deadline_poll=timedelta(seconds=0.1),
    )
    service = replace(build(settings), name=name, clock=clock)
    database = Database(settings.database_url.get_secret_value(), pool_size=2)
    await migrate(database, service.migrations)
    producer = AIOKafkaProducer(bootstrap_servers=engines.kafka.bootstrap, acks="all")
    await producer.start()
    signer = PrincipalSigner(json.loads(engines.secrets.principal_signing_key), clock)
    yield Scoring(service, clock, database, producer, engines.kafka.bootstrap, signer)
    await producer.stop()
    await database.close()
