"""Facts in, cells out, on a real PostgreSQL: a month is counted, closed, frozen, and never moves again."""

from datetime import UTC, datetime, timedelta

import pytest
from services.partners.tests.opendata.attacks import differences
from services.partners.tests.opendata.world import T0
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contracts import complaints as wire
from contracts.brands import BrandListed
from contracts.disputes import DisputeClosed, DisputeOpened
from contracts.message import Fact
from gateway.presentation.opendata import to_csv
from partners.handlers import build_handlers
from partners.usecases import aggregating
from partners.usecases.aggregating import render_aggregates
from partners.usecases.counting import CLOSE
from partners.usecases.gate import Gate
from servicekit.ids import new_id

pytestmark = pytest.mark.promise("P5")

HANDLERS = build_handlers(Gate("https://site.example", timedelta(days=3), timedelta(days=7)))
OCTOBER = datetime(2026, 10, 12, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Case:
    """One complaint and the facts about it."""

    def __init__(self, nth: int, region: str | None = "53", at: datetime = OCTOBER) -> None:
        self.at = at
        self.ids = {"complaint_id": new_id(), "brand_id": f"brand-{nth % 3}", "author_id": new_id()}
        number, category = f"R-2026-{nth:06}", "billing"
        self.published = wire.ComplaintPublished(
            **self.ids, at=at, number=number, category=category, region=region, control="automatic"
        )

    def answered(self, days: int = 4) -> Fact:
        at = self.at + timedelta(days=days)
        return wire.ResponsePublished(**self.ids, at=at, response_id=new_id(), kind="proposal", first=True)

    def rated(self, solved: bool = True) -> Fact:
        return wire.ResponseRated(**self.ids, at=T0, note=8, solved=solved, would_buy_again=solved, late=False)

    def told(self, fact: type[Fact], **more: object) -> Fact:
        return fact(**self.ids, at=T0, **more)


BRANDS = [BrandListed(brand_id=f"brand-{nth}", at=OCTOBER, sector="telecom") for nth in range(3)]


async def hear(works, *facts):
    async with works.open() as work:
        for fact in facts:
            _, handle = HANDLERS.facts[fact.type]
            await handle([fact], work)


async def freeze(works, month="2026-10"):
    async with works.open() as work:
        await aggregating.freeze(month, work)


async def rows(works, query):
    async with works.open() as work:
        return [tuple(row) for row in await work.session.execute(text(query))]


async def cells(works):
    """What the public topic is told."""
    keys = [key for (key,) in await rows(works, "select key from outbox where topic = 'aggregates-public' order by id")]
    async with works.open() as work:
        found = await render_aggregates(work.session, keys)
    return [found[key] for key in keys]


async def a_month(works, number=12, **case):
    cases = [Case(nth, **case) for nth in range(number)]
    await hear(works, *BRANDS, *(case.published for case in cases), *(case.answered() for case in cases))
    await hear(works, *(case.rated(nth % 2 == 0) for nth, case in enumerate(cases)))
    return cases


async def test_a_month_is_counted_and_published_with_what_became_of_its_complaints(works):
    cases = await a_month(works, 14)
    await hear(
        works,
        cases[0].told(wire.SatisfactionPresumed),
        cases[1].told(DisputeOpened, dispute_id=new_id(), ground="dissatisfied"),
        cases[2].told(wire.ComplaintSuspended, ground="insult"),
        cases[3].told(wire.ComplaintSuspended, ground="insult"),
        cases[3].told(wire.ComplaintReinstated),
        cases[4].told(wire.ComplaintRemoved, ground="false"),
        cases[5].told(wire.ComplaintWithdrawn),
        cases[6].told(DisputeOpened, dispute_id=new_id(), ground="dissatisfied"),
        cases[6].told(DisputeClosed, dispute_id=new_id(), outcome="withdrawn", counts=False),
    )
    await freeze(works)
    (cell,) = await cells(works)
    assert (cell.month, cell.sector, cell.category, cell.region) == ("2026-10", "telecom", "billing", None)
    assert (cell.complaints, cell.answered, cell.median_days) == (11, 11, "3-7")
    assert (cell.solved, cell.unsolved, cell.disputed, cell.presumed, cell.open) == (5, 5, 1, 0, 0)
    assert (cell.rules, cell.frozen_at, cell.version) == ("v1", T0, 1)


async def test_a_dispute_that_is_heard_of_before_its_complaint_counts(works):
    cases = [Case(nth) for nth in range(12)]
    await hear(works, cases[0].told(DisputeOpened, dispute_id=new_id(), ground="no-response"))
    await hear(works, *BRANDS, *(case.published for case in cases), cases[1].answered(), cases[1].rated())
    await freeze(works)
    (cell,) = await cells(works)
    assert (cell.disputed, cell.solved, cell.open) == (1, 1, 10)


async def test_another_brand_starts_anew(works):
    cases = await a_month(works)
    moved = wire.ComplaintReattributed(**cases[0].ids | {"brand_id": "brand-1"}, at=T0, from_brand_id="brand-0")
    await hear(works, moved)
    await freeze(works)
    assert [(cell.complaints, cell.answered, cell.open) for cell in await cells(works)] == [(12, 11, 1)]


async def test_a_month_closes_by_its_timer_and_waits_for_what_is_on_its_way(works):
    works.clock.moment = OCTOBER
    await hear(works, *BRANDS, Case(1).published)
    due = "select kind, entity_id, due_at from deadline order by kind"
    assert await rows(works, due) == [(CLOSE, "2026-10", T0.replace(hour=23, day=4, minute=0))]
    works.clock.moment = T0
    async with works.open() as work:
        await aggregating.close("2026-10", work, wait=HOUR)
    assert (aggregating.FREEZE, "2026-10", T0 + HOUR) in await rows(works, due)


async def test_a_month_that_was_missed_closes_at_once(works):
    await hear(works, *BRANDS, Case(1, at=OCTOBER - timedelta(days=90)).published)
    assert await rows(works, "select entity_id, due_at from deadline") == [("2026-07", T0)]


async def test_a_frozen_month_never_changes_whatever_comes_late(works):
    cases = await a_month(works)
    await freeze(works)
    before = await cells(works)
    late = Case(13)
    await hear(works, late.published, late.answered(), cases[0].rated(False), cases[1].told(wire.ComplaintWithdrawn))
    await freeze(works)
    after = await cells(works)
    assert after == before
    assert differences([await written(before), await written(after)], []) == {}


async def test_of_a_frozen_month_no_complaint_and_no_author_is_kept(works):
    cases = await a_month(works)
    await freeze(works)
    await hear(works, cases[0].rated(False))
    assert await rows(works, "select complaint_id from counted_complaint") == []


async def test_a_withdrawn_complaint_is_forgotten_but_for_its_month(works):
    case = Case(1)
    await hear(works, *BRANDS, case.published, case.told(wire.ComplaintWithdrawn))
    query = "select month, author_id, brand_id, category, region from counted_complaint"
    assert await rows(works, query) == [("2026-10", None, None, None, None)]


async def test_what_was_never_published_is_forgotten_after_two_months(works):
    await hear(works, Case(1).told(DisputeOpened, dispute_id=new_id(), ground="no-response"))
    works.clock.moment = T0 + timedelta(days=61)
    await hear(works, *BRANDS, Case(2).published)
    await freeze(works)
    assert await rows(works, "select complaint_id from counted_complaint") == []


async def test_a_month_that_hides_nobody_is_frozen_without_a_cell(works):
    await a_month(works, 9)
    await freeze(works)
    assert await cells(works) == []
    assert await rows(works, "select month, rules from open_data_month") == [("2026-10", "v1")]


@pytest.mark.parametrize("change", ["update aggregate set complaints = 1", "delete from aggregate"])
async def test_the_database_itself_refuses_to_change_what_is_published(works, change):
    await a_month(works)
    await freeze(works)
    with pytest.raises(DBAPIError, match="permission denied"):
        await rows(works, change)


async def test_what_is_published_holds_no_id_of_anybody(works):
    cases = await a_month(works)
    await freeze(works)
    file = await written(await cells(works))
    assert not [id_ for case in cases for id_ in case.ids.values() if id_ in file]


async def written(found):
    async def each():
        for cell in found:
            yield cell

    return "".join([line async for line in to_csv(each())])
