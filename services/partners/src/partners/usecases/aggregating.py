"""A month is over: its cells are published, what they were made of is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from contracts.partners import PublicAggregate
from partners.domain.opendata.release import release
from partners.domain.opendata.rules import CURRENT
from partners.messages import to_aggregate
from partners.storage.aggregates import AggregateStore, CountedStore
from servicekit.work import Work

FREEZE = "freeze-month"
"""Timer of a closed month: what was still on its way has come."""


async def close(month: str, work: Work, wait: timedelta) -> None:
    """The month is over. After an outage this falls due before the facts of that time are heard, so it waits once more.

    Args: wait: how long facts that are on their way are waited for.
    """
    await work.schedule(FREEZE, month, work.now + wait)


async def freeze(month: str, work: Work) -> None:
    """Publishes the month's cells, for good: what happens later changes none of them."""
    aggregates, counted = AggregateStore(work.session), CountedStore(work.session)
    if not await aggregates.freeze(month, CURRENT.name, work.now):
        return
    cells = release(month, await counted.entries_of(month), CURRENT)
    await aggregates.add(cells, CURRENT.name, work.now)
    await counted.forget(month, work.now)
    for cell in cells:
        work.show(PublicAggregate, cell.id)


async def render_aggregates(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, PublicAggregate]:
    """The public state of cells."""
    return {id_: to_aggregate(*found) for id_, found in (await AggregateStore(session).read(ids)).items()}
