"""The author escalates; the brand may still settle; either way it ends."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from contracts.disputes import PublicDispute
from contracts.http import disputes as http
from contracts.http.paging import PAGE
from disputes.domain import dispute as rules
from disputes.domain.access import Side, side_of
from disputes.domain.case import Case, Escalation
from disputes.domain.days import day_of
from disputes.domain.dispute import Status
from disputes.domain.errors import DisputeNotFoundError
from disputes.domain.facts import DisputeClosed
from disputes.messages.disputes import to_contract, to_escalation, to_public, to_ref, to_view
from disputes.storage.disputes import DisputeStore
from disputes.storage.mediation import MediationStore
from disputes.storage.replicas import BrandStore
from disputes.usecases.closing import close
from disputes.usecases.common import load, own_case, reader_of, record, see
from servicekit.ids import new_id
from servicekit.work import Work


async def view_escalation(work: Work, complaint_id: str) -> http.EscalationView:
    """Whether the author may escalate, and what it takes."""
    case = await own_case(work, complaint_id)
    former = await DisputeStore(work.session).of_complaint(complaint_id)
    return to_escalation(await _escalation(work, case, former), former[-1].id if former else None)


async def open_dispute(work: Work, body: http.OpenDispute) -> http.DisputeRef:
    """The author escalates a complaint."""
    case = await own_case(work, body.complaint_id)
    store = DisputeStore(work.session)
    possible = await _escalation(work, case, await store.of_complaint(case.complaint_id))
    dispute = rules.open_(new_id(), case, possible, work.now)
    await store.save(dispute)
    work.publish(to_contract(dispute, rules.opened(dispute)))
    work.show(PublicDispute, dispute.id)
    return to_ref(dispute)


async def _escalation(work: Work, case: Case, former: tuple[rules.Dispute, ...]) -> Escalation:
    brand = await BrandStore(work.session).brand(case.brand_id)
    return rules.escalation(case, former, brand.response_days if brand else RESPONSE_DAYS, day_of(work.now))


RESPONSE_DAYS = 15
"""The indicative delay while nothing is known of the brand: the same as for one that says nothing."""


async def offer_settlement(work: Work, dispute_id: str, body: http.OfferSettlement) -> http.DisputeRef:
    """The brand offers to settle."""
    dispute, _ = await load(work, dispute_id, Side.BRAND)
    return to_ref(await record(work, dispute, rules.offer_settlement(dispute, new_id(), body.text, work.now)))


async def answer_offer(work: Work, dispute_id: str, body: http.AnswerOffer) -> http.DisputeRef:
    """The author accepts the brand's offer, or goes on."""
    dispute, _ = await load(work, dispute_id, Side.CONSUMER)
    answer = rules.answer_offer(dispute, body.offer_id, body.accepted, work.now)
    if isinstance(answer, DisputeClosed):
        return to_ref(await close(work, dispute, answer))
    return to_ref(await record(work, dispute, answer))


async def withdraw(work: Work, dispute_id: str) -> http.DisputeRef:
    """The author gives the dispute up; the complaint stays."""
    dispute, _ = await load(work, dispute_id, Side.CONSUMER)
    return to_ref(await close(work, dispute, rules.withdraw(dispute, work.now)))


async def end_of_complaint(work: Work, complaint_id: str) -> None:
    """The complaint is gone, or another brand's: its open dispute ends, what was typed for it is erased."""
    store = DisputeStore(work.session)
    for each in await store.of_complaint(complaint_id):
        dispute = await store.load(each.id)
        assert dispute
        if dispute.status is not Status.CLOSED:
            dispute = await close(work, dispute, rules.end_with_complaint(dispute, work.now))
        await store.save(rules.forget(dispute))
        await MediationStore(work.session).erase(dispute.id)


async def view_dispute(work: Work, dispute_id: str) -> http.DisputeView:
    """A dispute, for its parties and staff."""
    dispute, side = await see(work, dispute_id)
    if dispute.status is not Status.CLOSED or side is not Side.CONSUMER:
        return to_view(dispute, side)
    return to_view(dispute, side, has_file=await MediationStore(work.session).file(dispute.id) is not None)


async def list_own(work: Work) -> http.DisputeList:
    """The caller's own disputes."""
    disputes = await DisputeStore(work.session).of_author(work.principal.account_id)
    return http.DisputeList(disputes=tuple(to_view(each, Side.CONSUMER) for each in disputes), total=len(disputes))


async def list_of_brand(work: Work, brand_id: str, number: str | None, offset: int) -> http.DisputeList:
    """A brand's disputes, for those who act for it or for one of its shops. Raises DisputeNotFoundError.

    Args:
        number: only those of this complaint.
    """
    reader = await reader_of(work)
    shops = {each.point_of_sale_id for each in reader.memberships if each.brand_id == brand_id}
    if not shops:
        raise DisputeNotFoundError
    own = None if None in shops else {shop for shop in shops if shop}
    found, total = await DisputeStore(work.session).of_brand(brand_id, own, number, PAGE, offset)
    return http.DisputeList(disputes=tuple(to_view(each, side_of(each, reader)) for each in found), total=total)


async def render_public(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, PublicDispute]:
    """The public state of disputes as it is now."""
    return {id_: to_public(each) for id_, each in (await DisputeStore(session).read(ids)).items()}
