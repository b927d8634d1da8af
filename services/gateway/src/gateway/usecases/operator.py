"""The way of a complaint through the services, out of their journals."""

from collections.abc import Sequence
from itertools import pairwise

from contracts.http.operations import Journal, JournalEntry, ServiceStatus
from gateway.presentation.views.operator import PathStep, ServiceHealth
from gateway.storage.search import PublicViews
from servicekit.work import Work


async def id_of(work: Work, number: str) -> str | None:
    """The id behind a number, from the read views."""
    found = await PublicViews(work.session).complaint(number)
    return found.complaint_id if found else None


def path(journals: Sequence[Journal], trace_url: str) -> tuple[PathStep, ...]:
    """All services' records of one entity, oldest first, with the time since the one before."""
    told = sorted(
        ((journal.service, entry) for journal in journals for entry in journal.entries),
        key=lambda pair: (pair[1].at, pair[1].event_id),
    )
    gaps = [None, *(_milliseconds(before, after) for (_, before), (_, after) in pairwise(told))]
    return tuple(
        PathStep(
            at=entry.at,
            service=service,
            event=entry.type,
            event_id=entry.event_id,
            milliseconds=gap,
            trace_href=trace_url.format(trace_id=entry.trace_id) if entry.trace_id else None,
        )
        for (service, entry), gap in zip(told, gaps, strict=False)
    )


def _milliseconds(before: JournalEntry, after: JournalEntry) -> int:
    return round((after.at - before.at).total_seconds() * 1000)


def health(statuses: Sequence[ServiceStatus]) -> tuple[ServiceHealth, ...]:
    """How each service does."""
    return tuple(
        ServiceHealth(
            name=each.service,
            ready=not each.wrong,
            lag=sum(each.lag.values()),
            outbox=each.pending,
            parked=each.parked,
        )
        for each in statuses
    )
