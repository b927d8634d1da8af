"""What the tables remember of an author's day: it begins and ends at midnight in Paris."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from services.complaints.tests.world import (
    COMMENT_HELD,
    PRESUMED,
    PUBLISHED,
    RATED,
    TERMS,
    WAYS,
    a_complaint,
    at,
    given,
    held,
    to_file,
)

import complaints
from complaints.data import load_guidance, load_lexicons, load_triage
from complaints.domain.complaint import Product
from complaints.domain.errors import DuplicateOfTodayError
from complaints.domain.facts import By
from complaints.domain.filing import FiledToday, file
from complaints.domain.status import Status
from complaints.storage.complaints import ComplaintStore
from complaints.storage.replicas import ReplicaStore
from complaints.storage.tables import MessageRow
from complaints.storage.thread import ThreadStore
from complaints.usecases import replicas
from complaints.usecases.common import Rules
from complaints.usecases.guidance import view_addressee
from complaints.usecases.reading import count_waiting
from contracts.http.guidance import FindAddressee
from servicekit.clock import SystemClock
from servicekit.principal import Principal
from servicekit.work import Works

LAST_MINUTE = datetime(2026, 7, 14, 21, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 7, 14, 22, 0, tzinfo=UTC)
"""The first moment of 15 July in Paris, while it is still the 14th in Greenwich."""
NOTHING = FiledToday(0, frozenset())
RULES = Rules(TERMS, load_lexicons(), load_triage(), load_guidance())
YOGHURT = Product("Yaourt", "L42", "3017620422003", "27 3 2026", "Lyon", date(2026, 3, 2), date(2027, 3, 2))


@pytest.fixture
async def works(fresh_database):
    return Works(await fresh_database(complaints, 2), SystemClock(), lambda _: None, lambda: None)


@pytest.mark.promise("C3")
async def test_the_day_of_an_author_ends_at_midnight_in_paris_and_a_withdrawn_complaint_does_not_count(works):
    filed = a_complaint(filed_at=LAST_MINUTE)
    async with works.open() as work:
        store = ComplaintStore(work.session)
        await store.add(filed)
        await store.add(a_complaint(id="2", number="R-2", brand_id="brand-2", filed_at=LAST_MINUTE))
        await store.add(a_complaint(id="3", number="R-3", author_id="author-2", filed_at=LAST_MINUTE))
    async with works.open() as work:
        store = ComplaintStore(work.session)
        before, after = [await store.filed_today("author-1", now) for now in (LAST_MINUTE, MIDNIGHT)]
        assert (before, after) == (FiledToday(2, frozenset({"brand-1", "brand-2"})), NOTHING)
        with pytest.raises(DuplicateOfTodayError):
            file(to_file(now=LAST_MINUTE), before, TERMS)
        assert file(to_file(now=MIDNIGHT), after, TERMS)
        await store.save(replace(filed, status=Status.WITHDRAWN))
        assert await store.filed_today("author-1", LAST_MINUTE) == FiledToday(1, frozenset({"brand-2"}))


async def test_a_complaint_in_any_state_comes_back_from_its_table_as_it_was(works):
    histories = [*WAYS.values(), RATED, COMMENT_HELD, PRESUMED]
    kept = [given(*history, id=str(n), number=f"R-{n}").complaint for n, history in enumerate(histories)]
    kept.append(a_complaint(id="food", number="R-food", product=YOGHURT))
    async with works.open() as work:
        for each in kept:
            await ComplaintStore(work.session).add(each)
    async with works.open() as work:
        assert [await ComplaintStore(work.session).load(each.id) for each in kept] == kept


async def test_numbers_follow_each_other_and_carry_the_year_of_paris(works):
    new_year = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    async with works.open() as work:
        store = ComplaintStore(work.session)
        numbers = [await store.next_number(LAST_MINUTE), await store.next_number(new_year)]
    assert numbers == ["R-2026-000001", "R-2027-000002"]


async def test_what_waits_is_counted_for_each_side(works):
    async with works.open() as work:
        store, thread = ComplaintStore(work.session), ThreadStore(work.session)
        for name, history in {"open": PUBLISHED, "shop": PUBLISHED, "answered": RATED, "held": (held(),)}.items():
            shop = "shop-1" if name == "shop" else None
            await store.add(given(*history, id=name, number=f"R-{name}", point_of_sale_id=shop).complaint)
        for name, days, by in (("open", 1, By.CONSUMER), ("open", 2, By.BRAND), ("shop", 2, By.CONSUMER)):
            thread.add(
                MessageRow(id=f"{name}{days}", complaint_id=name, by=by, account_id="", text="", posted_at=at(days))
            )
        await replicas.grant_membership(work, "brand-1", "agent-1", "agent", None)
        await replicas.grant_membership(work, "brand-1", "agent-2", "agent", "shop-1")

    async def waiting(account_id, role="agent"):
        async with works.open(Principal(account_id, role)) as work:
            found = await count_waiting(work, "brand-1")
        return found.messages, found.to_answer, found.to_check

    assert await waiting("author-1", "consumer") == (1, 0, 0)
    assert await waiting("agent-1") == (0, 2, 0)
    assert await waiting("agent-2") == (0, 1, 0)
    assert await waiting("stranger") == (0, 0, 0)
    assert await waiting("moderator-1", "moderator") == (0, 0, 1)


async def test_a_brand_stays_a_network_whatever_is_heard_of_it_later(works):
    async with works.open() as work:
        await replicas.open_point_of_sale(work, "brand-1")
    async with works.open() as work:
        await replicas.list_brand(work, "brand-1", "retail")
    async with works.open() as work:
        brand = await ReplicaStore(work.session).brand("brand-1")
        assert (brand.sector, brand.in_network) == ("retail", True)


@pytest.mark.promise("C2")
@pytest.mark.parametrize(
    ("brand_id", "asked"), [("network", ["point_of_sale"]), ("shop", []), ("unheard", []), (None, [])]
)
async def test_the_point_of_sale_is_asked_for_a_brand_that_has_some(works, brand_id, asked):
    async with works.open() as work:
        await replicas.list_brand(work, "shop", "retail")
        await replicas.open_point_of_sale(work, "network")
    async with works.open() as work:
        found = await view_addressee(work, FindAddressee(subject="service", brand_id=brand_id), RULES)
    assert [field.code for field in found.fields] == asked


@pytest.mark.promise("C2")
async def test_the_guarantee_is_counted_to_the_day_of_paris(works):
    body = FindAddressee(subject="goods", bought_on=date(2024, 7, 14))
    codes = []
    for now in (LAST_MINUTE, MIDNIGHT):
        async with works.open(now=now) as work:
            codes.append((await view_addressee(work, body, RULES)).code)
    assert codes == ["seller", "manufacturer"]
