"""Quotes and fee alerts as contracts, and as what documents are made of."""

from datetime import timedelta
from typing import Any, cast

from contracts import disputes as wire
from contracts import partners as partner_wire
from contracts.http import quotes as http
from disputes.documents.statement import Fee as FeeLine
from disputes.documents.statement import Statement, Withdrawal
from disputes.domain.facts import Outcome
from disputes.domain.fee_guard import Alert
from disputes.domain.price import Fee, Terms, examples, fee_of, share
from disputes.domain.quote import Quote, hash_of, text_of

DUE = timedelta(days=1)
"""Terms count days."""


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


def to_view(quote: Quote) -> http.QuoteView:
    """A quote for its consumer."""
    terms, text = quote.terms, text_of(quote)
    known = quote.stands and quote.obtained_cents is not None
    return http.QuoteView(
        quote_id=quote.id,
        number=quote.number,
        provider=quote.provider,
        provider_name=quote.provider_name,
        lawyer=quote.lawyer,
        referral_id=quote.referral_id,
        complaint_id=quote.complaint_id,
        dispute_id=quote.dispute_id,
        status=quote.status.value,
        success_basis_points=terms.success_basis_points,
        fixed_cents=terms.fixed_cents,
        cap_cents=terms.cap_cents,
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
        owed_cents=fee_of(terms, quote.obtained_cents or 0).total if known else None,
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
    """An alert, as the other services hear it."""
    return wire.AlertRaised(
        alert_id=alert.id,
        account_id=alert.account_id,
        provider=alert.provider,
        complaint_id=alert.complaint_id,
        objection=alert.reason.value,
        at=alert.raised_at,
    )


def to_alert(alert: Alert, provider_name: str) -> http.AlertView:
    """An alert for its consumer and staff."""
    return http.AlertView(
        alert_id=alert.id,
        provider=alert.provider,
        provider_name=provider_name,
        amount_cents=alert.amount_cents,
        objection=alert.reason.value,
        source=cast("Any", alert.source.value),
        complaint_id=alert.complaint_id,
        raised_at=alert.raised_at,
        contact=alert.contact,
        note=alert.note,
        closed_at=alert.closed_at,
    )


def to_statement(quote: Quote, consumer: str, trader: str, now: Any) -> Statement:
    """What was obtained, and what is owed for it."""
    assert quote.obtained_cents is not None
    assert quote.closed_on
    fee = fee_of(quote.terms, quote.obtained_cents)
    lines = [FeeLine("Forfait", fee.fixed)] if fee.fixed else []
    percent = f"{quote.terms.success_basis_points / 100:g}\u00a0%"
    lines += [FeeLine(f"{percent} de ce qui a été obtenu", fee.success)] if fee.success else []
    return Statement(
        number=f"R-{quote.number}",
        issued_at=now,
        case_number=quote.number,
        consumer=consumer,
        trader=trader,
        outcome=Outcome.MEDIATED if quote.obtained_cents else Outcome.UNRESOLVED,
        closed_on=quote.closed_on,
        obtained=quote.obtained_cents,
        quote=quote.number,
        fees=tuple(lines),
        vat_rate=quote.terms.vat_basis_points,
        vat=share(fee.before_vat, quote.terms.vat_basis_points),
        due_on=quote.closed_on + DUE * quote.terms.due_days if fee.total else None,
    )


def to_withdrawal(quote: Quote, consumer: str) -> Withdrawal:
    """The receipt of a withdrawal: nothing is owed."""
    assert quote.accepted_at
    assert quote.withdrawn_at
    assert quote.withdraw_until_on
    return Withdrawal(
        number=f"RE-{quote.number}",
        case_number=quote.number,
        consumer=consumer,
        provider=quote.provider_name,
        quote=quote.number,
        accepted_at=quote.accepted_at,
        withdrawn_at=quote.withdrawn_at,
        last_day=quote.withdraw_until_on,
    )
