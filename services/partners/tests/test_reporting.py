"""What partners report, on a real PostgreSQL: taken, refused with a word to them, paid for once."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from services.partners.tests.conftest import GATE, STAFF
from services.partners.tests.world import at

from contracts import exchange
from contracts.http import partners as http
from partners.domain.errors import (
    ReferralNotFoundError,
    UnusableReportError,
)
from partners.domain.partner import Kind
from partners.usecases import registry, reporting
from servicekit.principal import Principal

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("partner.case.eaten.v1", {}, "unknown-type"),
        ("partner.case.accepted.v1", {"comment": "Bonjour"}, "unreadable"),
        ("partner.case.declined.v1", {"reason": "on va voir"}, "unreadable"),
        ("partner.fee.asked.v1", {"amount_cents": -1}, "unreadable"),
        ("partner.case.accepted.v1", {"referral_id": "nobody"}, "unknown-case"),
        ("partner.purge.confirmed.v1", {}, "not-now"),
        ("partner.quote.proposed.v1", {"success_basis_points": 5001}, "unreadable"),
        ("partner.quote.proposed.v1", {"success_basis_points": 0}, "unreadable"),
        ("partner.quote.proposed.v1", {"success_basis_points": 0, "fixed_cents": 1, "cap_cents": 1}, "unreadable"),
        ("partner.quote.proposed.v1", {"success_basis_points": 1, "cap_cents": 0}, "unreadable"),
        ("partner.quote.proposed.v1", {"success_basis_points": 1, "vat_basis_points": 2001}, "unreadable"),
    ],
    ids=["type", "extra", "code", "amount", "case", "moment", "share", "free", "capped", "cap", "vat"],
)
async def test_a_report_that_cannot_be_taken_changes_nothing_and_the_partner_is_told(house, kind, data, code):
    slug = await house.add()
    referral_id = await house.handed(slug)
    before = await house.rows("select * from referral")
    assert await house.report(slug, kind, 7, **{"referral_id": referral_id} | data) == code
    assert await house.rows("select * from referral") == before
    assert await house.sent("report-0-7") == [(exchange.REJECTED_TYPE, {"partition": 0, "offset": 7, "code": code})]


async def test_a_lawyer_who_would_be_paid_by_the_result_alone_is_told_that_the_price_is_not_allowed(house):
    slug = await house.add(kind=Kind.LAWYERS)
    referral_id = await house.handed(slug)
    quote = {"referral_id": referral_id, "success_basis_points": 1000}
    assert await house.report(slug, "partner.quote.proposed.v1", **quote) == "price-not-allowed"
    assert await house.report(slug, "partner.quote.proposed.v1", **quote, fixed_cents=1) is None
    assert (await house.facts(referral_id)).count("partners.quote.proposed.v1") == 1


async def test_another_partners_case_is_nobodys_case(house):
    mine, other = await house.add(), await house.add()
    referral_id = await house.handed(mine)
    assert await house.report(other, "partner.case.accepted.v1", referral_id=referral_id) == "unknown-case"


async def test_somebody_of_a_partner_sees_and_reports_by_hand_on_its_own_cases_only(house):
    mine, other = await house.add(), await house.add()
    case, foreign = await house.handed(mine), await house.handed(other)
    async with house.works.open(STAFF) as work:
        await registry.admit(work, mine, http.AdmitAccount(account_id="clerk-1"))
    async with house.works.open(Principal("clerk-1", "partner")) as work:
        assert [each.referral_id for each in (await registry.list_cases(work, 0)).referrals] == [case]
        with pytest.raises(ReferralNotFoundError):
            await registry.statement(work, other, "2026-03")
        with pytest.raises(UnusableReportError, match="n’est pas chez vous"):
            await by_hand(work, foreign)
        assert (await by_hand(work, case)).status == "accepted"


def by_hand(work, referral_id):
    body = http.ReportByHand(type="partner.case.accepted.v1", data={"referral_id": referral_id})
    return reporting.report_by_hand(work, body, GATE)


async def test_a_case_that_has_not_left_is_not_known_to_its_partner(house):
    slug = await house.add()
    referral_id = await house.give(slug)
    assert await house.report(slug, "partner.case.acknowledged.v1", referral_id=referral_id) == "unknown-case"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("partner.case.acknowledged.v1", {}),
        ("partner.case.accepted.v1", {}),
        ("partner.case.declined.v1", {"reason": "other"}),
    ],
    ids=["acknowledged", "accepted", "declined"],
)
async def test_what_is_said_twice_happens_once(house, kind, data):
    slug = await house.add(referral_fee_cents=1500)
    referral_id = await house.handed(slug)
    for _ in range(2):
        assert await house.report(slug, kind, referral_id=referral_id, **data) is None
    assert len(await house.facts(referral_id)) == 3


async def test_an_acknowledgement_that_crosses_a_withdrawal_is_no_fault_of_the_partner(house):
    slug = await house.add()
    referral_id = await house.handed(slug)
    await house.withdraw(referral_id)
    assert await house.report(slug, "partner.case.acknowledged.v1", referral_id=referral_id) is None
    assert "partners.referral.acknowledged.v1" not in await house.facts(referral_id)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=8))
@pytest.mark.promise("P4")
async def test_a_statement_adds_up_to_one_fee_for_each_accepted_case_of_its_month(house, cases):
    slug = await house.add(referral_fee_cents=1500)
    expected: dict[str, int] = {}
    for day, accepted in cases:
        house.clock.moment = at(day, hours=14)
        referral_id = await house.handed(slug)
        for _ in range(2 if accepted else 0):
            assert await house.report(slug, "partner.case.accepted.v1", referral_id=referral_id) is None
        if accepted:
            # At 23:00 UTC it is the next day in Paris.
            month = f"{(at(day) + DAY):%Y-%m}"
            expected[month] = expected.get(month, 0) + 1500
    async with house.works.open(STAFF) as work:
        found = [await registry.statement(work, slug, f"2026-{month:02}") for month in range(1, 13)]
    assert {each.month: each.total_cents for each in found if each.lines} == expected
    assert all(each.total_cents == sum(line.cents for line in each.lines) for each in found)


@pytest.mark.parametrize(
    ("kind", "data", "fact"),
    [
        ("partner.fee.asked.v1", {"amount_cents": 900}, "partners.fee.asked.v1"),
        ("partner.quote.proposed.v1", {"success_basis_points": 1000}, "partners.quote.proposed.v1"),
        ("partner.outcome.reported.v1", {"obtained_cents": 0}, "partners.outcome.reported.v1"),
    ],
)
async def test_a_report_that_comes_again_at_another_place_is_taken_once(house, kind, data, fact):
    slug = await house.add()
    referral_id = await house.handed(slug)
    for offset in range(3):
        assert await house.report(slug, kind, offset, ce_id="mine-1", referral_id=referral_id, **data) is None
    assert (await house.facts(referral_id)).count(fact) == 1


async def test_what_one_partner_calls_its_report_hides_none_of_another_and_one_that_was_refused_may_come_again(house):
    mine, other = await house.add(), await house.add()
    for slug in (mine, other):
        referral_id = await house.handed(slug)
        outcome, purged = "partner.outcome.reported.v1", "partner.purge.confirmed.v1"
        assert await house.report(slug, purged, ce_id="1", referral_id=referral_id) == "not-now"
        assert await house.report(slug, outcome, ce_id="1", referral_id=referral_id, obtained_cents=0) is None
        assert "partners.outcome.reported.v1" in await house.facts(referral_id)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("partner.quote.proposed.v1", {"success_basis_points": 1000}),
        ("partner.step.done.v1", {"step": "letter-sent"}),
        ("partner.outcome.reported.v1", {"obtained_cents": 5000}),
    ],
)
async def test_who_works_on_a_case_has_accepted_it_and_owes_its_fee_once(house, kind, data):
    slug = await house.add(referral_fee_cents=1500)
    referral_id = await house.handed(slug)
    assert await house.report(slug, kind, referral_id=referral_id, **data) is None
    await house.report(slug, "partner.case.accepted.v1", referral_id=referral_id)
    assert (await house.facts(referral_id)).count("partners.referral.accepted.v1") == 1
    assert await house.rows("select cents from referral_fee where partner = :slug", slug=slug) == [(1500,)]


@pytest.mark.promise("D6")
async def test_another_result_of_a_case_that_is_closed_is_told_and_says_that_it_is_not_the_first(house):
    slug = await house.add(referral_fee_cents=1500)
    referral_id = await house.handed(slug)
    for cents in (50_000, 60_000):
        house.clock.moment += DAY
        outcome = {"referral_id": referral_id, "obtained_cents": cents}
        assert await house.report(slug, "partner.outcome.reported.v1", **outcome) is None
    query = (
        "select data::json->>'obtained_cents', data::json->>'again' from outbox where type like '%outcome.reported.v1'"
    )
    assert await house.rows(f"{query} order by id") == [("50000", "false"), ("60000", "true")]
    assert await house.rows("select status, closed_at from referral") == [("closed", at(1))]
    assert await house.rows("select count(*) from referral_fee") == [(1,)]
