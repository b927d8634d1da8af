"""Quotes, fees and results as the service keeps them, on a real PostgreSQL."""

import asyncio
import json
from datetime import date
from typing import Any

import pytest
from services.disputes.tests.conftest import AUTHOR, STAFF
from services.disputes.tests.world import a_case, at

from contracts import partners as wire
from contracts.http import quotes as http
from disputes.domain.errors import (
    AlertClosedError,
    InvalidError,
    NotFoundError,
    QuoteNotFoundError,
    QuoteOverError,
    QuoteTextChangedError,
)
from disputes.messages.disputes import to_partner
from disputes.storage.replicas import CaseStore, PartnerStore
from disputes.usecases import escalating, guarding, paying
from reclameici.docs.examples import FULL, path_of

PRICE = {"success_basis_points": 1500, "fixed_cents": 9_000, "cap_cents": 30_000, "vat_basis_points": 2000}
"""An allowed one; with 500 euros obtained, 198 euros are owed."""


class Lawyers:
    """What a partner reports of one referral of the author's."""

    def __init__(self, house: Any, referral_id: str = "r1", complaint_id: str | None = None) -> None:
        self.house = house
        self.about = {"referral_id": referral_id, "account_id": "author-1", "partner": "avocats"}
        self.about |= {"complaint_id": complaint_id, "at": at(40)}

    async def propose(self, **changes: Any) -> None:
        async with self.house.works.open() as work:
            await paying.offer(work, wire.QuoteProposed(**self.about | PRICE | changes))

    async def obtain(self, cents: int) -> None:
        async with self.house.works.open() as work:
            await paying.know_result(work, wire.OutcomeReported(**self.about, obtained_cents=cents))

    async def ask(self, cents: int) -> None:
        async with self.house.works.open() as work:
            await guarding.hear_fee(work, wire.FeeAsked(**self.about, amount_cents=cents))


async def quotes_of(house: Any) -> list[http.QuoteView]:
    """The author's, newest first."""
    async with house.work() as work:
        return list((await paying.list_quotes(work)).quotes)


async def alerts_of(house: Any) -> list[http.AlertView]:
    """The author's."""
    async with house.work() as work:
        return list((await guarding.list_alerts(work)).alerts)


async def order(house: Any, quote: http.QuoteView, *, early_start: bool = False) -> None:
    """The author orders."""
    async with house.work() as work:
        body = http.AcceptQuote(text_hash=quote.text_hash, order=True, early_start=early_start)
        await paying.accept(work, quote.quote_id, body)


@pytest.mark.parametrize("changes", [{"success_basis_points": 9_000}, {"fixed_cents": 0}, {"vat_basis_points": 10_000}])
async def test_a_price_that_is_not_allowed_is_left_out_and_what_comes_after_it_is_heard(house, changes):
    await house.dispute()
    lawyers = Lawyers(house)
    await lawyers.propose(**changes)
    assert await quotes_of(house) == []
    await lawyers.ask(12_000)
    assert [each.objection for each in await alerts_of(house)] == ["unannounced"]
    await lawyers.propose()
    assert [each.status for each in await quotes_of(house)] == ["offered"]


async def ordered(house: Any, lawyers: Lawyers, **more: Any) -> http.QuoteView:
    """A quote that the author ordered; the fourteen days are still to come."""
    await lawyers.propose()
    quote = (await quotes_of(house))[0]
    await order(house, quote, **more)
    return quote


@pytest.mark.promise("D5")
async def test_what_is_owed_may_be_asked_once_by_the_partner_and_told_of_by_the_consumer(house):
    await house.dispute()
    lawyers = Lawyers(house)
    await ordered(house, lawyers, early_start=True)
    await lawyers.obtain(50_000)
    await lawyers.ask(0)
    await lawyers.ask(19_800)
    assert (await report(house, 19_800)).objection is None
    assert await alerts_of(house) == []
    await lawyers.ask(19_800)
    assert (await report(house, 1)).objection == "too-much"
    assert {each.source for each in await alerts_of(house)} == {"consumer", "partner"}


async def report(house: Any, cents: int, provider: str = "avocats", **about: Any) -> http.FeeChecked:
    """The author says that money was asked."""
    async with house.work() as work:
        return await guarding.report_fee(work, http.ReportFee(provider=provider, amount_cents=cents, **about))


@pytest.mark.promise("D3", "D5")
async def test_a_second_order_of_a_case_takes_the_place_of_the_first_and_only_its_price_may_be_asked(house):
    await house.dispute()
    lawyers = Lawyers(house)
    first = await ordered(house, lawyers)
    await lawyers.propose(fixed_cents=12_000)
    second = (await quotes_of(house))[0]
    assert [(each.number, each.accepted_at) for each in second.replaces] == [(first.number, at(40))]
    assert f"(devis {first.number}), qui prend fin" in second.text
    assert (await quotes_of(house))[1].status == "accepted"

    await order(house, second, early_start=True)
    assert [each.status for each in await quotes_of(house)] == ["accepted", "replaced"]
    await lawyers.obtain(0)
    await lawyers.ask(14_400)
    assert await alerts_of(house) == []
    await lawyers.ask(10_800)
    assert [each.objection for each in await alerts_of(house)] == ["too-much"]
    with pytest.raises(QuoteOverError):
        async with house.work() as work:
            await paying.withdraw(work, first.quote_id)


@pytest.mark.promise("D3")
async def test_an_order_that_ended_since_its_successor_was_read_is_read_again(house):
    await house.dispute()
    lawyers = Lawyers(house)
    first = await ordered(house, lawyers)
    await lawyers.propose(fixed_cents=12_000)
    second = (await quotes_of(house))[0]
    async with house.work() as work:
        await paying.withdraw(work, first.quote_id)
    with pytest.raises(QuoteTextChangedError):
        await order(house, second)
    await order(house, (await quotes_of(house))[0])
    assert [each.status for each in await quotes_of(house)] == ["accepted", "withdrawn"]


@pytest.mark.promise("D5")
async def test_a_sum_is_owed_in_its_own_matter_only(house):
    mine, other = await complaint_of(house), await complaint_of(house)
    lawyers = Lawyers(house, "r1", mine)
    await ordered(house, lawyers, early_start=True)
    assert (await report(house, 10_800, complaint_id=mine)).objection == "too-early"
    await lawyers.obtain(0)
    assert (await report(house, 10_800, complaint_id=other)).objection == "unannounced"
    assert (await report(house, 10_800, complaint_id=mine)).objection is None
    alert = next(each for each in await alerts_of(house) if each.objection == "unannounced")
    assert (alert.complaint_id, alert.account_id) == (other, "author-1")
    assert alert.complaint_number.startswith("R-2026-")


async def complaint_of(house: Any) -> str:
    """One more complaint of the author's; its id."""
    dispute_id = await house.dispute()
    async with house.work() as work:
        return (await escalating.view_dispute(work, dispute_id)).complaint_id


@pytest.mark.promise("D5")
async def test_a_sum_is_told_of_with_a_partner_or_somebody_else_and_the_callers_own_complaint(house):
    await house.dispute()
    async with house.works.open() as work:
        await CaseStore(work.session).put(a_case(complaint_id="foreign", author_id="author-2"))
    with pytest.raises(InvalidError, match="prestataire de la liste"):
        await report(house, 100, "Avocats")
    for complaint_id in ("foreign", "none"):
        with pytest.raises(NotFoundError):
            await report(house, 100, complaint_id=complaint_id)
    with pytest.raises(QuoteNotFoundError):
        await report(house, 100, quote_id="none")
    assert (await report(house, 100, "other")).objection == "unannounced"
    assert [each.provider_name for each in await alerts_of(house)] == ["Quelqu’un d’autre"]


@pytest.mark.promise("D5")
async def test_how_a_consumer_is_reached_is_shown_back_corrected_and_erased_once_it_is_settled(house):
    await house.dispute()
    alert_id = (await report(house, 100, "other", mobile="06 39 98 00 00")).alert_id
    with pytest.raises(InvalidError):
        await report(house, 100, "other", email="camille")
    async with house.work() as work:
        await guarding.leave_contact(work, alert_id, http.LeaveContact(mobile="06 39 98 00 01", email="c@d.example"))
    for who in (AUTHOR, STAFF):
        async with house.work(who) as work:
            (alert,) = (await guarding.list_alerts(work)).alerts
        assert (alert.mobile, alert.email) == ("06 39 98 00 01", "c@d.example")
    async with house.work(STAFF) as work:
        await guarding.close_alert(work, alert_id, http.CloseAlert(note="Réglé."))
    (alert,) = await alerts_of(house)
    assert (alert.mobile, alert.email) == (None, None)


@pytest.mark.promise("D5")
async def test_staff_leafs_through_alerts_open_ones_first_by_their_wait(house, monkeypatch):
    monkeypatch.setattr(guarding, "PAGE", 2)
    raised = []
    for day in (41, 42, 43):
        async with house.works.open(AUTHOR, at(day)) as work:
            body = http.ReportFee(provider="other", amount_cents=100)
            raised.append((await guarding.report_fee(work, body)).alert_id)
    async with house.work(STAFF) as work:
        await guarding.close_alert(work, raised[0], http.CloseAlert(note="Réglé."))
        seen = [await guarding.list_alerts(work, offset) for offset in (0, 2)]
    assert [[each.alert_id for each in found.alerts] for found in seen] == [raised[1:], raised[:1]]
    assert [found.total for found in seen] == [3, 3]
    assert len(await alerts_of(house)) == 3


async def test_a_closed_alert_takes_no_contact(house):
    await house.dispute()
    alert_id = (await report(house, 100, "other")).alert_id
    async with house.work(STAFF) as work:
        await guarding.close_alert(work, alert_id, http.CloseAlert(note="Réglé."))
    with pytest.raises(AlertClosedError):
        async with house.work() as work:
            await guarding.leave_contact(work, alert_id, http.LeaveContact(mobile="06 39 98 00 00"))
    assert (await alerts_of(house))[0].mobile is None


@pytest.mark.promise("D6")
async def test_the_first_result_counts_and_another_one_is_looked_into(house):
    await house.dispute()
    lawyers = Lawyers(house)
    await ordered(house, lawyers, early_start=True)
    for cents in (50_000, 50_000, 200_000):
        await lawyers.obtain(cents)
    quote = (await quotes_of(house))[0]
    assert (quote.obtained_cents, quote.owed_cents, quote.due_on) == (50_000, 19_800, date(2026, 5, 19))
    assert [each["quote_id"] for each in await house.told("disputes.quote.result-declared.v1")] == [quote.quote_id]
    alert = (await alerts_of(house))[0]
    assert (alert.objection, alert.amount_cents) == ("result-changed", 200_000)
    assert await house.told("disputes.alert.raised.v1") == []


async def test_what_was_not_ordered_before_its_result_cannot_be_ordered_any_more(house):
    await house.dispute()
    lawyers = Lawyers(house)
    await lawyers.propose()
    await lawyers.obtain(50_000)
    quote = (await quotes_of(house))[0]
    assert (quote.status, quote.owed_cents) == ("lapsed", None)
    assert await house.told("disputes.quote.result-declared.v1") == []


@pytest.mark.promise("D3")
async def test_an_order_is_told_with_its_whole_text_and_no_consumer_in_it(house):
    await house.dispute()
    await ordered(house, Lawyers(house))
    fact = (await house.told("disputes.quote.accepted.v1"))[-1]
    quote = (await quotes_of(house))[0]
    assert fact["text"] == quote.text
    assert "Formulaire de rétractation" in fact["text"]
    assert "author-1" not in fact["text"]


@pytest.mark.promise("D3")
async def test_a_quote_names_its_complaint_and_brand_and_a_conflict_between_persons_its_day(house):
    complaint_id = await complaint_of(house)
    await Lawyers(house, "r1", complaint_id).propose()
    await Lawyers(house, "r2").propose(handed_over_at=at(3))
    between, quote = await quotes_of(house)
    assert quote.subject == f"réclamation {quote.complaint_number} (Filandre)"
    assert between.subject == "conflit avec une autre personne, transmis le 13\u00a0mars 2026"
    assert f"Dossier\u00a0: {quote.subject}\n" in quote.text
    await order(house, quote)
    assert f"Dossier\u00a0: {quote.subject}\n" in (await house.told("disputes.quote.accepted.v1"))[-1]["text"]


async def test_an_offer_that_is_too_old_is_shown_as_such(house):
    await house.dispute()
    await Lawyers(house).propose()
    async with house.works.open(AUTHOR, at(71)) as work:
        assert (await paying.list_quotes(work)).quotes[0].status == "lapsed"


@pytest.mark.promise("D3")
async def test_an_order_and_the_end_of_its_consent_at_once_leave_one_of_them(house):
    """Whoever comes second waits for the first, and sees what it did."""
    await house.dispute()
    for nth in range(10):
        await Lawyers(house, f"r{nth}").propose()
        quote = next(each for each in await quotes_of(house) if each.referral_id == f"r{nth}")
        said = await asyncio.gather(order(house, quote), end(house, f"r{nth}"), return_exceptions=True)
        now = next(each for each in await quotes_of(house) if each.quote_id == quote.quote_id)
        assert now.status == ("lapsed" if isinstance(said[0], QuoteOverError) else "accepted")


async def end(house: Any, referral_id: str) -> None:
    """Its consent is withdrawn."""
    async with house.works.open() as work:
        await paying.lapse(work, referral_id)


async def test_an_order_that_is_not_committed_yet_is_waited_for(house):
    await house.dispute()
    await Lawyers(house).propose()
    quote = (await quotes_of(house))[0]
    async with house.work() as work:
        body = http.AcceptQuote(text_hash=quote.text_hash, order=True, early_start=False)
        await paying.accept(work, quote.quote_id, body)
        ending = asyncio.create_task(end(house, "r1"))
        await asyncio.sleep(0.2)
    await ending
    assert (await quotes_of(house))[0].status == "accepted"


async def test_a_quote_says_where_its_provider_is_found_as_the_registry_does(house):
    await house.dispute()
    example = json.loads(path_of(wire.PublicPartner, FULL).read_text(encoding="utf-8"))
    found = {"partner": "avocats", "version": 9, "contact": "1 rue du Port, Lornac", "website": "https://a.example"}
    async with house.works.open() as work:
        state = wire.PublicPartner.model_validate(example | found | {"kind": "lawyers"})
        await PartnerStore(work.session).put([to_partner(state)])
    await Lawyers(house).propose()
    assert (
        f"Prestataire\u00a0: {state.name}, 1 rue du Port, Lornac, https://a.example\n"
        in (await quotes_of(house))[0].text
    )
