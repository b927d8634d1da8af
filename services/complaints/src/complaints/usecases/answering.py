"""The brand reads, talks, answers; the author talks, rates, says whether promises were kept."""

from datetime import datetime

from complaints.domain import answering, rating, thread
from complaints.domain.access import holds_code, require_side, side_of
from complaints.domain.complaint import Complaint
from complaints.domain.days import end_of
from complaints.domain.errors import ComplaintNotFoundError
from complaints.domain.facts import By, RatingReminded, Subject
from complaints.domain.screening import FOR_A_HUMAN, LABELS, masked, screen
from complaints.domain.status import may_happen
from complaints.messages.commands import to_rate, to_ref, to_respond
from complaints.messages.moderation import to_held_response
from complaints.storage.tables import MessageRow
from complaints.storage.thread import ThreadStore
from complaints.usecases.common import CONTEXT, Rules, check_text, load, reader_of, record
from contracts.http import complaints as http
from contracts.http.moderation import HeldResponseView
from servicekit.ids import new_id
from servicekit.work import Work

RATING_WINDOW = "rating-window"
"""Timer: the end of the rating window."""

REMINDER = "rating-reminder-{}"
"""Timers: the reminders of the window, numbered from 1."""

PROMISE = "promise"
"""Timer: the end of the day of the earliest promise nobody asked about yet."""


async def post_message(work: Work, complaint_id: str, body: http.PostMessage) -> http.MessageRef:
    """Somebody writes in the private thread."""
    complaint = await load(work, complaint_id)
    side = side_of(complaint, await reader_of(work))
    command = thread.PostMessage(new_id(), side, body.text, work.now)
    posted = thread.post(complaint, command)
    row = MessageRow(
        id=posted.message_id,
        complaint_id=complaint.id,
        by=side.value,
        account_id=work.principal.account_id,
        text=body.text.strip(),
        posted_at=work.now,
    )
    ThreadStore(work.session).add(row)
    await record(work, complaint, posted)
    return http.MessageRef(message_id=row.id, posted_at=row.posted_at)


async def respond(work: Work, complaint_id: str, body: http.Respond, rules: Rules) -> http.ComplaintRef:
    """The brand answers in public: personal data are masked, words that a human must see are sent back.

    The holder of a claim code answers too; staff looks at it first.
    """
    complaint, reader = await load(work, complaint_id), await reader_of(work)
    if holds_code(complaint, reader):
        return await _hold(work, complaint, body, rules)
    require_side(complaint, reader, By.BRAND)
    found = screen(body.text, CONTEXT, rules.lexicons)
    objections = tuple(LABELS[kind] for kind in found.kinds if kind in FOR_A_HUMAN)
    command = to_respond(body, new_id(), masked(body.text, found.findings), objections, work.now)
    response, *proposal = answering.respond(complaint, command, rules.terms)
    # Who answers has read, whatever the way the complaint was seen.
    read = answering.read(complaint, work.now)
    complaint = await record(work, complaint, *([read] if read else []), response, *proposal)
    if response.rate_until:
        await open_window(work, complaint.id, response.at, response.rate_until, rules)
    await schedule_promise(work, complaint)
    return to_ref(complaint)


async def _hold(work: Work, complaint: Complaint, body: http.Respond, rules: Rules) -> http.ComplaintRef:
    command = to_respond(body, new_id(), body.text, (), work.now)
    held = answering.hold(complaint, command, check_text(body.text, rules).findings)
    return to_ref(await record(work, complaint, held))


async def view_held_response(work: Work, complaint_id: str) -> HeldResponseView:
    """What became of the response of a claim code's holder, for whoever holds the code."""
    complaint = await load(work, complaint_id)
    if not holds_code(complaint, await reader_of(work)):
        raise ComplaintNotFoundError
    statements = await ThreadStore(work.session).statements(complaint.id)
    return to_held_response(complaint, [each for each in statements if each.subject == Subject.RESPONSE])


async def open_window(work: Work, complaint_id: str, start: datetime, end: datetime, rules: Rules) -> None:
    """Sets the timers of a rating window: its end and its reminders."""
    await work.schedule(RATING_WINDOW, complaint_id, end)
    for nth, at in enumerate(rating.reminder_times(start, rules.terms), start=1):
        await work.schedule(REMINDER.format(nth), complaint_id, at)


async def schedule_promise(work: Work, complaint: Complaint) -> None:
    """Sets the timer of the earliest promise that nobody asked about."""
    due = [each.promise_due_on for each in complaint.responses if each.promise_due_on and not each.promise_asked]
    if due:
        await work.schedule(PROMISE, complaint.id, end_of(min(due)))


async def rate_response(work: Work, complaint_id: str, body: http.RateResponse, rules: Rules) -> http.ComplaintRef:
    """The author's verdict. Personal data in the comment are masked; a doubtful comment waits for a moderator."""
    complaint = await load(work, complaint_id)
    require_side(complaint, await reader_of(work), By.CONSUMER)
    command = to_rate(body, work.now)
    checked = check_text(command.comment, rules) if command.comment else None
    rated = rating.rate(complaint, command, checked)
    await close_window(work, complaint.id, rules)
    return to_ref(await record(work, complaint, *rated))


async def close_window(work: Work, complaint_id: str, rules: Rules) -> None:
    """Takes the timers of the rating window away."""
    await work.unschedule(RATING_WINDOW, complaint_id)
    for nth in range(1, len(rules.terms.reminders) + 1):
        await work.unschedule(REMINDER.format(nth), complaint_id)


async def remind(complaint_id: str, work: Work, nth: int) -> None:
    """A reminder fell due; moot where a long stop made it later than the window, or a dispute ended the window."""
    complaint = await load(work, complaint_id)
    if complaint.rate_until is None or not may_happen(RatingReminded, complaint.status):
        return
    await record(work, complaint, rating.remind(complaint, nth, work.now))


async def presume(complaint_id: str, work: Work) -> None:
    """The window closed without a rating."""
    complaint = await load(work, complaint_id)
    if presumed := rating.presume(complaint, work.now):
        await record(work, complaint, presumed)


async def ask_about_promise(complaint_id: str, work: Work) -> None:
    """The day of a promise is over."""
    complaint = await load(work, complaint_id)
    complaint = await record(work, complaint, *answering.promise_due(complaint, work.now))
    await schedule_promise(work, complaint)


async def answer_promise(work: Work, complaint_id: str, body: http.AnswerPromise) -> http.ComplaintRef:
    """The author says whether a promise was kept."""
    complaint = await load(work, complaint_id)
    require_side(complaint, await reader_of(work), By.CONSUMER)
    answered = answering.answer_promise(complaint, body.response_id, body.kept, work.now)
    return to_ref(await record(work, complaint, answered))


async def answer_reattribution(
    work: Work, complaint_id: str, body: http.AnswerReattribution, rules: Rules
) -> http.ComplaintRef:
    """The author, then staff, says whether the complaint moves to the brand that was named."""
    complaint = await load(work, complaint_id)
    side = require_side(complaint, await reader_of(work), By.CONSUMER, By.STAFF)
    fact = answering.answer_reattribution(complaint, body.accepted, side, work.now)
    if body.accepted:
        await close_window(work, complaint.id, rules)
        await work.unschedule(PROMISE, complaint.id)
    return to_ref(await record(work, complaint, fact))


async def note_escalated(work: Work, complaint_id: str) -> None:
    """The author made a dispute of it: a window that is open ends, its timers find nothing to do."""
    complaint = await load(work, complaint_id)
    if escalated := answering.escalate(complaint, work.now):
        await record(work, complaint, escalated)


async def note_notified(work: Work, complaint_id: str) -> None:
    """The mail server took the brand's notification."""
    complaint = await load(work, complaint_id)
    if notified := answering.notify(complaint, work.now):
        await record(work, complaint, notified)
