"""From filing to publication."""

from complaints.domain.checking import check, publish_cleared, refuse_with_brand
from complaints.domain.filing import FiledToday, file, marks_of
from complaints.domain.status import Status
from complaints.messages.commands import to_file, to_ref
from complaints.messages.facts import to_contract
from complaints.storage.complaints import ComplaintStore
from complaints.storage.evidence import DraftStore
from complaints.storage.replicas import ReplicaStore
from complaints.usecases.common import Rules, check_texts, load, record
from complaints.usecases.evidence import DRAFT_EXPIRY
from contracts.http import complaints as http
from servicekit.ids import new_id
from servicekit.work import Work

CHECK = "check"
"""Timer: the automatic check, right after filing."""


async def file_complaint(work: Work, body: http.FileComplaint, rules: Rules) -> http.ComplaintRef:
    """Files a complaint; the check follows as a step of its own."""
    store = ComplaintStore(work.session)
    limited = rules.terms.limited
    today = await store.filed_today(work.principal.account_id, work.now) if limited else FiledToday(0, frozenset())
    number = await store.next_number(work.now)
    marks = marks_of(body.triage, rules.triage)
    ids = (await _take_draft(work, body), number, work.principal.account_id)
    command = to_file(body, marks, *ids, rules.version, work.now)
    complaint, filed = file(command, today, rules.terms)
    await store.add(complaint)
    if message := to_contract(complaint, filed):
        work.publish(message)
    await work.schedule(CHECK, complaint.id, work.now)
    return to_ref(complaint)


async def _take_draft(work: Work, body: http.FileComplaint) -> str:
    """The complaint's id: its draft's, so that the files added there are its own; the draft ends."""
    if body.draft_id and await DraftStore(work.session).remove(body.draft_id):
        await work.unschedule(DRAFT_EXPIRY, body.draft_id)
        return body.draft_id
    return new_id()


async def check_complaint(complaint_id: str, work: Work, rules: Rules) -> None:
    """The automatic check; one that was withdrawn meanwhile is left alone."""
    complaint = await load(work, complaint_id)
    if complaint.status is not Status.FILED:
        return
    listed = await is_listed(work, complaint.brand_id)
    await record(work, complaint, check(complaint, check_texts(complaint, rules), listed, work.now))


async def publish_waiting(work: Work, brand_id: str) -> None:
    """A brand got its page: the checked complaints about it appear."""
    for complaint_id in await ComplaintStore(work.session).cleared_of_brand(brand_id):
        complaint = await load(work, complaint_id)
        await record(work, complaint, publish_cleared(complaint, work.now))


async def refuse_waiting(work: Work, brand_id: str) -> None:
    """A suggested brand was refused: the complaints that wait for it are too."""
    for complaint_id in await ComplaintStore(work.session).cleared_of_brand(brand_id):
        complaint = await load(work, complaint_id)
        await record(work, complaint, refuse_with_brand(complaint, work.now))


async def is_listed(work: Work, brand_id: str) -> bool:
    """True where the brand has a page."""
    brand = await ReplicaStore(work.session).brand(brand_id)
    return brand is not None and brand.sector is not None
