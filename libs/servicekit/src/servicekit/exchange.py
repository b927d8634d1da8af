"""Records of outsiders: each partner writes to a topic of its own, and nothing in a record is believed.

Who wrote it is the topic, which Kafka lets one partner write to. When is Kafka's own time. Which record it is, for the
inbox, is where it stands: a sender that chose the id could make us skip somebody else's. Its trace context is left
alone, and a record that fails parks no key: the key is the sender's word, and the group reads all senders.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from faststream.kafka import KafkaBroker
from opentelemetry.trace import SpanKind

from servicekit.applying import Applier, Incoming, Record, RecordPolicy, headers_of
from servicekit.handlers import ExchangeHandler, ExchangeRecord
from servicekit.telemetry import continued_span
from servicekit.work import Work, Works

POSITIONS = UUID("8a2f7c1e-5f0b-4d5c-9a64-2f0d6f1c3b77")
"""Namespace of the inbox ids made of a record's topic, partition and offset."""


@dataclass(frozen=True)
class Placed(Incoming):
    """A record known by its place."""

    @property
    def inbox_id(self) -> str:
        return str(uuid5(POSITIONS, f"{self.record.topic}/{self.record.partition}/{self.record.offset}"))


class ExchangeConsumer(Applier[Placed]):
    """Applies the records of all topics that begin with a prefix."""

    def __init__(
        self,
        service: str,
        prefix: str,
        handler: ExchangeHandler,
        works: Works,
        broker: KafkaBroker,
        policy: RecordPolicy,
    ) -> None:
        super().__init__(service, prefix, works, broker, policy)
        self._prefix = prefix
        self._handler = handler

    async def apply(self, records: Sequence[Record]) -> None:
        await self._apply_batch([Placed(record, headers_of(record)) for record in records])

    async def _apply_together(self, received: Sequence[Placed], work: Work) -> None:
        fresh = await self._fresh(received, work)
        await self._handle([each for each in received if each.inbox_id in fresh], work)

    async def _apply_one_by_one(self, received: Sequence[Placed], work: Work) -> None:
        for each in received:
            if error := await self._try(each, work):
                await self._bury(each, error)
                # Remembered as well: offsets that were not committed bring it again, and it has been dealt with.
                await self._fresh([each], work)

    async def _handle(self, neighbours: Sequence[Placed], work: Work) -> None:
        for each in neighbours:
            record = self._as_handed(each)
            attributes = {
                "peer.service": record.sender,
                "kafka.partition": str(record.partition),
                "kafka.offset": str(record.offset),
            }
            with continued_span(f"{record.topic} process", None, attributes, SpanKind.CONSUMER):
                refusal = await self._handler(record, work)
            if refusal:
                # Before the commit: a crash in between buries it twice, which is better than never.
                await self._bury(each, refusal)

    def _as_handed(self, each: Placed) -> ExchangeRecord:
        record = each.record
        return ExchangeRecord(
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            sender=record.topic.removeprefix(f"{self._prefix}-"),
            key=(record.key or b"").decode(errors="replace"),
            headers=each.headers,
            value=record.value or b"",
            received_at=datetime.fromtimestamp(record.timestamp / 1000, UTC),
        )
