"""The inbox consumer: a batch is one transaction {inbox, effects, outbox}; offsets are committed after it.

- A fact seen before is skipped (inbox). Public state needs none: readers upsert newer versions only.
- An unknown type is skipped before parsing. A broken record goes to the dead letters and parks its key.
- So does a record whose handler fails: later records of its key follow it, other keys go on.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from faststream.kafka import KafkaBroker
from opentelemetry.trace import SpanKind
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from contracts.message import Envelope, Fact, Message, PublicState
from servicekit.applying import Applier, Incoming, Record, RecordPolicy, headers_of
from servicekit.handlers import Change, Handlers
from servicekit.relay import HEARTBEAT_KEY
from servicekit.tables import parked_key
from servicekit.telemetry import continued_span
from servicekit.work import Work, Works


@dataclass(frozen=True)
class Received(Incoming):
    """A record whose type this service listens to."""

    key: str
    type: str
    envelope: Envelope | None = None
    message: Message | None = None
    """None: a tombstone, or a broken record."""
    error: str | None = None
    """Class of what is wrong with a broken record."""

    @property
    def inbox_id(self) -> str | None:
        return self.envelope.id if self.envelope else None


class TopicConsumer(Applier[Received]):
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
        super().__init__(service, topic, works, broker, policy)
        self._handlers = handlers

    async def apply(self, records: Sequence[Record]) -> None:
        received = [found for record in records if (found := self._receive(record))]
        facts = [each for each in received if each.type in self._handlers.facts]
        states = [each for each in received if each.type in self._handlers.states]
        if facts:
            await self._apply_batch(facts, together=not any(each.error for each in facts))
        if states:
            await self._apply_states(states)

    def _receive(self, record: Record) -> Received | None:
        headers = headers_of(record)
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

    async def _handle(self, neighbours: Sequence[Received], work: Work) -> None:
        """Hands facts with the same handler over. Each shows in its own trace; the last one's span holds the effect."""
        _, handler = self._handlers.facts[neighbours[-1].type]
        facts = [each.message for each in neighbours if isinstance(each.message, Fact)]
        with self._spans(neighbours):
            await handler(facts, work)

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

    def _buried_value(self, each: Received) -> bytes | None:
        # Public text does not follow: it must stay erasable, and the source topic still holds it.
        return None if each.type in self._handlers.states else super()._buried_value(each)

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
