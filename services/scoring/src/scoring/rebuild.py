"""Computes every score again from the topics, as if their facts were heard for the first time."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from sqlalchemy import text

from contracts.topics import TOPICS, group_of
from scoring.storage.tables import REBUILT
from servicekit.applying import RecordPolicy
from servicekit.broker import make_broker
from servicekit.consumer import TopicConsumer
from servicekit.database import Database
from servicekit.service import Service
from servicekit.subscription import MAX_RECORDS
from servicekit.tables import inbox, parked_key
from servicekit.work import Works

Say = Callable[[str], None]
Ends = dict[TopicPartition, int]

PATIENCE = timedelta(seconds=20)
"""How long a process that just stopped may stay a member of its group."""


class ServiceRunningError(Exception):
    """A process of the service is still in its consumer group."""

    def __init__(self) -> None:
        super().__init__("Stop every process of the service first, then run this again.")


async def rebuild(service: Service, say: Say) -> int:
    """Empties the service's tables and applies the topics from their start to their present end.

    Versions of shown scores stay, so that readers take the new ones. Interrupted, it is finished by the service's next
    start, which goes on where this stopped. Returns how many records were applied.

    Args:
        say: hears the progress, one line each time, to be written over the line before.

    Raises:
        ServiceRunningError: the service was not stopped.
    """
    settings = service.settings
    async with AsyncExitStack() as stack:
        database = Database(settings.database_url.get_secret_value(), pool_size=2)
        stack.push_async_callback(database.close)
        broker = make_broker(settings.kafka_bootstrap, service.name)
        stack.push_async_callback(broker.stop)
        await broker.start()
        works = Works(database, service.clock, lambda _: None, lambda: None)
        policy = RecordPolicy(settings.record_attempts, settings.record_backoff)
        topics = sorted(service.handlers.topics())
        readers = {topic: await _rewound(service, topic, stack, say) for topic in topics}
        await _empty(database)
        applied = 0
        for topic, reader in readers.items():
            consumer = TopicConsumer(service.name, topic, service.handlers, works, broker, policy)
            applied += await _apply_all(topic, reader, consumer, say)
        return applied


async def _rewound(service: Service, topic: str, stack: AsyncExitStack, say: Say) -> AIOKafkaConsumer:
    """A reader of the whole topic, its group's offsets set to the start."""
    group = group_of(service.name, topic)
    servers = service.settings.kafka_bootstrap
    reader = AIOKafkaConsumer(bootstrap_servers=servers, group_id=group, enable_auto_commit=False)
    await reader.start()
    stack.push_async_callback(reader.stop)
    partitions = [TopicPartition(topic, number) for number in range(TOPICS[topic].partitions)]
    reader.assign(partitions)
    starts = await reader.beginning_offsets(partitions)
    await _commit_patiently(reader, starts, f"{topic}: waiting for group {group} to be left", say)
    await reader.seek_to_beginning(*partitions)
    return reader


async def _commit_patiently(reader: AIOKafkaConsumer, offsets: Ends, waiting: str, say: Say) -> None:
    """Kafka refuses offsets from outside while a group has members: that tells whether the service runs."""
    deadline = time.monotonic() + PATIENCE.total_seconds()
    while True:
        try:
            await reader.commit(offsets)
        except KafkaError as error:
            if time.monotonic() > deadline:
                raise ServiceRunningError from error
            say(waiting)
            await asyncio.sleep(1)
        else:
            return


async def _empty(database: Database) -> None:
    names = ", ".join(table.name for table in (*REBUILT, inbox, parked_key))
    async with database.transaction() as session:
        await session.execute(text(f"TRUNCATE {names}"))


async def _apply_all(topic: str, reader: AIOKafkaConsumer, consumer: TopicConsumer, say: Say) -> int:
    partitions = sorted(reader.assignment())
    ends = await reader.end_offsets(partitions)
    applied, started = 0, time.monotonic()
    while await _unread(reader, partitions, ends):
        batches = await reader.getmany(timeout_ms=1000, max_records=MAX_RECORDS)
        records = [record for batch in batches.values() for record in batch]
        if records:
            await consumer.apply(records)
            await reader.commit()
            applied += len(records)
            pace = applied / (time.monotonic() - started)
            say(f"{topic}: {applied:,} records applied, {pace:,.0f} a second")
    return applied


async def _unread(reader: AIOKafkaConsumer, partitions: Sequence[TopicPartition], ends: Ends) -> bool:
    for partition in partitions:
        if await reader.position(partition) < ends[partition]:
            return True
    return False
