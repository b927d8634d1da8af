"""What an operator may ask of any service: its journal of one entity, its status."""

from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Request
from sqlalchemy import func, select

from contracts.http.operations import Journal, JournalEntry, ServiceStatus
from servicekit.edge import Edge, with_role
from servicekit.tables import deadline, outbox, parked_key, pending
from servicekit.work import Work

router = APIRouter(prefix="/operations")

Operator = Annotated[Edge, with_role("operator")]


class Observable(Protocol):
    """What a running service knows of itself."""

    async def unready(self) -> dict[str, str]:
        """What is wrong, by part."""
        ...

    async def lag(self) -> dict[str, int]:
        """Records not applied yet, by topic."""
        ...


@router.get("/journal/{key}")
async def get_journal(key: str, request: Request, edge: Operator) -> Journal:
    """Everything this service said about an entity: ids, types, times and traces, never content."""
    name = request.app.title
    entries: tuple[JournalEntry, ...] = await edge.query(lambda work: _entries(work, key))
    return Journal(service=name, entries=entries)


@router.get("/status")
async def get_status(request: Request, edge: Operator) -> ServiceStatus:
    """How this replica does."""
    running: Observable = request.app.state.running
    counts: dict[str, int] = await edge.query(_counts)
    return ServiceStatus(service=request.app.title, wrong=await running.unready(), lag=await running.lag(), **counts)


async def _entries(work: Work, key: str) -> tuple[JournalEntry, ...]:
    query = select(outbox).where(outbox.c.key == key).order_by(outbox.c.id)
    return tuple(
        JournalEntry(event_id=row.event_id, type=row.type, at=row.at, trace_id=_trace_id(row.traceparent))
        for row in await work.session.execute(query)
    )


def _trace_id(traceparent: str | None) -> str | None:
    """`00-<trace id>-<span id>-<flags>` (W3C Trace Context)."""
    return traceparent.split("-")[1] if traceparent else None


async def _counts(work: Work) -> dict[str, Any]:
    async def count(query: Any) -> int:
        return await work.session.scalar(query) or 0

    return {
        "pending": await count(select(func.count()).select_from(pending)),
        "parked": await count(select(func.count()).select_from(parked_key)),
        "late": await count(select(func.count()).select_from(deadline).where(deadline.c.due_at < work.now)),
    }
