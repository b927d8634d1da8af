"""Paid help: a partner's quote, its order, its withdrawal; money that nobody announced; statements."""

import asyncio
import logging
from dataclasses import replace

from contracts import disputes as wire
from contracts import partners as partner_wire
from contracts.http import quotes as http
from disputes.documents.statement import write_statement, write_withdrawal
from disputes.domain import quote as rules
from disputes.domain.days import day_of
from disputes.domain.errors import (
    AlertNotFoundError,
    OtherSideError,
    QuoteNotFoundError,
    StatementTooEarlyError,
)
from disputes.domain.fee_guard import Alert, Source, close, objection_to
from disputes.domain.price import fault_of
from disputes.domain.quote import Quote, Status
from disputes.messages.quotes import (
    common_of,
    to_alert,
    to_raised,
    to_ref,
    to_statement,
    to_terms,
    to_view,
    to_withdrawal,
)
from disputes.storage.quotes import AlertStore, QuoteStore
from disputes.storage.replicas import PartnerStore
from servicekit.ids import new_id
from servicekit.work import Work

logger = logging.getLogger(__name__)

MODERATOR = "moderator"

LAWYERS = "lawyers"
"""A kind of partner whose quotes have a fixed part."""


async def offer(work: Work, fact: partner_wire.QuoteProposed) -> None:
    """A partner proposed a price: it waits for the consumer.

    The partners service lets no price pass that the law does not allow. Should one come, it is left out, and what the
    partner reports afterwards is heard all the same.
    """
    partner = (await PartnerStore(work.session).read([fact.partner])).get(fact.partner)
    lawyer, terms = partner is not None and partner.kind == LAWYERS, to_terms(fact)
    if fault := fault_of(terms, lawyer=lawyer):
        logger.error("a price that is not allowed was left out: %s", fault, extra={"referral_id": fact.referral_id})
        return
    store = QuoteStore(work.session)
    for former in await store.of_referral(fact.referral_id):
        if former.status is Status.OFFERED:
            await store.save(rules.evolve(former, rules.QuoteLapsed(work.now)))
    quote = Quote(
        id=new_id(),
        number=await store.next_number(work.now),
        account_id=fact.account_id,
        provider=fact.partner,
        provider_name=partner.name if partner else fact.partner,
        lawyer=lawyer,
        referral_id=fact.referral_id,
        complaint_id=fact.complaint_id,
        dispute_id=fact.dispute_id,
        terms=terms,
        offered_at=work.now,
    )
    await store.save(quote)
    work.publish(wire.QuoteOffered(**common_of(quote, work.now)))


async def lapse(work: Work, referral_id: str) -> None:
    """The consent is gone: what was offered under it too."""
    store = QuoteStore(work.session)
    for quote in await store.of_referral(referral_id):
        if quote.status is Status.OFFERED:
            await store.save(rules.evolve(quote, rules.QuoteLapsed(work.now)))


async def know_result(work: Work, fact: partner_wire.OutcomeReported) -> None:
    """What was obtained: the fee can be worked out."""
    store = QuoteStore(work.session)
    for quote in await store.of_referral(fact.referral_id):
        if quote.stands:
            await store.save(rules.evolve(quote, rules.ResultKnown(work.now, fact.obtained_cents)))


async def guard(work: Work, fact: partner_wire.FeeAsked) -> None:
    """A partner says that it asked for money."""
    quotes = await QuoteStore(work.session).of_referral(fact.referral_id)
    reason = objection_to(fact.amount_cents, quotes, day_of(work.now))
    if reason:
        alert = Alert(
            new_id(),
            fact.account_id,
            fact.partner,
            fact.referral_id,
            fact.complaint_id,
            fact.amount_cents,
            reason,
            Source.PARTNER,
            work.now,
        )
        await _raise(work, alert)


async def _raise(work: Work, alert: Alert) -> None:
    await AlertStore(work.session).save(alert)
    work.publish(to_raised(alert))


async def report_fee(work: Work, body: http.ReportFee) -> http.FeeChecked:
    """The consumer says that money was asked."""
    account_id = work.principal.account_id
    quotes = [each for each in await QuoteStore(work.session).of_account(account_id) if each.provider == body.provider]
    reason = objection_to(body.amount_cents, quotes, day_of(work.now))
    if reason is None:
        return http.FeeChecked(alert_id=None, objection=None)
    alert = Alert(
        new_id(),
        account_id,
        body.provider,
        quotes[0].referral_id if quotes else None,
        body.complaint_id,
        body.amount_cents,
        reason,
        Source.CONSUMER,
        work.now,
        contact=body.contact.strip() or None,
    )
    await _raise(work, alert)
    return http.FeeChecked(alert_id=alert.id, objection=reason.value)


async def list_quotes(work: Work) -> http.QuoteList:
    """The caller's quotes, newest first."""
    quotes = await QuoteStore(work.session).of_account(work.principal.account_id)
    return http.QuoteList(quotes=tuple(to_view(each) for each in quotes))


async def _own(work: Work, quote_id: str) -> Quote:
    quote = await QuoteStore(work.session).load(quote_id)
    if quote is None or quote.account_id != work.principal.account_id:
        raise QuoteNotFoundError
    return quote


async def view_quote(work: Work, quote_id: str) -> http.QuoteView:
    """One of the caller's quotes."""
    return to_view(await _own(work, quote_id))


async def accept(work: Work, quote_id: str, body: http.AcceptQuote) -> http.QuoteRef:
    """The consumer orders, with an obligation to pay."""
    quote = await _own(work, quote_id)
    fact = rules.accept(quote, ordered=body.order, text_hash=body.text_hash, early_start=body.early_start, now=work.now)
    quote = rules.evolve(quote, fact)
    await QuoteStore(work.session).save(quote)
    work.publish(wire.QuoteAccepted(**common_of(quote, work.now), early_start=quote.early_start))
    return to_ref(quote)


async def withdraw(work: Work, quote_id: str) -> http.QuoteRef:
    """The consumer withdraws within the fourteen days."""
    quote = await _own(work, quote_id)
    quote = rules.evolve(quote, rules.withdraw(quote, work.now))
    await QuoteStore(work.session).save(quote)
    work.publish(wire.QuoteWithdrawn(**common_of(quote, work.now)))
    return to_ref(quote)


async def statement(work: Work, quote_id: str) -> bytes:
    """What was obtained and what is owed, or the receipt of a withdrawal, as a PDF. Raises StatementTooEarlyError."""
    quote = await _own(work, quote_id)
    if quote.status is Status.WITHDRAWN:
        return await asyncio.to_thread(write_withdrawal, to_withdrawal(quote, "vous"))
    if not quote.stands or quote.obtained_cents is None:
        raise StatementTooEarlyError
    return await asyncio.to_thread(write_statement, to_statement(quote, "vous", "la marque", work.now))


async def list_alerts(work: Work) -> http.AlertList:
    """The caller's alerts; for staff everyone's."""
    own = None if work.principal.role == MODERATOR else work.principal.account_id
    alerts = await AlertStore(work.session).of_account(own)
    names = await PartnerStore(work.session).read([each.provider for each in alerts])
    return http.AlertList(
        alerts=tuple(
            to_alert(each, names[each.provider].name if each.provider in names else each.provider) for each in alerts
        )
    )


async def leave_contact(work: Work, alert_id: str, body: http.LeaveContact) -> http.FeeChecked:
    """The consumer says how staff reaches them."""
    store = AlertStore(work.session)
    alert = await store.load(alert_id)
    if alert is None or alert.account_id != work.principal.account_id:
        raise AlertNotFoundError
    await store.save(replace(alert, contact=body.contact.strip()))
    return http.FeeChecked(alert_id=alert.id, objection=alert.reason.value)


async def close_alert(work: Work, alert_id: str, body: http.CloseAlert) -> http.FeeChecked:
    """Staff settled an alert."""
    if work.principal.role != MODERATOR:
        raise OtherSideError
    store = AlertStore(work.session)
    alert = await store.load(alert_id)
    if alert is None:
        raise AlertNotFoundError
    if alert.closed_at is None:
        alert = close(alert, body.note, work.now)
        await store.save(alert)
        work.publish(
            wire.AlertClosed(
                alert_id=alert.id,
                account_id=alert.account_id,
                provider=alert.provider,
                complaint_id=alert.complaint_id,
                at=work.now,
            )
        )
    return http.FeeChecked(alert_id=alert.id, objection=alert.reason.value)
