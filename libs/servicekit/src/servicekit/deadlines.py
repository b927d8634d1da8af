"""Durable timers and steps: rows that fall due, each taken by one replica, tried again until it works.

A due row is leased first, so that a killed replica's row comes back by itself. A *timer*'s effect deletes the row in
its own transaction: it happens exactly once. A *step* talks to the outside (a file store, a mail server) between
transactions of its own: it may be repeated after a crash, and looks at its entity's state before it acts.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Executable, bindparam, delete, func, literal, select, tuple_, update

from servicekit.tables import deadline
from servicekit.telemetry import continued_span
from servicekit.work import Work, Works

logger = logging.getLogger(__name__)

TimerHandler = Callable[[str, Work], Awaitable[None]]
StepHandler = Callable[[str, Works], Awaitable[None]]

YIELDING = select(func.set_config("lock_timeout", "500ms", literal(True))).scalar_subquery().is_not(None)
"""Said with the first lock of a timer, which locks its row before its entity, while commands lock them the other way
round: where the two meet, the timer gives in before PostgreSQL (after 1 s) finds the deadlock and may fail the command.
"""

AS_TAKEN = (
    deadline.c.kind == bindparam("taken_kind"),
    deadline.c.entity_id == bindparam("taken_entity"),
    deadline.c.attempts == bindparam("taken_attempts"),
)
"""True for the row as it was taken: setting it anew resets its attempts."""

END = delete(deadline).where(*AS_TAKEN).returning(literal(1))
END_YIELDING = delete(deadline).where(*AS_TAKEN, YIELDING).returning(literal(1))
POSTPONE = update(deadline).where(*AS_TAKEN)

AT_ONCE = 8
"""Due rows taken and run side by side by one replica."""


class Deadlines:
    """The registry of what falls due in a service; `main.py` fills it."""

    def __init__(self) -> None:
        self.timers: dict[str, TimerHandler] = {}
        self.steps: dict[str, StepHandler] = {}

    def timer(self, kind: str, handler: TimerHandler) -> None:
        """Registers what happens, exactly once, when a deadline of this kind is due."""
        self.timers[kind] = handler

    def step(self, kind: str, handler: StepHandler) -> None:
        """Registers a slow or fallible step; an exception means "try again later"."""
        self.steps[kind] = handler


@dataclass(frozen=True)
class Due:
    """A leased row."""

    kind: str
    entity_id: str
    attempts: int
    traceparent: str | None


@dataclass(frozen=True)
class StepPolicy:
    """How long a row is leased and how the waits between tries grow."""

    lease: timedelta
    backoff: timedelta
    cap: timedelta

    def wait(self, attempts: int) -> timedelta:
        """The wait after the nth failed try: doubles up to the cap."""
        return min(self.cap, self.backoff * (1 << min(attempts - 1, 16)))


class DeadlineRunner:
    """Takes due rows and runs them."""

    def __init__(
        self,
        deadlines: Deadlines,
        works: Works,
        policy: StepPolicy,
        poll: timedelta,
        timers_wait: Callable[[], bool] = lambda: False,
    ) -> None:
        """Args:
        poll: how often the table is looked at, beside the wake-ups and the moments that it holds itself.
        timers_wait: true while only steps are run, because the time to tell is not known yet.
        """
        self._deadlines = deadlines
        self._timers_wait = timers_wait
        self._works = works
        self._policy = policy
        self._poll = poll
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Says that a commit of this process set a deadline, perhaps due at once."""
        self._wake.set()

    async def run(self) -> None:
        """Runs until cancelled; an infrastructure error is logged and the next round tries again."""
        while True:
            self._wake.clear()
            pause = self._poll
            try:
                while await self.run_due():
                    pass
                if not self._wake.is_set():
                    pause = await self._until_next()
            except Exception:
                logger.warning("deadline round failed, tried again", exc_info=True)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), pause.total_seconds())

    async def run_due(self) -> int:
        """Takes and runs at most AT_ONCE due rows; returns how many."""
        due = await self._take()
        await asyncio.gather(*(self._run(each) for each in due))
        return len(due)

    async def _take(self) -> list[Due]:
        async with self._works.open() as work:
            ripe = (
                select(deadline.c.kind, deadline.c.entity_id)
                .where(
                    deadline.c.due_at <= work.now,
                    deadline.c.kind.in_(self._kinds()),
                )
                .order_by(deadline.c.due_at)
                .limit(AT_ONCE)
                .with_for_update(skip_locked=True)
            )
            taken = await work.session.execute(
                update(deadline)
                .where(tuple_(deadline.c.kind, deadline.c.entity_id).in_(ripe))
                .values(due_at=work.now + self._policy.lease, attempts=deadline.c.attempts + 1)
                .returning(deadline.c.kind, deadline.c.entity_id, deadline.c.attempts, deadline.c.traceparent)
            )
            return [Due(*row) for row in taken]

    async def _until_next(self) -> timedelta:
        """Until the next row falls due; at most the poll, since other replicas set deadlines too."""
        async with self._works.open() as work:
            coming = select(func.min(deadline.c.due_at)).where(
                deadline.c.due_at > work.now, deadline.c.kind.in_(self._kinds())
            )
            next_at = await work.session.scalar(coming)
            return min(self._poll, next_at - work.now) if next_at else self._poll

    def _kinds(self) -> set[str]:
        return {*self._deadlines.steps, *(() if self._timers_wait() else self._deadlines.timers)}

    async def _run(self, due: Due) -> None:
        with continued_span(f"{due.kind} due", due.traceparent, {"entity.id": due.entity_id}):
            try:
                if due.kind in self._deadlines.timers:
                    await self._fire(due, self._deadlines.timers[due.kind])
                else:
                    await self._deadlines.steps[due.kind](due.entity_id, self._works)
                    await self._finish(due)
            except Exception:
                logger.warning("%s of %s failed, tried again later", due.kind, due.entity_id, exc_info=True)
                await self._postpone(due)

    async def _fire(self, due: Due, handler: TimerHandler) -> None:
        async with self._works.open() as work:
            # Gone or moved meanwhile: somebody unscheduled it, and it must not happen.
            if await self._delete(due, work, END_YIELDING):
                await handler(due.entity_id, work)

    async def _finish(self, due: Due) -> None:
        async with self._works.open() as work:
            await self._delete(due, work, END)

    async def _delete(self, due: Due, work: Work, statement: Executable) -> bool:
        return (await work.session.execute(statement, _as_taken(due))).first() is not None

    async def _postpone(self, due: Due) -> None:
        async with self._works.open() as work:
            await work.session.execute(
                POSTPONE, _as_taken(due) | {"due_at": work.now + self._policy.wait(due.attempts)}
            )


def _as_taken(due: Due) -> dict[str, Any]:
    return {"taken_kind": due.kind, "taken_entity": due.entity_id, "taken_attempts": due.attempts}
