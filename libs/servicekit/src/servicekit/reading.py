"""Reads what outsiders wrote, each partition by itself, whatever one of them holds.

Kafka keeps any bytes as the name of a header; its Python client decodes it as UTF-8 and raises where it is none. Then
it would raise for ever, and forget what it had read of the other partitions beside it.
"""

import asyncio
import logging
import time
from datetime import timedelta
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from servicekit.applying import Record

logger = logging.getLogger(__name__)


SEARCH = timedelta(seconds=5)
"""How long partitions are looked at one by one, once the client said that one of them cannot be read, but not which."""

LOOK = timedelta(milliseconds=50)
"""Between two such looks."""


class CarefulReader:
    """Reads all assigned partitions; where a record cannot be read, an empty one stands in its place."""

    def __init__(self, wait_ms: int, most: int) -> None:
        """Args: wait_ms: longest wait for a record; most: records of a batch."""
        self._wait_ms = wait_ms
        self._most = most
        self._one_by_one: set[TopicPartition] = set()
        """Partitions that hold such a record before long: it is found by reading up to it."""
        self._searching_until = 0.0

    async def next_batch(self, consumer: AIOKafkaConsumer) -> tuple[Record, ...]:
        """What came, as soon as something comes."""
        came = await self._first(consumer)
        for partition in consumer.assignment():
            try:
                came += await self._of(consumer, partition)
            except Exception:
                # What was read of the others is theirs, and the client would not bring it again.
                if not came:
                    raise
                logger.warning("%s could not be read, tried again", partition, exc_info=True)
        return tuple(came)

    async def _first(self, consumer: AIOKafkaConsumer) -> list[Record]:
        """The first record that comes, of any partition. One alone: an error has none that it could lose."""
        if time.monotonic() < self._searching_until:
            await asyncio.sleep(LOOK.total_seconds())
            return []
        try:
            came = await consumer.getmany(timeout_ms=self._wait_ms, max_records=1)
        except UnicodeDecodeError:
            self._searching_until = time.monotonic() + SEARCH.total_seconds()
            return []
        return [record for records in came.values() for record in records]

    async def _of(self, consumer: AIOKafkaConsumer, partition: TopicPartition) -> list[Record]:
        most = 1 if partition in self._one_by_one else self._most
        try:
            return list((await consumer.getmany(partition, timeout_ms=0, max_records=most)).get(partition, ()))
        except UnicodeDecodeError:
            # Nothing was given out, so it stands where it stood; the client must forget what it holds of it.
            place = await consumer.position(partition)
            consumer.seek(partition, place if most > 1 else place + 1)
        if most > 1:
            self._one_by_one.add(partition)
            return []
        self._one_by_one.discard(partition)
        logger.error("%s/%s/%s cannot be read", partition.topic, partition.partition, place)
        return [_empty(partition, place)]


def _empty(partition: TopicPartition, offset: int) -> Record:
    """A record of which only the place is known, to be refused as any other that nobody understands."""
    now: Any = int(time.time() * 1000)
    return ConsumerRecord(partition.topic, partition.partition, offset, now, 1, None, None, None, -1, -1, ())
