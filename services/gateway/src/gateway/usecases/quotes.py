"""Paid help: contracts as views."""

from datetime import datetime, time

from contracts.http import quotes as http
from gateway.presentation.french import PARIS
from gateway.presentation.views.consumer import ToDo
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.quotes import AlertLine, Example, QuoteLine, QuotePage

LAST_MINUTE = time(23, 59)
"""Of a day, as deadlines are written."""


def percent(basis_points: int) -> str:
    """« 12,5 »."""
    return f"{basis_points / 100:g}".replace(".", ",")


def line(quote: http.QuoteView) -> QuoteLine:
    """A quote in a list."""
    return QuoteLine(quote.quote_id, quote.number, quote.provider_name, quote.status, quote.offered_at)


def todo(quote: http.QuoteView) -> ToDo | None:
    """What its consumer should do about it, if anything."""
    if quote.status != "offered":
        return None
    detail = "Accepter est facultatif. Sans réponse, vous ne devez rien."
    until = datetime.combine(quote.last_offer_on, LAST_MINUTE, PARIS)
    href = f"/mon-espace/devis/{quote.quote_id}"
    return ToDo(f"{quote.provider_name} vous propose un devis", detail, "Lire le devis", href, until)


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
        text=quote.text,
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
