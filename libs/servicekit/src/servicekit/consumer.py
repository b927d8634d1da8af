"""The inbox consumer: a batch is one transaction {inbox, effects, outbox}; offsets are committed after it.

- A fact seen before is skipped (inbox). Public state needs none: readers upsert newer versions only.
- An unknown type is skipped before parsing. A broken record goes to the dead letters and parks its key.
- A handler that fails rolls the batch back; the batch is then tried record by record in savepoints, and the record
  that still fails goes to the dead letters and parks its key: later records of the key follow it, other keys go on.
- An infrastructure error (database, broker) pauses, rewinds and tries the whole batch again, for ever.
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any, TypeAlias

from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaError
from faststream.kafka import KafkaBroker
from opentelemetry.trace import SpanKind
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from contracts.message import Envelope, Fact, Message, PublicState
from contracts.topics import dead_letter_topic, group_of
from servicekit.handlers import Change, Handlers
from servicekit.relay import HEARTBEAT_KEY
from servicekit.tables import parked_key
from servicekit.telemetry import continued_span
from servicekit.work import Work, Works

logger = logging.getLogger(__name__)

Record: TypeAlias = "ConsumerRecord[bytes | None, bytes | None]"

INFRASTRUCTURE = (
    ConnectionError,
    TimeoutError,
    KafkaError,
    InterfaceError,
    OperationalError,
    PoolTimeoutError,
)
"""Errors that say nothing about the record: it is tried again, never parked."""

TRANSIENT_SQLSTATES = ("08", "40", "53", "55", "57")
"""PostgreSQL's classes for lost connections, serialisation failures, missing resources, locks, operators at work."""


RECEIVE = text(
    "insert into inbox (event_id) select unnest(cast(:ids as uuid[])) on conflict do nothing returning event_id"
)
"""Which facts are new: the others were applied before."""


@dataclass(frozen=True)
class RecordPolicy:
    """How hard one record is tried before its key is parked."""

    attempts: int
    backoff: timedelta


@dataclass(frozen=True)
class Received:
    """A record whose type this service listens to."""

    record: Record
    headers: dict[str, str]
    key: str
    type: str
    envelope: Envelope | None = None
    message: Message | None = None
    """None: a tombstone, or a broken record."""
    error: str | None = None
    """Class of what is wrong with a broken record."""


class TopicConsumer:
    """Applies the records of one topic to one service."""

    def __init__(
        self,
        service: str,
        topic: str,
        handlers: Handlers,
        works: Works,
        broker: KafkaBroker,
        policy: RecordPolicy,
    ) -> None:
        self._group = group_of(service, topic)
        self._dead_letters = dead_letter_topic(service, topic)
        self._handlers = handlers
        self._works = works
        self._broker = broker
        self._policy = policy

    async def apply(self, records: Sequence[Record]) -> None:
        """Applies a batch, whole; on return it may be acknowledged.

        Raises:
            Exception: one of INFRASTRUCTURE; nothing was applied.
        """
        received = [found for record in records if (found := self._receive(record))]
        facts = [each for each in received if each.type in self._handlers.facts]
        states = [each for each in received if each.type in self._handlers.states]
        if facts:
            await self._apply_facts(facts)
        if states:
            await self._apply_states(states)

    def _receive(self, record: Record) -> Received | None:
        headers = _headers(record)
        key = (record.key or b"").decode(errors="replace")
        type_ = headers.get("ce_type", "")
        if key == HEARTBEAT_KEY:
            return None
        known = self._handlers.facts.get(type_) or self._handlers.states.get(type_)
        if known is None:
            return None
        try:
            envelope = Envelope.from_headers(headers)
            message = known[0].model_validate_json(record.value) if record.value is not None else None
            if message is None and issubclass(known[0], Fact):
                raise ValueError("a fact without data")
        except ValueError as error:
            return Received(record, headers, key, type_, error=type(error).__name__)
        return Received(record, headers, key, type_, envelope, message)

    async def _apply_facts(self, received: Sequence[Received]) -> None:
        if not any(each.error for each in received):
            try:
                async with self._works.open() as work:
                    await self._apply_together(received, work)
                return
            except Exception as error:
                if is_infrastructure(error):
                    raise
                logger.warning("a batch of %s failed, tried record by record", self._group, exc_info=True)
        async with self._works.open() as work:
            await self._apply_one_by_one(received, work)

    async def _apply_together(self, received: Sequence[Received], work: Work) -> None:
        fresh = await self._fresh(received, work)
        parked = await self._parked(received, work)
        live = []
        for each in received:
            if each.key in parked:
                await self._bury(each, "parked")
            elif each.envelope and each.envelope.id in fresh:
                fresh.discard(each.envelope.id)
                live.append(each)
        for _, neighbours in groupby(live, key=lambda each: self._handlers.facts[each.type][1]):
            await self._handle(list(neighbours), work)

    async def _apply_one_by_one(self, received: Sequence[Received], work: Work) -> None:
        parked = await self._parked(received, work)
        for each in received:
            if each.key in parked:
                await self._bury(each, "parked")
                continue
            error = each.error or await self._try(each, work)
            if error:
                parked.add(each.key)
                await self._park(each, error, work)

    async def _try(self, each: Received, work: Work) -> str | None:
        """Applies one record in a savepoint, a few times; returns the class of the error that stayed."""
        for attempt in range(1, self._policy.attempts + 1):
            try:
                async with work.savepoint():
                    if await self._fresh([each], work):
                        await self._handle([each], work)
                return None
            except Exception as error:
                if is_infrastructure(error):
                    raise
                logger.exception("record %s of %s failed", each.envelope and each.envelope.id, self._group)
                failure = type(error).__name__
            if attempt < self._policy.attempts:
                await asyncio.sleep(self._policy.backoff.total_seconds() * attempt)
        return failure

    async def _handle(self, neighbours: Sequence[Received], work: Work) -> None:
        """Hands facts with the same handler over. Each shows in its own trace; the last one's span holds the effect."""
        _, handler = self._handlers.facts[neighbours[-1].type]
        facts = [each.message for each in neighbours if isinstance(each.message, Fact)]
        with self._spans(neighbours):
            await handler(facts, work)

    async def _fresh(self, received: Sequence[Received], work: Work) -> set[str]:
        # Sorted, so that two instances holding the same records during a rebalance cannot deadlock.
        ids = sorted({each.envelope.id for each in received if each.envelope})
        return {str(id_) for id_ in (await work.session.execute(RECEIVE, {"ids": ids})).scalars()}

    async def _apply_states(self, received: Sequence[Received]) -> None:
        for broken in (each for each in received if each.error):
            await self._bury(broken, broken.error or "")
        by_type: dict[str, dict[str, Received]] = {}
        for each in received:
            if not each.error:
                by_type.setdefault(each.type, {})[each.key] = each
        async with self._works.open() as work:
            for type_, newest in by_type.items():
                await self._apply_changes(type_, list(newest.values()), work)

    async def _apply_changes(self, type_: str, newest: Sequence[Received], work: Work) -> None:
        _, handler = self._handlers.states[type_]
        changes = [Change(each.key, each.message if isinstance(each.message, PublicState) else None) for each in newest]
        with self._spans(newest):
            await handler(changes, work)

    async def _parked(self, received: Sequence[Received], work: Work) -> set[str]:
        keys = {each.key for each in received}
        found = await work.session.execute(
            select(parked_key.c.key).where(parked_key.c.consumer_group == self._group, parked_key.c.key.in_(keys))
        )
        return set(found.scalars())

    async def _park(self, each: Received, error: str, work: Work) -> None:
        await work.session.execute(
            upsert(parked_key)
            .values(consumer_group=self._group, key=each.key, error=error, parked_at=work.now)
            .on_conflict_do_nothing()
        )
        await self._bury(each, error)

    async def _bury(self, each: Received, error: str) -> None:
        """Sends a record to the dead letters, awaited, with where it came from and the class of its error.

        Public text does not follow: it must stay erasable, and the source topic still holds it.
        """
        origin = {
            "dlq_topic": each.record.topic,
            "dlq_partition": str(each.record.partition),
            "dlq_offset": str(each.record.offset),
            "dlq_error": error,
        }
        value = None if each.type in self._handlers.states else each.record.value
        await self._broker.publish(
            value, self._dead_letters, key=each.key.encode() or b"-", headers=each.headers | origin
        )

    @contextmanager
    def _spans(self, neighbours: Sequence[Received]) -> Iterator[None]:
        for each in neighbours[:-1]:
            with self._span(each):
                pass
        with self._span(neighbours[-1]):
            yield

    def _span(self, each: Received) -> Any:
        assert each.envelope
        return continued_span(
            f"{each.record.topic} process",
            each.headers.get("traceparent"),
            {
                "ce.id": each.envelope.id,
                "ce.type": each.type,
                "ce.subject": each.key,
                "peer.service": each.envelope.source.lstrip("/"),
            },
            SpanKind.CONSUMER,
        )


def _headers(record: Record) -> dict[str, str]:
    """Headers as text; a null or non-UTF-8 one cannot break the batch."""
    return {name: (value or b"").decode(errors="replace") for name, value in record.headers}


def is_infrastructure(error: Exception) -> bool:
    """True where trying again later may help and the record is not to blame."""
    if isinstance(error, DBAPIError):
        sqlstate = str(getattr(error.orig, "sqlstate", None) or "")
        return (
            error.connection_invalidated
            or sqlstate.startswith(TRANSIENT_SQLSTATES)
            or isinstance(error, INFRASTRUCTURE)
        )
    return isinstance(error, INFRASTRUCTURE)
