"""How a batch of records is applied, whatever they are: together in one transaction, else one by one in savepoints.

- The ids of what was applied are kept in the inbox: a record that comes again is skipped.
- A record whose handler fails is tried again alone, in a savepoint, a few times; then it goes to the dead letters.
- An infrastructure error (database, broker) leaves nothing applied: the whole batch is tried again, for ever.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeAlias, TypeVar

from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaError
from faststream.kafka import KafkaBroker
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from contracts.topics import dead_letter_topic, group_of
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
"""Which records are new: the others were applied before."""


@dataclass(frozen=True)
class RecordPolicy:
    """How hard one record is tried before it goes to the dead letters."""

    attempts: int
    backoff: timedelta


@dataclass(frozen=True)
class Incoming(ABC):
    """A record that concerns this service."""

    record: Record
    headers: dict[str, str]

    @property
    @abstractmethod
    def inbox_id(self) -> str | None:
        """The UUID under which the inbox remembers it; None: it is not even applied."""


R = TypeVar("R", bound=Incoming)


class Applier(ABC, Generic[R]):
    """Applies the records of one group of a service."""

    def __init__(self, service: str, source: str, works: Works, broker: KafkaBroker, policy: RecordPolicy) -> None:
        """Args: source: a topic, or what the names of several begin with."""
        self._group = group_of(service, source)
        self._dead_letters = dead_letter_topic(service, source)
        self._works = works
        self._broker = broker
        self._policy = policy

    @abstractmethod
    async def apply(self, records: Sequence[Record]) -> None:
        """Applies a batch, whole; on return it may be acknowledged.

        Raises:
            Exception: one of INFRASTRUCTURE; nothing was applied.
        """

    @abstractmethod
    async def _apply_together(self, received: Sequence[R], work: Work) -> None:
        """Applies a batch; any error undoes all of it."""

    @abstractmethod
    async def _apply_one_by_one(self, received: Sequence[R], work: Work) -> None:
        """Applies what can be applied and buries the rest."""

    @abstractmethod
    async def _handle(self, neighbours: Sequence[R], work: Work) -> None:
        """Hands new records with the same handler over."""

    async def _apply_batch(self, received: Sequence[R], together: bool = True) -> None:
        """Args: together: false where it is known that the batch cannot be applied as a whole."""
        if together and await self._is_applied_together(received):
            return
        async with self._works.open() as work:
            await self._apply_one_by_one(received, work)

    async def _is_applied_together(self, received: Sequence[R]) -> bool:
        try:
            async with self._works.open() as work:
                await self._apply_together(received, work)
        except Exception as error:
            if is_infrastructure(error):
                raise
            logger.warning("a batch of %s failed, tried record by record", self._group, exc_info=True)
            return False
        return True

    async def _try(self, each: R, work: Work) -> str | None:
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
                logger.exception("record %s of %s failed", each.inbox_id, self._group)
                failure = type(error).__name__
            if attempt < self._policy.attempts:
                await asyncio.sleep(self._policy.backoff.total_seconds() * attempt)
        return failure

    async def _fresh(self, received: Sequence[R], work: Work) -> set[str]:
        # Sorted, so that two instances holding the same records during a rebalance cannot deadlock.
        ids = sorted({each.inbox_id for each in received if each.inbox_id})
        return {str(id_) for id_ in (await work.session.execute(RECEIVE, {"ids": ids})).scalars()}

    def _buried_value(self, each: R) -> bytes | None:
        """What of a record's value follows to the dead letters."""
        value: bytes | None = each.record.value
        return value

    async def _bury(self, each: R, error: str) -> None:
        """Sends a record to the dead letters, awaited, with where it came from and the class of its error."""
        origin = {
            "dlq_topic": each.record.topic,
            "dlq_partition": str(each.record.partition),
            "dlq_offset": str(each.record.offset),
            "dlq_error": error,
        }
        await self._broker.publish(
            self._buried_value(each), self._dead_letters, key=each.record.key or b"-", headers=each.headers | origin
        )


def headers_of(record: Record) -> dict[str, str]:
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
