"""Clocks as durable deadlines: the author hears of the days that count."""

from datetime import timedelta
from functools import partial

from disputes.domain.days import day_of, start_of
from disputes.domain.dispute import Dispute, Status
from disputes.domain.facts import DisputeReminded
from disputes.domain.mediation import ClockKind
from disputes.storage.disputes import DisputeStore
from disputes.usecases.assessing import Law, clocks_of
from disputes.usecases.common import record
from servicekit.deadlines import TimerHandler
from servicekit.work import Work

MORNING = timedelta(hours=8)
"""When on its day a reminder is sent, Paris time."""

REMINDED = (
    ClockKind.EARLIEST_MEDIATION,
    ClockKind.ONE_YEAR_LIMIT,
    ClockKind.REJECTION,
    ClockKind.OUTCOME,
)
"""Clocks that the author may hear of; the others are shown."""

REMINDERS = 4
"""Most moments of one clock: three reminders and the day itself."""


def timer_of(kind: ClockKind, nth: int) -> str:
    """The name of a timer: one per clock and moment, so that new answers move it."""
    return f"clock-{kind.value}-{nth}"


async def set_clocks(work: Work, dispute: Dispute, law: Law) -> None:
    """Timers for what is still to come; those of old answers go."""
    await stop_clocks(work, dispute.id)
    today = day_of(work.now)
    for clock in await clocks_of(work, dispute, law):
        for nth, day in enumerate(clock.moments):
            if day > today:
                await work.schedule(timer_of(clock.kind, nth), dispute.id, start_of(day) + MORNING)


async def stop_clocks(work: Work, dispute_id: str) -> None:
    """Nothing is reminded any more."""
    for kind in REMINDED:
        for nth in range(REMINDERS):
            await work.unschedule(timer_of(kind, nth), dispute_id)


async def remind(dispute_id: str, work: Work, kind: ClockKind, law: Law) -> None:
    """Timer: a date of the case comes near."""
    dispute = await DisputeStore(work.session).load(dispute_id)
    if dispute is None or dispute.status is Status.CLOSED:
        return
    for clock in await clocks_of(work, dispute, law):
        if clock.kind is kind and clock.moments:
            await record(work, dispute, DisputeReminded(work.now, kind.value, clock.due_on))


def timers(law: Law) -> dict[str, TimerHandler]:
    """Every timer of a clock, with what it does."""
    return {timer_of(kind, nth): partial(remind, kind=kind, law=law) for kind in REMINDED for nth in range(REMINDERS)}
