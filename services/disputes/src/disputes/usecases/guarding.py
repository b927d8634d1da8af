"""The fee guard: money that a partner or the consumer says was asked, and the alerts that staff settles."""

from collections.abc import Sequence

from contracts import partners as partner_wire
from contracts.http import quotes as http
from contracts.http.paging import PAGE
from disputes.domain import fee_guard as rules
from disputes.domain.access import MODERATOR
from disputes.domain.days import day_of
from disputes.domain.errors import AlertNotFoundError, InvalidError
from disputes.domain.fee_guard import OTHER, Alert, Asked, Reason
from disputes.domain.quote import Quote, Source
from disputes.messages.quotes import to_alert, to_checked, to_closed, to_raised
from disputes.storage.quotes import AlertStore, QuoteStore
from disputes.storage.replicas import CaseStore, PartnerStore
from disputes.usecases.common import own_case, require_staff
from servicekit.ids import new_id
from servicekit.work import Work

Contact = tuple[str | None, str | None]
NOBODY: Contact = (None, None)
"""Neither a mobile number nor an e-mail address was left."""


async def hear_fee(work: Work, fact: partner_wire.FeeAsked) -> None:
    """A partner says that it asked for money; nothing is no money."""
    if fact.amount_cents:
        await _hold(
            work, _asked_by(fact, fact.amount_cents), await QuoteStore(work.session).of_referral(fact.referral_id)
        )


async def doubt_result(work: Work, fact: partner_wire.OutcomeReported) -> None:
    """A partner says another result than it did first: staff asks it."""
    await AlertStore(work.session).save(_alert(work, _asked_by(fact, fact.obtained_cents), Reason.RESULT_CHANGED))


def _asked_by(fact: partner_wire.ReferralFact, cents: int) -> Asked:
    return Asked(fact.account_id, fact.partner, fact.referral_id, fact.complaint_id, cents, Source.PARTNER)


async def report_fee(work: Work, body: http.ReportFee) -> http.FeeChecked:
    """The consumer says that money was asked.

    Raises:
        InvalidError: nobody knows the provider, or the quote among several; or nobody could be reached so.
        QuoteNotFoundError, DisputeNotFoundError: the quote, or the complaint, is not the caller's.
    """
    contact = rules.check_contact(body.mobile, body.email)
    await _check_provider(work, body.provider)
    if body.complaint_id:
        await own_case(work, body.complaint_id)
    account_id = work.principal.account_id
    own = await QuoteStore(work.session).of_account(account_id, lock=True)
    quotes = rules.in_matter(own, body.provider, quote_id=body.quote_id, complaint_id=body.complaint_id)
    referral_id, complaint_id = (quotes[0].referral_id, quotes[0].complaint_id) if quotes else (None, body.complaint_id)
    asked = Asked(account_id, body.provider, referral_id, complaint_id, body.amount_cents, Source.CONSUMER)
    return to_checked(await _hold(work, asked, quotes, contact))


async def _check_provider(work: Work, slug: str) -> None:
    if slug != OTHER and slug not in await PartnerStore(work.session).read([slug]):
        raise InvalidError("Choisissez un prestataire de la liste.", "provider")


async def _hold(work: Work, asked: Asked, quotes: Sequence[Quote], contact: Contact = NOBODY) -> Alert | None:
    """Counts an amount under the quote that covers it; else raises an alert."""
    found = rules.hold(asked.amount_cents, asked.source, quotes, day_of(work.now))
    if isinstance(found, Quote):
        await QuoteStore(work.session).save(found)
        return None
    alert = _alert(work, asked, found, contact)
    await AlertStore(work.session).save(alert)
    work.publish(to_raised(alert))
    return alert


def _alert(work: Work, asked: Asked, reason: Reason, contact: Contact = NOBODY) -> Alert:
    mobile, email = contact
    return Alert(**vars(asked), id=new_id(), reason=reason, raised_at=work.now, mobile=mobile, email=email)


async def list_alerts(work: Work, offset: int = 0) -> http.AlertList:
    """The caller's alerts; for staff a page of everyone's."""
    store = AlertStore(work.session)
    if work.principal.role == MODERATOR:
        alerts, total = await store.page(PAGE, offset)
    else:
        alerts = await store.of_account(work.principal.account_id)
        total = len(alerts)
    partners = await PartnerStore(work.session).read([each.provider for each in alerts])
    names = {slug: partner.name for slug, partner in partners.items()}
    numbers = await CaseStore(work.session).numbers(each.complaint_id for each in alerts)
    return http.AlertList(alerts=tuple(to_alert(each, names, numbers) for each in alerts), total=total)


async def leave_contact(work: Work, alert_id: str, body: http.LeaveContact) -> http.AlertRef:
    """The consumer says how staff reaches them. Raises AlertNotFoundError, and what the decision does."""
    alert = await _load(work, alert_id)
    if alert.account_id != work.principal.account_id:
        raise AlertNotFoundError
    await AlertStore(work.session).save(rules.leave_contact(alert, body.mobile, body.email))
    return http.AlertRef(alert_id=alert.id)


async def close_alert(work: Work, alert_id: str, body: http.CloseAlert) -> http.AlertRef:
    """Staff settled an alert. Raises OtherSideError, AlertNotFoundError."""
    require_staff(work)
    alert = await _load(work, alert_id)
    if alert.closed_at is None:
        await AlertStore(work.session).save(rules.close(alert, body.note, work.now))
        work.publish(to_closed(alert, work.now))
    return http.AlertRef(alert_id=alert.id)


async def _load(work: Work, alert_id: str) -> Alert:
    """The alert, locked. Raises AlertNotFoundError."""
    alert = await AlertStore(work.session).load(alert_id)
    if alert is None:
        raise AlertNotFoundError
    return alert
