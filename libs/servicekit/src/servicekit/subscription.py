"""A service's place at a topic: one group per service and topic, watched for as long as the process lives."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from typing import Any

from aiokafka import AIOKafkaConsumer
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaMessage

from contracts.topics import group_of
from servicekit.applying import Applier, Record, is_infrastructure
from servicekit.loops import within
from servicekit.reading import CarefulReader

logger = logging.getLogger(__name__)

MAX_RECORDS = 500
"""Records of a batch: the throughput of a set-based effect is flat above it."""

IDLE_WAIT_MS = 1000
"""Longest wait for a record before it is waited for anew. It delays none, and is most of what an idle topic costs.

It bounds a rare delay, though: while a batch is applied, the client may ask for the other partitions alone, and what
comes for this one meanwhile waits for that answer.
"""

LOOKS = 5
"""How often a subscription is looked at within its `silence`."""


@dataclass(frozen=True)
class Patience:
    """How long a subscription waits."""

    pause: timedelta
    """Before it tries again what failed."""
    silence: timedelta
    """For a sign of its topic, if only that there is nothing new; twice as long for its place in the group."""
    batch: timedelta = timedelta(minutes=5)
    """For a batch to be applied: the database's answer may be lost on the way without an error."""


class Subscription:
    """Applies the records of a topic. Offsets are committed only after a batch is applied.

    Kafka's client reconnects and rejoins by itself, but not always: one of its tasks may end, or wait for ever, without
    an error. A subscription that hears nothing is therefore begun anew, with a new client.
    """

    def __init__(
        self,
        broker: KafkaBroker,
        service: str,
        topic: str,
        consumer: Applier[Any],
        instance: str,
        patience: Patience,
        is_prefix: bool = False,
    ) -> None:
        """Args: is_prefix: listens to all topics `<topic>-…` instead, to new ones as soon as the broker sees them."""
        self.joined = asyncio.Event()
        """It had its place in the group at least once."""
        self.failing = False
        """True while its batches meet errors and are tried again."""
        self._topic = topic
        self._consumer = consumer
        self._patience = patience
        self._applying = False
        self._settling = False
        self._broken = False
        """Its client answers with an error: one without partitions, which need not answer, would seem well."""
        self._delivered = False
        self._fetched_at: dict[Any, int | None] = {}
        self._subscriber = broker.subscriber(
            *(() if is_prefix else (topic,)),
            pattern=f"^{topic}-.*" if is_prefix else None,
            group_id=group_of(service, topic),
            # Kafka gives a member that comes back its old place, which lacks the topics made meanwhile: where topics
            # are made, the place is taken anew.
            group_instance_id=None if is_prefix else f"{service}-{topic}-{instance}",
            batch=True,
            max_records=MAX_RECORDS,
            fetch_max_wait_ms=IDLE_WAIT_MS,
            consumer_timeout_ms=IDLE_WAIT_MS,
            auto_offset_reset="earliest",
            ack_policy=AckPolicy.MANUAL,
            parser=_parse,
            decoder=_decode,
            no_reply=True,
        )
        self._read = CarefulReader(IDLE_WAIT_MS, MAX_RECORDS).next_batch if is_prefix else _read
        self._subscriber.get_msg = self._next_batch  # type: ignore[method-assign]
        self._subscriber(self._consume)

    async def keep(self) -> None:
        """Joins the group and listens, for ever; its broker is connected."""
        while True:
            try:
                await within(2 * self._patience.silence, self._subscriber.start())
                self.joined.set()
                await self._watch()
                logger.error("nothing heard of %s for %s, begun anew", self._topic, self._patience.silence)
            except Exception as error:
                known = is_infrastructure(error)
                logger.warning("no place at %s yet, tried again: %r", self._topic, error, exc_info=not known)
            await self._leave()
            await asyncio.sleep(self._patience.pause.total_seconds())

    async def lag(self) -> int:
        """Records of the assigned partitions that are not applied yet, as far as it was told."""
        consumer = self._subscriber.consumer
        if consumer is None:
            return 0
        behind = 0
        for partition in consumer.assignment():
            if newest := consumer.highwater(partition):
                behind += max(0, newest - await consumer.position(partition))
        return behind

    async def _watch(self) -> None:
        """Returns once nothing was heard for too long: the client is stuck, or Kafka is away."""
        silence = self._patience.silence.total_seconds()
        heard_at = time.monotonic()
        while time.monotonic() - heard_at < silence:
            await asyncio.sleep(silence / LOOKS)
            if await self._hears():
                heard_at = time.monotonic()

    async def _hears(self) -> bool:
        """Whether each partition answered since the last look, and what it had was taken up."""
        consumer = self._subscriber.consumer
        if consumer is None:
            return False
        before, self._fetched_at = self._fetched_at, {p: consumer.last_poll_timestamp(p) for p in consumer.assignment()}
        delivered, self._delivered = self._delivered, False
        if self._settling or self._broken:
            return False
        answered = all(at is not None and at != before.get(p) for p, at in self._fetched_at.items())
        return self._applying or delivered or (answered and not await self.lag())

    async def _leave(self) -> None:
        """Gives its client up; a static member keeps its place meanwhile."""
        client = self._subscriber.consumer
        try:
            await within(self._patience.silence, self._subscriber.stop())
        except Exception:
            # A part that stands still keeps aiokafka from closing those after it, and they would go on fetching.
            for part in filter(None, (getattr(client, "_fetcher", None), getattr(client, "_client", None))):
                with suppress(Exception):
                    await within(self._patience.silence, part.close())

    async def _next_batch(self, consumer: AIOKafkaConsumer) -> tuple[Record, ...]:
        """What came, as soon as something comes. FastStream's own pauses, deaf, whenever nothing came in its wait."""
        try:
            came = await self._read(consumer)
        except Exception:
            self._broken = True
            raise
        self._broken = False
        return came

    async def _consume(self, message: KafkaMessage) -> None:
        records = message.raw_message
        assert isinstance(records, tuple)
        self._applying = self._delivered = True
        try:
            await within(self._patience.batch, self._consumer.apply(records))
        except Exception as error:
            level = logging.WARNING if is_infrastructure(error) else logging.ERROR
            logger.log(level, "batch of %s not applied, tried again", self._topic, exc_info=True)
            self.failing = True
            await asyncio.sleep(self._patience.pause.total_seconds())
        else:
            self.failing = False
        finally:
            self._applying = False
        self._settling = True
        try:
            await (message.nack() if self.failing else message.ack())
        finally:
            self._settling = False


async def _read(consumer: AIOKafkaConsumer) -> tuple[Record, ...]:
    came = await consumer.getmany(timeout_ms=IDLE_WAIT_MS, max_records=MAX_RECORDS)
    return tuple(chain.from_iterable(came.values()))


async def _parse(records: Sequence[Record], original: Callable[[Any], Awaitable[KafkaMessage]]) -> KafkaMessage:
    """FastStream's message around the raw records.

    Its own parser raises on a null or non-UTF-8 header and would lose the batch: it gets records without headers.
    """
    message = await original(tuple(replace(record, headers=()) for record in records))
    message.raw_message = tuple(records)
    return message


async def _decode(message: KafkaMessage) -> KafkaMessage:
    """The handler gets the message itself; the consumer decodes record by record."""
    return message
