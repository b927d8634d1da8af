"""The outbox relay: from the journal to Kafka, in order per key, at least once, whatever is killed in between.

A relay takes a lane by an advisory lock of its transaction, sends the lane's pending rows in id order, awaits the
acknowledgements, deletes the pending rows and commits. Killed before the commit, it repeats at most one lane batch;
readers dedup. Several relays may run: the lock keeps a lane to one of them.

What is handed over may be taken back until it leaves (`Work.take_back`). So its rows are locked from before the client
gets them until Kafka answered: whoever takes one back finds it unsent, or waits and finds it gone. A row that is still
there after a try, of a relay that was killed, say, may have left all the same: it is marked before the try.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from faststream.kafka import KafkaBroker
from opentelemetry.trace import SpanKind
from sqlalchemy import ARRAY, BigInteger, Integer, Row, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.message import JSON, Envelope, PublicState
from contracts.topics import TOPICS, Kind
from servicekit.database import Database
from servicekit.loops import within
from servicekit.tables import outbox, pending
from servicekit.telemetry import continued_span, current_traceparent

logger = logging.getLogger(__name__)

Renderer = Callable[[AsyncSession, Sequence[str]], Awaitable[Mapping[str, PublicState]]]
"""Reads the public state of entities as it is now; an id that is absent from the answer has nothing left to show."""

BATCH = 1000
"""Rows sent under one lock: the throughput is flat above it."""

LANE_LOCK = 0x1A9E
"""First half of the advisory lock; the lane is the second."""

TRY_LANE = select(func.pg_try_advisory_xact_lock(LANE_LOCK, bindparam("wanted", type_=Integer)))
WAIT_FOR_LANE = select(func.pg_advisory_xact_lock(LANE_LOCK, bindparam("wanted", type_=Integer)))
PENDING_ROWS = (
    select(outbox, pending.c.payload, pending.c.content_type)
    .join(pending, pending.c.id == outbox.c.id)
    .where(pending.c.lane == bindparam("wanted"))
    .order_by(outbox.c.id)
    .limit(BATCH)
)
TRIED = (
    update(pending)
    .where(
        pending.c.lane == bindparam("wanted"), pending.c.id == func.any(bindparam("handed", type_=ARRAY(BigInteger)))
    )
    .values(tried=True)
)
"""Marks what is handed over, in a transaction of its own, so that the mark outlives whatever becomes of the try."""

HOLD = (
    select(pending.c.id)
    .where(
        pending.c.lane == bindparam("wanted"), pending.c.id == func.any(bindparam("handed", type_=ARRAY(BigInteger)))
    )
    .with_for_update(skip_locked=True)
)
"""Locks what is handed over. What is being taken back just now is left out: the next round sees if it was."""

SENT = delete(pending).where(
    pending.c.lane == bindparam("wanted"), pending.c.id == func.any(bindparam("sent", type_=ARRAY(BigInteger)))
)

KAFKA_ANSWERS_WITHIN = timedelta(seconds=5)
"""Longest wait for the list of topics."""

HEARTBEAT_KEY = "heartbeat"
"""Key of the record that makes a public topic's segment roll, so that compaction can erase; readers skip it."""


class Relay:
    """Empties the outbox of one service."""

    def __init__(
        self,
        service: str,
        database: Database,
        broker: KafkaBroker,
        renderers: Mapping[type[PublicState], Renderer],
        poll: timedelta,
    ) -> None:
        """Args: poll: how often all lanes are looked at, beside the wake-ups."""
        self._service = service
        self._database = database
        self._broker = broker
        self._renderers = {state.type: render for state, render in renderers.items()}
        self._poll = poll
        self._woken: set[int] = set()
        self._wake = asyncio.Event()

    def wake(self, lanes: frozenset[int]) -> None:
        """Says that a commit of this process left rows in these lanes."""
        self._woken |= lanes
        self._wake.set()

    async def run(self) -> None:
        """Sends until cancelled; an infrastructure error is logged and the next round tries again."""
        while True:
            try:
                await self._round()
            except Exception:
                logger.warning("relay round failed, tried again", exc_info=True)
                await asyncio.sleep(self._poll.total_seconds())
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._poll.total_seconds())

    async def _round(self) -> None:
        """Empties the lanes that were woken; without a wake-up, those that have rows nobody announced."""
        self._wake.clear()
        woken, self._woken = self._woken, set()
        failures = []
        # A woken lane is waited for: its present holder may have read the lane before our commit.
        for lane in woken or await self._lanes_with_rows():
            try:
                while await self.send_lane(lane, wait=lane in woken) == BATCH:
                    pass
            except Exception as error:
                # What stops one lane is no reason for the others to wait.
                failures.append(error)
        if failures:
            raise ExceptionGroup("lanes that wait for the next round", failures)

    async def _lanes_with_rows(self) -> Sequence[int]:
        async with self._database.transaction() as session:
            return (await session.execute(select(pending.c.lane).distinct())).scalars().all()

    async def send_lane(self, lane: int, wait: bool = False) -> int:
        """Sends at most one batch of a lane and returns how many rows left; 0 where another relay has the lane."""
        async with self._database.transaction() as session:
            if not await self._take(session, lane, wait):
                return 0
            found = (await session.execute(PENDING_ROWS, {"wanted": lane})).all()
            rows = await self._hold(session, lane, found)
            if rows:
                await self._send(session, rows)
                await session.execute(SENT, {"wanted": lane, "sent": [row.id for row in rows]})
            return len(rows)

    async def _take(self, session: AsyncSession, lane: int, wait: bool) -> bool:
        if wait:
            await session.execute(WAIT_FOR_LANE, {"wanted": lane})
            return True
        return bool(await session.scalar(TRY_LANE, {"wanted": lane}))

    async def _hold(self, session: AsyncSession, lane: int, rows: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
        """The rows that can be sent now. What is handed over waits for its topic, and is locked from here on.

        Partners' topics are data, so one may be absent, and the client would wait for it. Kafka is asked before the
        lock, since whoever takes a row back must not wait for as long as Kafka is away.
        """
        if not any(row.payload for row in rows):
            return rows
        there = set(await within(KAFKA_ANSWERS_WITHIN, self._broker.config.admin_client.list_topics()))
        if absent := {row.topic for row in rows if row.payload} - there:
            logger.error("what is for %s waits: there is no such topic", ", ".join(sorted(absent)))
        handed = {"wanted": lane, "handed": [row.id for row in rows if row.payload and row.topic in there]}
        async with self._database.transaction() as aside:
            await aside.execute(TRIED, handed)
        held = set((await session.execute(HOLD, handed)).scalars())
        return [row for row in rows if not row.payload or row.id in held]

    async def _send(self, session: AsyncSession, rows: Sequence[Row[Any]]) -> None:
        states = await self._render(session, rows)
        leaving: list[asyncio.Future[Any]] = []
        try:
            for row in filter(_can_be_sent, rows):
                leaving.append(await self._publish(row, _value(row, states)))  # noqa: PERF401 -- the client has those before a failure
            await asyncio.shield(asyncio.gather(*leaving))
        except BaseException:
            # The client tries on, whatever ended us: what may be taken back stays locked until each has its answer.
            if leaving and any(row.payload for row in rows):
                await asyncio.wait(leaving)
            raise

    async def _render(self, session: AsyncSession, rows: Sequence[Row[Any]]) -> dict[tuple[str, str], str]:
        wanted: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row.data is None and row.payload_hash is None:
                wanted[row.type].append(row.key)
        found: dict[tuple[str, str], str] = {}
        for type_name, keys in wanted.items():
            states = await self._renderers[type_name](session, list(dict.fromkeys(keys)))
            found |= {(type_name, key): state.model_dump_json() for key, state in states.items()}
        return found

    async def _publish(self, row: Row[Any], value: bytes | None) -> "asyncio.Future[Any]":
        attributes = {"ce.id": row.event_id, "ce.type": row.type}
        with continued_span(f"{row.topic} send", row.traceparent, attributes, SpanKind.PRODUCER):
            envelope = Envelope(
                id=row.event_id,
                source=f"/{self._service}",
                type=row.type,
                subject=row.key,
                time=row.at,
                content_type=row.content_type or JSON,
                traceparent=current_traceparent() or row.traceparent,
            )
            return await self._broker.publish(
                value,
                row.topic,
                key=row.key.encode(),
                headers=envelope.headers(),
                no_confirm=True,
            )

    async def beat(self, every: timedelta) -> None:
        """Puts a heartbeat record on each partition of this service's public topics, for ever."""
        topics = [t for t in TOPICS.values() if t.owner == self._service and t.kind is Kind.PUBLIC_STATE]
        while True:
            await asyncio.sleep(every.total_seconds())
            try:
                for topic in topics:
                    for partition in range(topic.partitions):
                        await self._broker.publish(b"{}", topic.name, key=HEARTBEAT_KEY.encode(), partition=partition)
            except Exception:
                logger.warning("heartbeat failed, next one will do", exc_info=True)


def _can_be_sent(row: Row[Any]) -> bool:
    """False for a payload that was handed over before, should its row have been made pending once more."""
    if row.payload_hash is None or row.payload is not None:
        return True
    logger.error("%s was handed over and its payload is gone: it cannot be sent again", row.event_id)
    return False


def _value(row: Row[Any], states: Mapping[tuple[str, str], str]) -> bytes | None:
    """What a row puts on its topic; None, a tombstone, where nothing is left to show."""
    if row.payload is not None:
        return bytes(row.payload)
    data: str | None = row.data if row.data is not None else states.get((row.type, row.key))
    return None if data is None else data.encode()
