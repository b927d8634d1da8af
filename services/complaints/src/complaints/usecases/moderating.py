"""Staff decides with a statement of reasons; the author withdraws and everything written is erased."""

from complaints.domain import checking, moderating
from complaints.domain.access import require_side
from complaints.domain.checking import DecidePublication
from complaints.domain.complaint import Complaint
from complaints.domain.facts import (
    By,
    CommentRefused,
    Fact,
    Refused,
    Reinstated,
    Removed,
    ResponsePublished,
    ResponseRefused,
    Suspended,
)
from complaints.domain.moderating import Statement
from complaints.domain.screening import PERSONAL_DATA
from complaints.domain.status import Status
from complaints.messages.commands import to_ref
from complaints.messages.moderation import to_preview, to_statement_row
from complaints.storage.evidence import EvidenceStore
from complaints.storage.openings import OpeningStore
from complaints.storage.thread import ThreadStore
from complaints.usecases.answering import PROMISE, close_window, open_window, schedule_promise
from complaints.usecases.common import EVERYTHING, Rules, check_review, load, reader_of, record
from complaints.usecases.evidence import ERASE
from complaints.usecases.filing import is_listed
from contracts.http import complaints as http
from contracts.http.moderation import DecideCase, DecisionPreview
from servicekit.ids import new_id
from servicekit.work import Work

GROUNDED = (Refused, CommentRefused, ResponseRefused, Suspended, Removed)
"""Facts of decisions that need a ground."""


async def decide(work: Work, complaint_id: str, body: DecideCase, rules: Rules) -> http.ComplaintRef:
    """A moderator's decision, stored with its reasons in the same transaction."""
    complaint, facts, statement = await _judge(work, complaint_id, body, rules)
    complaint = await record(work, complaint, *facts)
    for fact in facts:
        await _set_timers(work, complaint, fact, rules)
    ThreadStore(work.session).add(to_statement_row(new_id(), complaint.id, statement, work.principal.account_id))
    await OpeningStore(work.session).close(complaint.id)
    return to_ref(complaint)


async def preview(work: Work, complaint_id: str, body: DecideCase, rules: Rules) -> DecisionPreview:
    """What a decision would show, and the statement that its author would read; nothing is kept."""
    return to_preview(*await _judge(work, complaint_id, body, rules))


Judged = tuple[Complaint, tuple[Fact, ...], Statement]
"""The case as it was, what follows from the decision, and its reasons."""


async def _judge(work: Work, complaint_id: str, body: DecideCase, rules: Rules) -> Judged:
    complaint = await load(work, complaint_id)
    require_side(complaint, await reader_of(work), By.STAFF)
    opening = (await OpeningStore(work.session).of([complaint.id])).get(complaint.id)
    moderating.check_turn(complaint, body.version, opening, work.principal.account_id, work.now)
    facts = await _outcome(work, complaint, body, rules)
    ground = next((fact.ground for fact in facts if isinstance(fact, GROUNDED)), None)
    return complaint, facts, moderating.state_reasons(complaint, body.decision, ground, body.explanation, work.now)


async def _outcome(work: Work, complaint: Complaint, body: DecideCase, rules: Rules) -> tuple[Fact, ...]:
    match body.decision:
        case "publish" | "publish-masked" | "refuse":
            command = DecidePublication(body.decision != "refuse", body.ground, work.now)
            # Personal data are masked whatever is decided.
            checked = check_review(complaint, rules, EVERYTHING if body.decision == "publish-masked" else PERSONAL_DATA)
            listed = await is_listed(work, complaint.brand_id)
            return checking.decide(complaint, command, checked, listed, rules.terms)
        case "suspend":
            return (moderating.suspend(complaint, body.ground, work.now),)
        case "reinstate":
            return (moderating.reinstate(complaint, rules.terms, work.now),)
        case "remove":
            return (moderating.remove(complaint, body.ground, work.now),)


async def _set_timers(work: Work, complaint: Complaint, fact: Fact, rules: Rules) -> None:
    """A complaint off the site waits for nothing; one that is back waits for its rating and its promises again."""
    match fact:
        case Suspended() | Removed():
            await close_window(work, complaint.id, rules)
            await work.unschedule(PROMISE, complaint.id)
        case ResponsePublished(at=at, rate_until=until) if until:
            await open_window(work, complaint.id, at, until, rules)
            await schedule_promise(work, complaint)
        case Reinstated():
            if complaint.status is Status.ANSWERED and complaint.rate_until:
                await open_window(work, complaint.id, work.now, complaint.rate_until, rules)
            await schedule_promise(work, complaint)


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
