"""Paid help: contracts as views."""

from datetime import datetime
from zoneinfo import ZoneInfo

from contracts.http import quotes as http
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.quotes import AlertLine, Example, QuoteLine, QuotePage

PARIS = ZoneInfo("Europe/Paris")


def percent(basis_points: int) -> str:
    """« 12,5 »."""
    return f"{basis_points / 100:g}".replace(".", ",")


def line(quote: http.QuoteView) -> QuoteLine:
    """A quote in a list."""
    return QuoteLine(quote.quote_id, quote.number, quote.provider_name, quote.status, quote.offered_at)


def alert(found: http.AlertView) -> AlertLine:
    """A sum that is not owed."""
    return AlertLine(
        found.alert_id,
        found.provider_name,
        found.amount_cents,
        found.objection,
        found.raised_at,
        found.contact,
        found.note,
        found.closed_at,
    )


def page(quote: http.QuoteView, now: datetime, form: FormState = EMPTY) -> QuotePage:
    """One quote."""
    last = quote.withdraw_until_on
    return QuotePage(
        id=quote.quote_id,
        number=quote.number,
        provider=quote.provider_name,
        lawyer=quote.lawyer,
        status=quote.status,
        percent=percent(quote.success_basis_points),
        fixed=quote.fixed_cents,
        cap=quote.cap_cents,
        vat=percent(quote.vat_basis_points),
        due_days=quote.due_days,
        examples=tuple(
            Example(e.obtained_cents, e.fixed_cents, e.success_cents, e.vat_cents, e.total_cents)
            for e in quote.examples
        ),
        on_failure=quote.on_failure_cents,
        text_hash=quote.text_hash,
        last_offer_on=quote.last_offer_on,
        accepted_at=quote.accepted_at,
        early_start=quote.early_start,
        withdraw_until_on=last,
        can_withdraw=last is not None and now.astimezone(PARIS).date() <= last,
        withdrawn_at=quote.withdrawn_at,
        obtained=quote.obtained_cents,
        owed=quote.owed_cents,
        form=form,
    )
