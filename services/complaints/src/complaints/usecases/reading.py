"""What the parties of a complaint may read, and what everyone may."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from complaints.domain import answering, moderating
from complaints.domain.access import MODERATOR, side_of
from complaints.domain.complaint import Complaint
from complaints.domain.errors import ComplaintNotFoundError, NotAllowedError
from complaints.domain.facts import By, Read
from complaints.domain.status import PUBLIC, Status, may_happen
from complaints.messages.moderation import to_moderation
from complaints.messages.public import to_public
from complaints.messages.views import to_page, to_view
from complaints.storage.complaints import ComplaintStore
from complaints.storage.evidence import EvidenceStore
from complaints.storage.lists import ComplaintList, Filter
from complaints.storage.openings import OpeningStore
from complaints.storage.replicas import ReplicaStore
from complaints.storage.thread import ThreadStore
from complaints.usecases.common import Rules, load, reader_of, record, screen_case
from contracts.complaints import PublicComplaint
from contracts.http import complaints as http
from contracts.http.moderation import ModerationView
from contracts.http.paging import PAGE
from servicekit.work import Work


async def view_complaint(work: Work, complaint_id: str, rules: Rules) -> http.ComplaintView:
    """All of a complaint; the brand's first look is a fact."""
    complaint = await load(work, complaint_id)
    side = side_of(complaint, await reader_of(work))
    if side is By.BRAND and may_happen(Read, complaint.status) and (read := answering.read(complaint, work.now)):
        complaint = await record(work, complaint, read)
    thread = ThreadStore(work.session)
    messages = tuple(await thread.messages(complaint.id))
    evidence = tuple(await EvidenceStore(work.session).of_complaint(complaint.id))
    desk = await _open(work, complaint, rules) if side is By.STAFF else None
    return to_view(complaint, side, messages, evidence, tuple(await thread.statements(complaint.id)), desk)


async def _open(work: Work, complaint: Complaint, rules: Rules) -> ModerationView:
    """A moderator who reads a case has it open, where there is something to decide and no colleague was first."""
    store, account_id = OpeningStore(work.session), work.principal.account_id
    opening = (await store.of([complaint.id])).get(complaint.id)
    if moderating.decisions(complaint):
        opening = moderating.open_case(opening, account_id, rules.terms, work.now)
        await store.save(complaint.id, opening)
    colleague = opening if opening and opening.is_of_colleague(account_id, work.now) else None
    return to_moderation(complaint, screen_case(complaint, rules), colleague)


async def view_numbered(work: Work, number: str, rules: Rules) -> http.ComplaintView:
    """The same, by the number that people say."""
    complaint_id = await ComplaintStore(work.session).id_of(number)
    if complaint_id is None:
        raise ComplaintNotFoundError
    return await view_complaint(work, complaint_id, rules)


async def list_mine(work: Work, offset: int) -> http.ComplaintPage:
    """The author's own complaints, newest first."""
    wanted = Filter(author_id=work.principal.account_id)
    return to_page(*await ComplaintList(work.session).page(wanted, PAGE, offset, newest_first=True))


async def list_of_brand(work: Work, brand_id: str, statuses: Sequence[str], offset: int) -> http.ComplaintPage:
    """A brand's complaints for its agents, oldest first; an agent of one point of sale sees that one's only.

    Raises:
        NotAllowedError: the account does not act for the brand.
    """
    reader = await reader_of(work)
    of_brand = [each for each in reader.memberships if each.brand_id == brand_id]
    if not of_brand:
        raise NotAllowedError("Votre compte n’agit pas pour cette marque.")
    visible = PUBLIC | {Status.SUSPENDED}
    chosen = frozenset(Status(each) for each in statuses) & visible or visible
    wanted = Filter(brand_id=brand_id, point_of_sale_id=of_brand[0].point_of_sale_id, statuses=chosen)
    return to_page(*await ComplaintList(work.session).page(wanted, PAGE, offset, newest_first=False))


async def list_queue(work: Work, offset: int) -> http.ComplaintPage:
    """What waits for a moderator, longest wait first."""
    if work.principal.role != MODERATOR:
        raise NotAllowedError("Cette liste est réservée à la modération.")
    listed, total = await ComplaintList(work.session).page(Filter(in_review=True), PAGE, offset, newest_first=False)
    openings = await OpeningStore(work.session).of([each.complaint.id for each in listed])
    account_id = work.principal.account_id
    of_colleagues = {id_: each for id_, each in openings.items() if each.is_of_colleague(account_id, work.now)}
    return to_page(listed, total, of_colleagues)


async def count_waiting(work: Work, brand_id: str | None) -> http.Waiting:
    """How much waits for the caller; nothing of a brand that the account does not act for."""
    reader, lists = await reader_of(work), ComplaintList(work.session)
    part = next((each for each in reader.memberships if each.brand_id == brand_id), None)
    unanswered = frozenset({Status.PUBLISHED})
    return http.Waiting(
        messages=await lists.count_unanswered_threads(reader.account_id),
        to_answer=await lists.count(Filter(None, brand_id, part.point_of_sale_id, unanswered)) if part else 0,
        to_check=await lists.count(Filter(in_review=True)) if reader.role == MODERATOR else 0,
    )


async def count_waiting_for_brands(work: Work) -> http.WaitingForBrands:
    """How many checked complaints wait for each brand's page."""
    return http.WaitingForBrands(counts=await ComplaintList(work.session).count_cleared())


async def render_public(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, PublicComplaint]:
    """The public state of complaints as it is now; absent ones are erased from the site."""
    complaints = await ComplaintStore(session).read(ids)
    brands = await ReplicaStore(session).brands(sorted({each.brand_id for each in complaints.values()}))
    states = {
        id_: to_public(each, brands[each.brand_id].sector if each.brand_id in brands else None)
        for id_, each in complaints.items()
    }
    return {id_: state for id_, state in states.items() if state}
