"""Paid help: a partner's quote, its order, its withdrawal, its result; statements."""

import asyncio
import logging

from contracts import disputes as wire
from contracts import partners as partner_wire
from contracts.http import quotes as http
from disputes.documents.statement import write_statement, write_withdrawal
from disputes.domain import ordering
from disputes.domain import quote as rules
from disputes.domain.days import day_of
from disputes.domain.errors import QuoteNotFoundError, StatementTooEarlyError
from disputes.domain.price import fault_of
from disputes.domain.quote import Quote, Status
from disputes.domain.quote_text import subject_of
from disputes.messages.quotes import common_of, to_ref, to_statement, to_terms, to_view, to_withdrawal
from disputes.storage.quotes import QuoteStore
from disputes.storage.replicas import BrandStore, CaseStore, PartnerStore
from disputes.usecases.guarding import doubt_result
from servicekit.ids import new_id
from servicekit.work import Work

logger = logging.getLogger(__name__)

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
    await lapse(work, fact.referral_id)
    store = QuoteStore(work.session)
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
        subject=await _subject(work, fact),
        terms=terms,
        offered_at=work.now,
        contact=partner.contact if partner else None,
    )
    await store.save(quote)
    work.publish(wire.QuoteOffered(**common_of(quote, work.now)))


async def _subject(work: Work, fact: partner_wire.QuoteProposed) -> str:
    """Which case a price is for. Where the complaint is not heard of yet, its id stands for its number."""
    case = await CaseStore(work.session).row(fact.complaint_id) if fact.complaint_id else None
    brand = await BrandStore(work.session).brand(case.brand_id) if case else None
    number = case.number if case else fact.complaint_id
    return subject_of(number, brand.name if brand else None, fact.handed_over_at)


async def lapse(work: Work, referral_id: str) -> None:
    """What was offered can no longer be accepted: its consent is gone, its case is over, or another price came."""
    store = QuoteStore(work.session)
    for quote in await store.of_referral(referral_id):
        if quote.status is Status.OFFERED:
            await store.save(rules.evolve(quote, rules.QuoteLapsed(work.now)))


async def know_result(work: Work, fact: partner_wire.OutcomeReported) -> None:
    """What was obtained: the fee can be worked out. The partner's first word counts; another one is looked into.

    The case is over for the partner: nobody may order its work any more.
    """
    await lapse(work, fact.referral_id)
    store = QuoteStore(work.session)
    ordered = [quote for quote in await store.of_referral(fact.referral_id) if quote.stands]
    for quote in ordered:
        if quote.obtained_cents is None:
            await store.save(rules.evolve(quote, rules.ResultKnown(work.now, fact.obtained_cents)))
            work.publish(wire.ResultDeclared(**common_of(quote, work.now)))
    if any(quote.obtained_cents not in (None, fact.obtained_cents) for quote in ordered):
        await doubt_result(work, fact)


async def list_quotes(work: Work) -> http.QuoteList:
    """The caller's quotes, newest first."""
    quotes, today = await QuoteStore(work.session).of_account(work.principal.account_id), day_of(work.now)
    numbers = await CaseStore(work.session).numbers(each.complaint_id for each in quotes)

    def view(quote: Quote) -> http.QuoteView:
        return to_view(quote, today, numbers.get(quote.complaint_id or ""), rules.replaced_by(quote, quotes))

    return http.QuoteList(quotes=tuple(view(each) for each in quotes))


async def _own(work: Work, quote_id: str, *, lock: bool = False) -> tuple[Quote, tuple[Quote, ...]]:
    """One of the caller's quotes, and the orders that its own would take the place of. Raises QuoteNotFoundError.

    Args:
        lock: all of the caller's are locked until the end of the transaction, since an order may change several.
    """
    quotes = await QuoteStore(work.session).of_account(work.principal.account_id, lock=lock)
    for quote in quotes:
        if quote.id == quote_id:
            return quote, rules.replaced_by(quote, quotes)
    raise QuoteNotFoundError


async def view_quote(work: Work, quote_id: str) -> http.QuoteView:
    """One of the caller's quotes."""
    quote, replaced = await _own(work, quote_id)
    numbers = await CaseStore(work.session).numbers([quote.complaint_id])
    return to_view(quote, day_of(work.now), numbers.get(quote.complaint_id or ""), replaced)


async def accept(work: Work, quote_id: str, body: http.AcceptQuote) -> http.QuoteRef:
    """The consumer orders, with an obligation to pay. Raises what the decision does."""
    quote, replaced = await _own(work, quote_id, lock=True)
    fact = ordering.accept(
        quote, replaced, ordered=body.order, text_hash=body.text_hash, early_start=body.early_start, now=work.now
    )
    quote, store = rules.evolve(quote, fact), QuoteStore(work.session)
    await store.save(quote)
    for each in replaced:
        await store.save(rules.evolve(each, rules.QuoteReplaced(work.now)))
    work.publish(wire.QuoteAccepted(**common_of(quote, work.now), early_start=fact.early_start, text=fact.text))
    return to_ref(quote)


async def withdraw(work: Work, quote_id: str) -> http.QuoteRef:
    """The consumer withdraws within the fourteen days. Raises what the decision does."""
    quote, _ = await _own(work, quote_id, lock=True)
    quote = rules.evolve(quote, ordering.withdraw(quote, work.now))
    await QuoteStore(work.session).save(quote)
    work.publish(wire.QuoteWithdrawn(**common_of(quote, work.now)))
    return to_ref(quote)


async def statement(work: Work, quote_id: str) -> bytes:
    """What was obtained and what is owed, or the receipt of a withdrawal, as a PDF. Raises StatementTooEarlyError."""
    quote, _ = await _own(work, quote_id)
    if quote.status is Status.WITHDRAWN:
        return await asyncio.to_thread(write_withdrawal, to_withdrawal(quote))
    if not quote.stands or quote.obtained_cents is None:
        raise StatementTooEarlyError
    return await asyncio.to_thread(write_statement, to_statement(quote, work.now))
