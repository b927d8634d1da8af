"""Quotes and fee alerts as contracts, and as what documents are made of."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from contracts import disputes as wire
from contracts import partners as partner_wire
from contracts.http import quotes as http
from disputes.documents.statement import Fee as FeeLine
from disputes.documents.statement import Statement, Withdrawal
from disputes.domain.fee_guard import OTHER, Alert
from disputes.domain.french import percent
from disputes.domain.price import Fee, Terms, examples, fee_of, is_capped, most_of
from disputes.domain.quote import Quote
from disputes.domain.quote_text import hash_of, text_of


def to_terms(fact: partner_wire.QuoteProposed) -> Terms:
    """The price that a partner reported."""
    return Terms(fact.success_basis_points, fact.fixed_cents, fact.cap_cents, fact.vat_basis_points)


def to_example(obtained: int, fee: Fee) -> http.WorkedExample:
    """One worked example."""
    return http.WorkedExample(
        obtained_cents=obtained,
        fixed_cents=fee.fixed,
        success_cents=fee.success,
        vat_cents=fee.vat,
        total_cents=fee.total,
    )


def to_view(quote: Quote, today: date, complaint_number: str | None, replaced: Sequence[Quote]) -> http.QuoteView:
    """A quote for its consumer, as it stands on a day, with the orders that its own would take the place of."""
    terms, text = quote.terms, text_of(quote, replaced)
    known = quote.stands and quote.obtained_cents is not None
    owed = fee_of(terms, quote.obtained_cents or 0).total if known else None
    return http.QuoteView(
        quote_id=quote.id,
        number=quote.number,
        provider=quote.provider,
        provider_name=quote.provider_name,
        lawyer=quote.lawyer,
        referral_id=quote.referral_id,
        complaint_id=quote.complaint_id,
        dispute_id=quote.dispute_id,
        complaint_number=complaint_number,
        subject=quote.subject,
        replaces=tuple(
            http.ReplacedOrder(number=each.number, accepted_at=cast("Any", each.accepted_at)) for each in replaced
        ),
        status=quote.status_on(today).value,
        success_basis_points=terms.success_basis_points,
        fixed_cents=terms.fixed_cents,
        cap_cents=terms.cap_cents,
        most_cents=most_of(terms),
        vat_basis_points=terms.vat_basis_points,
        due_days=terms.due_days,
        examples=tuple(to_example(obtained, fee) for obtained, fee in examples(terms)),
        on_failure_cents=fee_of(terms, 0).total,
        text=text,
        text_hash=hash_of(text),
        offered_at=quote.offered_at,
        last_offer_on=quote.last_offer_on,
        accepted_at=quote.accepted_at,
        early_start=quote.early_start,
        withdraw_until_on=quote.withdraw_until_on,
        withdrawn_at=quote.withdrawn_at,
        obtained_cents=quote.obtained_cents,
        declared_on=quote.closed_on,
        owed_cents=owed,
        due_on=quote.due_on if owed else None,
    )


def to_ref(quote: Quote) -> http.QuoteRef:
    """What a command answers."""
    return http.QuoteRef(quote_id=quote.id, status=quote.status.value)


def common_of(quote: Quote, at: Any) -> dict[str, Any]:
    """What every fact about a quote carries."""
    return {
        "quote_id": quote.id,
        "account_id": quote.account_id,
        "provider": quote.provider,
        "complaint_id": quote.complaint_id,
        "at": at,
    }


def to_raised(alert: Alert) -> wire.AlertRaised:
    """An alert about money, as the other services hear it."""
    return wire.AlertRaised(
        alert_id=alert.id,
        account_id=alert.account_id,
        provider=alert.provider,
        complaint_id=alert.complaint_id,
        objection=cast("Any", alert.reason.value),
        at=alert.raised_at,
    )


def to_checked(alert: Alert | None) -> http.FeeChecked:
    """Whether what was asked is owed."""
    if alert is None:
        return http.FeeChecked(alert_id=None, objection=None)
    return http.FeeChecked(alert_id=alert.id, objection=cast("Any", alert.reason.value))


def to_closed(alert: Alert, at: datetime) -> wire.AlertClosed:
    """An alert that staff settled, as the other services hear it."""
    return wire.AlertClosed(
        alert_id=alert.id,
        account_id=alert.account_id,
        provider=alert.provider,
        complaint_id=alert.complaint_id,
        at=at,
    )


SOMEBODY = "Quelqu’un d’autre"
"""Who is no partner of ours."""


def to_alert(alert: Alert, names: Mapping[str, str], numbers: Mapping[str, str]) -> http.AlertView:
    """An alert for its consumer and staff, with the names of partners and the numbers of complaints."""
    return http.AlertView(
        alert_id=alert.id,
        provider=alert.provider,
        provider_name=SOMEBODY if alert.provider == OTHER else names.get(alert.provider, alert.provider),
        amount_cents=alert.amount_cents,
        objection=alert.reason.value,
        source=cast("Any", alert.source.value),
        account_id=alert.account_id,
        referral_id=alert.referral_id,
        complaint_id=alert.complaint_id,
        complaint_number=numbers.get(alert.complaint_id or ""),
        raised_at=alert.raised_at,
        mobile=alert.mobile,
        email=alert.email,
        note=alert.note,
        closed_at=alert.closed_at,
    )


def to_statement(quote: Quote, now: datetime) -> Statement:
    """What the provider says was obtained, and what is owed for it."""
    assert quote.obtained_cents is not None
    assert quote.closed_on
    terms, fee = quote.terms, fee_of(quote.terms, quote.obtained_cents)
    lines = [FeeLine("Forfait", fee.fixed)] if fee.fixed else []
    capped = " (plafonné)" if is_capped(terms, quote.obtained_cents) else ""
    share = f"{percent(terms.success_basis_points)} de ce qui a été obtenu{capped}"
    lines += [FeeLine(share, fee.success)] if fee.success else []
    return Statement(
        number=f"R-{quote.number}",
        issued_at=now,
        provider=quote.provider_name,
        subject=quote.subject,
        declared_on=quote.closed_on,
        obtained=quote.obtained_cents,
        quote=quote.number,
        fees=tuple(lines),
        vat_rate=terms.vat_basis_points,
        vat=fee.vat,
        due_on=quote.due_on if fee.total else None,
    )


def to_withdrawal(quote: Quote) -> Withdrawal:
    """The receipt of a withdrawal: nothing is owed."""
    assert quote.accepted_at
    assert quote.withdrawn_at
    assert quote.withdraw_until_on
    return Withdrawal(
        number=f"RE-{quote.number}",
        provider=quote.provider_name,
        subject=quote.subject,
        quote=quote.number,
        accepted_at=quote.accepted_at,
        withdrawn_at=quote.withdrawn_at,
        last_day=quote.withdraw_until_on,
    )
