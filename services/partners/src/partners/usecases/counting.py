"""Facts come in: what each complaint counts as, until its month is frozen."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from contracts import complaints as wire
from contracts import disputes as dispute_wire
from contracts.complaints import ComplaintFact, ComplaintPublished
from contracts.disputes import DisputeFact
from partners.domain.days import month_of
from partners.domain.opendata import counted as rules
from partners.domain.opendata.counted import Counted, Published
from partners.domain.opendata.rules import closes_at
from partners.storage.aggregates import AggregateStore, CountedStore
from servicekit.work import Work

CLOSE = "close-month"
"""Timer of a month: it is over and told."""

Event: TypeAlias = ComplaintFact | DisputeFact

CHANGES: Mapping[type[Event], Callable[[Counted, Any], Counted]] = {
    wire.ResponsePublished: lambda known, fact: rules.answer(known, fact.at),
    wire.ResponseRated: lambda known, fact: rules.rate(known, fact.solved),
    wire.SatisfactionPresumed: lambda known, _: rules.presume(known),
    wire.ComplaintReattributed: lambda known, fact: rules.reattribute(known, fact.brand_id, fact.at),
    wire.ComplaintSuspended: lambda known, _: rules.suspend(known, True),
    wire.ComplaintReinstated: lambda known, _: rules.suspend(known, False),
    wire.ComplaintRemoved: lambda known, _: rules.end(known),
    wire.ComplaintWithdrawn: lambda known, _: rules.end(known),
    dispute_wire.DisputeOpened: lambda known, _: rules.dispute(known),
    dispute_wire.DisputeClosed: lambda known, fact: rules.dispute(known, fact.counts),
}
"""What each fact changes; a kept or broken promise changes no verdict, here as in the score."""


async def list_brand(work: Work, brand_id: str, sector: str) -> None:
    """A brand has a page and a sector."""
    await CountedStore(work.session).put_brand(brand_id, sector)


async def publish(work: Work, fact: ComplaintPublished) -> None:
    """A complaint is counted in the month of its publication, unless that one is frozen."""
    month = month_of(fact.at)
    if not await AggregateStore(work.session).open(month):
        return
    store = CountedStore(work.session)
    known = await store.load(fact.complaint_id) or Counted(fact.complaint_id)
    said = Published(fact.author_id, fact.brand_id, fact.category, fact.region, fact.at)
    await store.save(rules.publish(known, said), work.now)
    await work.schedule(CLOSE, month, max(closes_at(month), work.now))


async def hear(work: Work, fact: Event) -> None:
    """Something happened to a complaint. Of one that was never heard of, a dispute alone may come before the rest."""
    store = CountedStore(work.session)
    known = await store.load(fact.complaint_id)
    if known is None and isinstance(fact, DisputeFact):
        known = Counted(fact.complaint_id)
    if known:
        await store.save(CHANGES[type(fact)](known, fact), work.now)
