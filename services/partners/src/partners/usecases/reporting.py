"""What partners report back: taken, or refused with a word to the partner."""

import json
from dataclasses import replace
from typing import cast

from pydantic import ValidationError

from contracts import exchange
from contracts.http import partners as http
from partners.domain import referral as rules
from partners.domain.days import month_of
from partners.domain.errors import UnusableReportError
from partners.domain.partner import Partner
from partners.domain.referral import Fact, Referral, asks_too_often, may_ask, may_report
from partners.messages import REPORTED
from partners.storage.partners import PartnerStore
from partners.storage.referrals import FeeStore, ReferralStore, ReportStore
from partners.storage.tables import FeeRow
from partners.usecases.common import load_partner, record, to_ref
from partners.usecases.gate import ACKNOWLEDGE_BY, PURGE_BY, Gate, renew_links, send
from partners.usecases.registry import own_partner
from servicekit.handlers import ExchangeRecord
from servicekit.work import Work


async def hear(work: Work, slug: str, type_: str, record: ExchangeRecord, gate: Gate) -> str | None:
    """One report off the bus; answers why it is refused, which the partner is told too.

    A partner that is not sure that we heard it sends it again, elsewhere on its topic, with the same `ce_id`: a report
    that was taken is not taken twice.
    """
    try:
        async with work.savepoint():
            if await ReportStore(work.session).is_new(slug, record.headers.get("ce_id"), work.now):
                await take(work, slug, type_, record.value, gate)
    except UnusableReportError as error:
        code = cast("exchange.RejectionCode", error.code)
        await _tell_refused(work, slug, record, code)
        return code
    return None


async def take(work: Work, slug: str, type_: str, value: bytes, gate: Gate) -> Referral:
    """One report of a partner, whose identity is its topic's; the case as it is then.

    Raises:
        UnusableReportError: unknown type, broken content, not its case, not at this moment, asked too
            often, or a price that the law does not allow.
    """
    report = _parse(type_, value)
    referral = await ReferralStore(work.session).load(report.referral_id)
    if referral is None or referral.partner != slug or referral.handed_over_at is None:
        raise UnusableReportError("unknown-case")
    fact = REPORTED[type(report)](report, work.now)
    if _is_known(referral, fact):
        return referral
    if not may_report(referral, fact):
        raise UnusableReportError("not-now")
    if asks_too_often(referral, fact):
        raise UnusableReportError("too-often")
    if not may_ask(await load_partner(work, slug), fact):
        raise UnusableReportError("price-not-allowed")
    if isinstance(fact, rules.DocumentsRequested):
        fact = replace(fact, links_hash=await renew_links(work, referral, gate))
    return await _apply(work, referral, fact)


def _parse(type_: str, value: bytes) -> exchange.Report:
    if type_ not in exchange.REPORTS:
        raise UnusableReportError("unknown-type")
    try:
        return exchange.REPORTS[type_].model_validate_json(value)
    except ValidationError as error:
        raise UnusableReportError("unreadable") from error


def _is_known(referral: Referral, fact: Fact) -> bool:
    """Whether a partner says again what it said, or acknowledges what was withdrawn meanwhile: both are harmless."""
    return (
        (isinstance(fact, rules.Acknowledged) and (referral.acknowledged_at is not None or not referral.stands))
        or (isinstance(fact, rules.Accepted) and referral.status is rules.Status.ACCEPTED)
        or (isinstance(fact, rules.Declined) and referral.reason == fact.reason)
        or (isinstance(fact, rules.PurgeConfirmed) and referral.purge is rules.Purge.CONFIRMED)
    )


async def _apply(work: Work, referral: Referral, fact: Fact) -> Referral:
    news = rules.reported(referral, fact)
    referral = await record(work, referral, *news)
    if isinstance(news[0], rules.Acknowledged | rules.Accepted | rules.Declined):
        await work.unschedule(ACKNOWLEDGE_BY, referral.id)
    if isinstance(fact, rules.PurgeConfirmed):
        await work.unschedule(PURGE_BY, referral.id)
    if isinstance(news[0], rules.Accepted):
        await _accrue(work, referral, await load_partner(work, referral.partner))
    return referral


async def _accrue(work: Work, referral: Referral, partner: Partner) -> None:
    """An accepted case earns its referral fee, once."""
    if partner.referral_fee_cents:
        month, cents = month_of(work.now), partner.referral_fee_cents
        row = FeeRow(referral_id=referral.id, partner=partner.slug, month=month, cents=cents, accrued_at=work.now)
        await FeeStore(work.session).accrue(row)


async def _tell_refused(work: Work, slug: str, record: ExchangeRecord, code: exchange.RejectionCode) -> None:
    """The partner is told which of its reports was not taken, and why; a partner without a key cannot be told."""
    partner = await PartnerStore(work.session).read(slug)
    if partner and partner.connected:
        notice = exchange.ReportRejected(partition=record.partition, offset=record.offset, code=code)
        send(work, partner, f"report-{record.partition}-{record.offset}", exchange.REJECTED_TYPE, notice)


async def report_by_hand(work: Work, body: http.ReportByHand, gate: Gate) -> http.ReferralRef:
    """A report typed on the site by somebody of the partner. Raises UnusableReportError, ReferralNotFoundError."""
    slug = await own_partner(work)
    return to_ref(await take(work, slug, body.type, json.dumps(body.data).encode(), gate))
