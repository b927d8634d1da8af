"""The unit of work: one transaction, its outbox, its deadlines and its clock."""

import hashlib
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.message import JOSE, Fact, PublicState
from contracts.topics import EXCHANGE_RECORD_BYTES, Topic
from servicekit.clock import Clock
from servicekit.database import Database
from servicekit.ids import new_id
from servicekit.principal import Principal
from servicekit.tables import deadline, outbox, pending
from servicekit.telemetry import current_traceparent

LANES = 8
"""Lanes of the outbox: records of one key share a lane, and one relay at a time empties a lane."""

JOURNAL = text(
    """
    with given as (
        select * from unnest(
            cast(:event_id as uuid[]), cast(:topic as text[]), cast(:key as text[]), cast(:lane as smallint[]),
            cast(:type as text[]), cast(:data as text[]), cast(:traceparent as text[]), cast(:at as timestamptz[]),
            cast(:payload_hash as bytea[]), cast(:payload as bytea[]), cast(:content_type as text[])
        ) as given(event_id, topic, key, lane, type, data, traceparent, at, payload_hash, payload, content_type)
    ), journal as (
        insert into outbox (event_id, topic, key, lane, type, data, traceparent, at, payload_hash)
        select event_id, topic, key, lane, type, data, traceparent, at, payload_hash from given
        returning lane, id, event_id
    )
    insert into pending (lane, id, payload, content_type)
    select journal.lane, id, payload, content_type from journal join given using (event_id)
    """
)
"""The rows go to the journal, and what it returns to the pending rows, a payload to these alone. One statement for any
number of rows: a list of values would be compiled anew for each length."""

_NEW = upsert(deadline)
SCHEDULE = _NEW.on_conflict_do_update(
    index_elements=["kind", "entity_id"],
    set_={name: _NEW.excluded[name] for name in ("due_at", "attempts", "traceparent")},
)
"""Sets a deadline, or moves it."""

TAKE_BACK = (
    delete(pending)
    .where(pending.c.lane == bindparam("of_lane"), pending.c.payload.is_not(None))
    .where(
        pending.c.id.in_(
            select(outbox.c.id).where(outbox.c.key == bindparam("of_key"), outbox.c.type == bindparam("of_type"))
        )
    )
    .returning(pending.c.tried)
)
"""Waits for a relay that has such a row in hand: it is gone then, since it left."""

PAYLOAD_BYTES = EXCHANGE_RECORD_BYTES - 8 * 1024
"""Largest payload handed over: its headers have the rest."""

NOBODY = Principal(account_id="", role="system")
"""The principal of work that no request started."""


def lane_of(key: str) -> int:
    """The lane of a key, the same in every process."""
    return zlib.crc32(key.encode()) % LANES


@dataclass
class Work:
    """What a use case works with. Everything it records is committed together, or not at all."""

    session: AsyncSession
    now: datetime
    principal: Principal = NOBODY
    _rows: list[dict[str, Any]] = field(default_factory=list)
    _scheduled: bool = False

    def publish(self, *facts: Fact) -> None:
        """Appends facts to the journal."""
        for fact in facts:
            self._append(fact.topic, fact.key, fact.type, fact.model_dump_json())

    def show(self, state: type[PublicState], entity_id: str) -> None:
        """Announces that an entity's public state changed; what is shown is read when the record is sent."""
        if any(row["data"] is None and (row["topic"], row["key"]) == (state.topic, entity_id) for row in self._rows):
            return
        self._append(state.topic, entity_id, state.type)

    def hand_over(self, topic: Topic, key: str, type_: str, payload: str | bytes, content_type: str = JOSE) -> None:
        """Sends a payload that is too private to keep: it waits in the pending row alone and is gone once Kafka has it.

        The journal keeps its SHA-256, so it proves what was handed over and can never send it again.

        Raises:
            ValueError: more than PAYLOAD_BYTES; Kafka would refuse it for ever, and its lane would wait for ever.
        """
        content = payload.encode() if isinstance(payload, str) else payload
        if len(content) > PAYLOAD_BYTES:
            raise ValueError("the payload is too large to be handed over")
        kept = hashlib.sha256(content).digest()
        self._append(topic.name, key, type_, payload_hash=kept, payload=content, content_type=content_type)

    async def take_back(self, key: str, type_: str) -> bool:
        """Takes back what an earlier work handed over; True where it has not left, and so never does.

        Kafka may be away for days, and what waits for it is not sent by then if nobody wants it to be. False also where
        a try to send it came to no end: it is not tried again, but may have left.
        """
        values = {"of_lane": lane_of(key), "of_key": key, "of_type": type_}
        found = await self.session.execute(TAKE_BACK, values)
        return found.scalars().all() == [False]

    def _append(
        self,
        topic: str,
        key: str,
        type_: str,
        data: str | None = None,
        payload_hash: bytes | None = None,
        payload: bytes | None = None,
        content_type: str | None = None,
    ) -> None:
        self._rows.append(
            {
                "event_id": new_id(),
                "topic": topic,
                "key": key,
                "lane": lane_of(key),
                "type": type_,
                "data": data,
                "traceparent": current_traceparent(),
                "at": self.now,
                "payload_hash": payload_hash,
                "payload": payload,
                "content_type": content_type,
            }
        )

    async def schedule(self, kind: str, entity_id: str, due_at: datetime) -> None:
        """Sets the deadline `kind` of an entity, moving it where one is set already."""
        row = {"kind": kind, "entity_id": entity_id, "due_at": due_at, "attempts": 0}
        await self.session.execute(SCHEDULE, row | {"traceparent": current_traceparent()})
        self._scheduled = True

    async def unschedule(self, kind: str, entity_id: str) -> None:
        """Takes the deadline away, if it is set."""
        await self.session.execute(delete(deadline).where(deadline.c.kind == kind, deadline.c.entity_id == entity_id))

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part of the work that an exception undoes, its facts included, leaving the rest as it was."""
        kept = len(self._rows)
        try:
            async with self.session.begin_nested():
                yield
        except BaseException:
            del self._rows[kept:]
            raise

    async def flush(self) -> frozenset[int]:
        """Writes the journal rows gathered so far and says which lanes have something to send."""
        if not self._rows:
            return frozenset()
        rows, self._rows = self._rows, []
        await self.session.execute(JOURNAL, {name: [row[name] for row in rows] for name in rows[0]})
        return frozenset(row["lane"] for row in rows)


@dataclass(frozen=True)
class Works:
    """Opens units of work. After the commit it wakes the loops that have something new to do."""

    database: Database
    clock: Clock
    on_lanes: Callable[[frozenset[int]], None]
    on_deadline: Callable[[], None]

    @asynccontextmanager
    async def open(self, principal: Principal = NOBODY, now: datetime | None = None) -> AsyncIterator[Work]:
        """A unit of work, committed at the end or rolled back by an exception. `now` defaults to the clock's."""
        async with self.database.transaction() as session:
            work = Work(session, now or principal.at or self.clock.now(), principal)
            yield work
            lanes = await work.flush()
        if lanes:
            self.on_lanes(lanes)
        if work._scheduled:
            self.on_deadline()
