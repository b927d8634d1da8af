"""Quotes, fees and results as the service keeps them, on a real PostgreSQL."""

from typing import Any

import pytest
from services.disputes.tests.world import at

from contracts import partners as wire
from contracts.http import quotes as http
from disputes.usecases import paying

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
            await paying.guard(work, wire.FeeAsked(**self.about, amount_cents=cents))


async def quotes_of(house: Any) -> list[http.QuoteView]:
    """The author's, newest first."""
    async with house.work() as work:
        return list((await paying.list_quotes(work)).quotes)


async def alerts_of(house: Any) -> list[http.AlertView]:
    """The author's."""
    async with house.work() as work:
        return list((await paying.list_alerts(work)).alerts)


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
