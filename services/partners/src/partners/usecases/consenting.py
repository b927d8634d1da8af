"""The consumer agrees, takes it back, and sees all that was agreed to."""

from contracts import exchange
from contracts.http import partners as http
from partners.domain import consent
from partners.domain import referral as rules
from partners.domain.errors import AlreadyGivenError, MandateMissingError, NoPromiseError, ReferralNotFoundError
from partners.domain.partner import Partner
from partners.domain.referral import Matter, Referral
from partners.messages import to_boxes, to_consent_screen, to_entry, to_offer, to_view
from partners.storage.partners import PartnerStore
from partners.storage.referrals import Ledger, ReferralStore
from partners.usecases.common import end, entry_of, load_own, load_partner, record, require_staff, to_ref
from partners.usecases.gate import ACKNOWLEDGE_BY, HAND_OVER, Gate, ask_for_purge, may_act
from servicekit.ids import new_id
from servicekit.work import Work


async def preview(work: Work, slug: str, body: http.PreviewConsent) -> http.ConsentScreen:
    """What the screen shows; nothing is kept."""
    return to_consent_screen(to_offer(await load_partner(work, slug), body))


async def give(work: Work, slug: str, body: http.GiveConsent) -> http.ReferralRef:
    """The consumer agrees to exactly what the screen showed; the gate opens next, in a transaction of its own.

    Raises:
        InvalidError, TextChangedError, ConsentMissingError: it is not what the screen showed, or a box is missing.
        AlreadyGivenError: it stands already for this matter.
        MandateMissingError: this partner gets a case only in the consumer's name.
        KeyMissingError: nothing can be encrypted to it.
    """
    partner = await load_partner(work, slug)
    offer = to_offer(partner, body)
    boxes = to_boxes(body.boxes)
    text = consent.agree(offer, boxes, body.text_hash)
    partner.require_key()
    await _require_first(work, partner, body)
    referral = Referral(
        id=new_id(),
        account_id=work.principal.account_id,
        partner=slug,
        matter=Matter(body.complaint_id, body.dispute_id),
        values=offer.values,
        documents=offer.documents,
        text_hash=consent.hash_of(text),
        consented_at=work.now,
    )
    await Ledger(work.session).append(entry_of(work, referral, "given", body.channel, boxes), text)
    await work.schedule(HAND_OVER, referral.id, work.now)
    return to_ref(await record(work, referral, rules.ConsentGiven(work.now)))


async def _require_first(work: Work, partner: Partner, body: http.GiveConsent) -> None:
    account_id = work.principal.account_id
    if not await may_act(work, body.dispute_id, account_id, partner):
        raise MandateMissingError
    store = ReferralStore(work.session)
    await store.hold(account_id)
    matter = Matter(body.complaint_id, body.dispute_id)
    if matter == Matter():
        return  # One may be in conflict with several persons.
    for each in await store.of_account(account_id):
        if (each.matter, each.partner) == (matter, partner.slug) and each.ongoing:
            raise AlreadyGivenError


async def withdraw(work: Work, referral_id: str, body: http.WithdrawConsent, gate: Gate) -> http.ReferralRef:
    """The consumer takes a consent back: nothing more is sent, links are dead, the partner is asked to purge."""
    referral = await load_own(work, referral_id)
    return to_ref(await withdraw_referral(work, referral, body.channel, gate))


async def withdraw_referral(work: Work, referral: Referral, channel: str, gate: Gate) -> Referral:
    """Ends a referral whose row is locked; its case, if it still waits for Kafka, never leaves.

    Raises:
        AlreadyWithdrawnError.
    """
    taken_back = await work.take_back(referral.id, exchange.CASE_TYPE)
    await work.take_back(referral.id, exchange.LINKS_TYPE)
    referral = await end(work, referral, channel, taken_back=taken_back)
    await work.unschedule(ACKNOWLEDGE_BY, referral.id)
    if referral.purge:
        await ask_for_purge(work, referral, gate)
    return referral


async def list_own(work: Work) -> http.ReferralList:
    """Everything the caller agreed to, with what became of it."""
    referrals = await ReferralStore(work.session).of_account(work.principal.account_id)
    partners = await PartnerStore(work.session).of([each.partner for each in referrals])
    return http.ReferralList(referrals=tuple(to_view(each, partners[each.partner]) for each in referrals))


async def export_own(work: Work) -> http.LedgerExport:
    """The caller's part of the ledger, word for word."""
    entries = await Ledger(work.session).of_account(work.principal.account_id)
    return http.LedgerExport(entries=tuple(to_entry(row, text) for row, text in entries))


async def complain_of_price(work: Work, referral_id: str) -> http.ReferralRef:
    """The consumer reports that the partner's price was not the same as without us. Raises NoPromiseError."""
    referral = await load_own(work, referral_id)
    if referral.handed_over_at is None or not (await load_partner(work, referral.partner)).same_price:
        raise NoPromiseError
    if referral.price_complained_at is None:
        referral = await record(work, referral, rules.PriceComplained(work.now))
    return to_ref(referral)


async def settle_price(work: Work, referral_id: str, body: http.SettlePrice) -> http.ReferralRef:
    """Staff tells the consumer what it found out. Raises ReferralNotFoundError, NoPriceComplaintError."""
    require_staff(work)
    referral = await ReferralStore(work.session).load(referral_id)
    if referral is None:
        raise ReferralNotFoundError
    return to_ref(await record(work, referral, rules.settle_price(referral, body.answer, work.now)))


async def withdraw_of_complaint(work: Work, complaint_id: str, gate: Gate) -> None:
    """The complaint was withdrawn, or removed: every consent about it ends with it."""
    for referral in await ReferralStore(work.session).standing_of(complaint_id):
        await withdraw_referral(work, referral, "complaint", gate)
