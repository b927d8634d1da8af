"""Staff decides with a statement of reasons; the author withdraws and everything written is erased."""

from complaints.domain import moderating
from complaints.domain.access import require_side
from complaints.domain.complaint import Complaint
from complaints.domain.facts import By
from complaints.domain.status import Status
from complaints.messages import to_ref
from complaints.storage.evidence import EvidenceStore
from complaints.storage.tables import StatementRow
from complaints.storage.thread import ThreadStore
from complaints.usecases.answering import PROMISE, close_window, open_window, schedule_promise
from complaints.usecases.common import Rules, load, reader_of, record
from complaints.usecases.evidence import ERASE
from complaints.usecases.filing import decide_held
from contracts.http import complaints as http
from servicekit.ids import new_id
from servicekit.work import Work


async def decide(work: Work, complaint_id: str, body: http.DecidePublication, rules: Rules) -> http.ComplaintRef:
    """A moderator's decision, stored with its reasons in the same transaction."""
    complaint = await load(work, complaint_id)
    require_side(complaint, await reader_of(work), By.STAFF)
    detected = complaint.findings
    complaint = await _decide(work, complaint, body, rules)
    ThreadStore(work.session).add(
        StatementRow(
            id=new_id(),
            complaint_id=complaint.id,
            decision=body.decision,
            ground=complaint.ground,
            explanation=body.explanation.strip(),
            automatic_detection=list(detected),
            moderator_id=work.principal.account_id,
            decided_at=work.now,
        )
    )
    return to_ref(complaint)


async def _decide(work: Work, complaint: Complaint, body: http.DecidePublication, rules: Rules) -> Complaint:
    match body.decision:
        case "publish" | "publish-masked" | "refuse":
            return await decide_held(work, complaint, body.decision, body.ground, rules)
        case "suspend":
            await close_window(work, complaint.id, rules)
            await work.unschedule(PROMISE, complaint.id)
            return await record(work, complaint, moderating.suspend(complaint, body.ground, work.now))
        case "reinstate":
            return await _reinstate(work, complaint, rules)
        case "remove":
            await close_window(work, complaint.id, rules)
            await work.unschedule(PROMISE, complaint.id)
            return await record(work, complaint, moderating.remove(complaint, body.ground, work.now))


async def _reinstate(work: Work, complaint: Complaint, rules: Rules) -> Complaint:
    complaint = await record(work, complaint, moderating.reinstate(complaint, rules.terms, work.now))
    if complaint.status is Status.ANSWERED and complaint.rate_until:
        await open_window(work, complaint.id, work.now, complaint.rate_until, rules)
    await schedule_promise(work, complaint)
    return complaint


async def withdraw(work: Work, complaint_id: str, rules: Rules) -> http.ComplaintRef:
    """The author withdraws: texts, messages and files are erased, a shell with dates stays."""
    complaint = await load(work, complaint_id)
    require_side(complaint, await reader_of(work), By.CONSUMER)
    withdrawn = moderating.withdraw(complaint, work.now)
    await close_window(work, complaint.id, rules)
    await work.unschedule(PROMISE, complaint.id)
    await ThreadStore(work.session).erase(complaint.id)
    await EvidenceStore(work.session).orphan_all(complaint.id)
    await work.schedule(ERASE, complaint.id, work.now)
    return to_ref(await record(work, complaint, withdrawn))
