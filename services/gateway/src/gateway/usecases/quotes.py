"""Paid help: contracts as views."""

from collections.abc import Sequence
from datetime import datetime, time

from contracts.http import partners as partner_http
from contracts.http import quotes as http
from gateway.presentation.french import PARIS
from gateway.presentation.views.consumer import ToDo
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.presentation.views.quotes import AlertLine, Example, QuoteLine, QuotePage, ReplacedLine

LAST_MINUTE = time(23, 59)
"""Of a day, as deadlines are written."""


OTHER = Option("other", "Quelqu’un d’autre")
"""Who asks for money is no partner of ours."""


NOBODY = Option("", "Choisissez")
"""Nothing is chosen beforehand."""


def asking(quotes: Sequence[http.QuoteView], referrals: Sequence[partner_http.ReferralView] = ()) -> tuple[Option, ...]:
    """Who may have asked for money: by which quote, or who has the consumer's case without one."""
    quoting = {each.provider for each in quotes}
    others = {each.partner: each.partner_name for each in referrals if each.partner not in quoting}
    return (
        NOBODY,
        *(Option(each.quote_id, f"{each.provider_name}, devis {each.number}, {each.subject}") for each in quotes),
        *(Option(slug, name) for slug, name in others.items()),
        OTHER,
    )


def report(chosen: str, cents: int, quotes: Sequence[http.QuoteView]) -> http.ReportFee:
    """What the consumer was asked for, and by which quote or whom."""
    for quote in quotes:
        if quote.quote_id == chosen:
            return http.ReportFee(provider=quote.provider, quote_id=quote.quote_id, amount_cents=cents)
    return http.ReportFee(provider=chosen, amount_cents=cents)


def line(quote: http.QuoteView) -> QuoteLine:
    """A quote in a list."""
    return QuoteLine(quote.quote_id, quote.number, quote.provider_name, quote.subject, quote.status, quote.offered_at)


def todo(quote: http.QuoteView) -> ToDo | None:
    """What its consumer should do about it, if anything."""
    if quote.status != "offered":
        return None
    without = "votre commande en cours continue" if quote.replaces else "vous ne devez rien"
    detail = f"Dossier\u00a0: {quote.subject}. Accepter est facultatif. Sans réponse, {without}."
    until = datetime.combine(quote.last_offer_on, LAST_MINUTE, PARIS)
    href = f"/mon-espace/devis/{quote.quote_id}"
    return ToDo(f"{quote.provider_name} vous propose un devis", detail, "Lire le devis", href, until)


def alert(found: http.AlertView) -> AlertLine:
    """A sum that is not owed, or another result than the first."""
    return AlertLine(
        id=found.alert_id,
        provider=None if found.provider == OTHER.value else found.provider_name,
        cents=found.amount_cents,
        objection=found.objection,
        raised_at=found.raised_at,
        account_id=found.account_id,
        told_by=found.source,
        referral_id=found.referral_id,
        complaint_id=found.complaint_id,
        complaint_number=found.complaint_number,
        mobile=found.mobile,
        email=found.email,
        note=found.note,
        closed_at=found.closed_at,
    )


def with_contacts(form: FormState, alerts: Sequence[AlertLine]) -> FormState:
    """A form in which each alert's mobile number and e-mail address are filled in as they were left."""
    mobiles = {f"mobile-{each.id}": each.mobile for each in alerts if each.mobile}
    addresses = {f"email-{each.id}": each.email for each in alerts if each.email}
    return FormState({**mobiles, **addresses, **form.values}, form.errors)


def page(quote: http.QuoteView, now: datetime, form: FormState = EMPTY) -> QuotePage:
    """One quote."""
    last = quote.withdraw_until_on
    return QuotePage(
        id=quote.quote_id,
        number=quote.number,
        provider=quote.provider_name,
        lawyer=quote.lawyer,
        subject=quote.subject,
        status=quote.status,
        success=quote.success_basis_points,
        fixed=quote.fixed_cents,
        cap=quote.cap_cents,
        most=quote.most_cents,
        vat=quote.vat_basis_points,
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
        declared_on=quote.declared_on,
        owed=quote.owed_cents,
        due_on=quote.due_on,
        complaint_number=quote.complaint_number,
        replaces=tuple(ReplacedLine(each.number, each.accepted_at) for each in quote.replaces),
        form=form,
    )
