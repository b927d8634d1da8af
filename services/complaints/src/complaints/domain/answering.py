"""The brand reads, answers in public, names another brand; the author says whether a promise was kept."""

from dataclasses import dataclass
from datetime import date, datetime

from complaints.domain import facts
from complaints.domain.complaint import Complaint, Response, require
from complaints.domain.days import day_of, window_end
from complaints.domain.errors import (
    InvalidError,
    NoReattributionError,
    PromiseNotAskedError,
    ResponseHeldError,
    ResponseNeedsRewordingError,
)
from complaints.domain.facts import (
    By,
    Escalated,
    Fact,
    Notified,
    PromiseAnswered,
    PromiseFellDue,
    Read,
    Reattributed,
    ReattributionDeclined,
    ReattributionProposed,
    ResponseHeld,
    ResponseKind,
    ResponsePublished,
)
from complaints.domain.status import may_happen
from complaints.domain.terms import RESPONSE_LENGTH, Terms


@dataclass(frozen=True)
class Respond:
    """The brand's official response, its text already masked."""

    response_id: str
    kind: ResponseKind
    text: str
    objections: tuple[str, ...]
    """What the screening holds against the text, in French words."""
    promise_due_on: date | None
    other_brand_id: str | None
    """For "not concerned": the brand it should go to."""
    now: datetime


def read(complaint: Complaint, now: datetime) -> Read | None:
    """The brand opened the complaint; only the first time counts."""
    require(complaint, facts.Read)
    return None if complaint.read_at else Read(now)


def respond(
    complaint: Complaint, command: Respond, terms: Terms
) -> tuple[ResponsePublished, *tuple[ReattributionProposed, ...]]:
    """The response, and the proposal to move the complaint where the brand names another.

    Raises:
        NotInThisStateError: the complaint takes no response.
        InvalidError, ResponseNeedsRewordingError: a value to correct.
    """
    require(complaint, facts.ResponsePublished)
    _check(complaint, command)
    return _publish(complaint, command, terms)


def _publish(
    complaint: Complaint, command: Respond, terms: Terms
) -> tuple[ResponsePublished, *tuple[ReattributionProposed, ...]]:
    open_window = not (complaint.rating or complaint.escalated_at)
    rate_until = window_end(command.now, terms.rating_window) if open_window else None
    response = ResponsePublished(
        command.now,
        command.response_id,
        command.kind,
        command.text.strip(),
        command.promise_due_on,
        rate_until,
        first=not complaint.responses,
    )
    if command.kind is ResponseKind.NOT_CONCERNED and command.other_brand_id:
        require(complaint, facts.ReattributionProposed)
        return response, ReattributionProposed(command.now, command.other_brand_id)
    return (response,)


def hold(complaint: Complaint, command: Respond, findings: tuple[str, ...]) -> ResponseHeld:
    """The response of a claim code's holder, the first of the complaint: staff looks before it appears.

    Args:
        command: its text as written.
        findings: what the screening found in it, for staff.

    Raises:
        NotInThisStateError: the complaint takes no first response.
        ResponseHeldError: one waits already.
        InvalidError: a value to correct.
    """
    require(complaint, facts.ResponseHeld)
    if complaint.held_response:
        raise ResponseHeldError
    _check(complaint, command)
    return ResponseHeld(
        command.now,
        command.response_id,
        command.kind,
        command.text.strip(),
        command.promise_due_on,
        command.other_brand_id,
        findings,
    )


def publish_held(complaint: Complaint, text: str, terms: Terms, now: datetime) -> tuple[Fact, ...]:
    """What follows when staff lets the held response appear: who answers has read.

    Args:
        text: as it is shown.

    Raises:
        NotInThisStateError: not public now.
    """
    require(complaint, facts.ResponsePublished)
    held = complaint.held_response
    assert held, "only what is held is in review"
    command = Respond(held.id, held.kind, text, (), held.promise_due_on, held.other_brand_id, now)
    opened = read(complaint, now)
    return (*([opened] if opened else []), *_publish(complaint, command, terms))


def notify(complaint: Complaint, now: datetime) -> Notified | None:
    """The mail server took the brand's notification. One for a complaint that ended meanwhile is moot; to a brand
    that has answered, it is no news."""
    if complaint.responses or not may_happen(Notified, complaint.status):
        return None
    return Notified(now)


def _check(complaint: Complaint, command: Respond) -> None:
    low, high = RESPONSE_LENGTH
    if not low <= len(command.text.strip()) <= high:
        raise InvalidError(f"Écrivez une réponse de {low} à {high} signes.", "text")
    if command.objections:
        raise ResponseNeedsRewordingError(command.objections)
    if command.promise_due_on and command.kind is not ResponseKind.PROPOSAL:
        raise InvalidError("Seule une proposition porte une date d’échéance.", "promise_due_on")
    if command.promise_due_on and command.promise_due_on < day_of(command.now):
        raise InvalidError("La date d’échéance est déjà passée.", "promise_due_on")
    if command.other_brand_id == complaint.brand_id:
        raise InvalidError("Indiquez une autre marque que la vôtre.", "other_brand_id")
    if command.other_brand_id and command.kind is not ResponseKind.NOT_CONCERNED:
        raise InvalidError("Une autre marque ne s’indique que pour «\u00a0non concernée\u00a0».", "other_brand_id")


def answer_reattribution(
    complaint: Complaint, accepted: bool, by: By, now: datetime
) -> Reattributed | ReattributionDeclined:
    """The author's answer to "not us, but them"; after the author's no, staff's.

    Raises:
        NotInThisStateError: not public now, or too late to move it.
        NoReattributionError: nothing is proposed, or it is the other side's turn.
    """
    require(complaint, facts.ReattributionDeclined)
    turn = By.STAFF if complaint.reattribution_declined else By.CONSUMER
    if complaint.proposed_brand_id is None or by is not turn:
        raise NoReattributionError
    if not accepted:
        return ReattributionDeclined(now, by)
    require(complaint, facts.Reattributed)
    return Reattributed(now, complaint.brand_id, complaint.proposed_brand_id)


def promise_due(complaint: Complaint, now: datetime) -> tuple[PromiseFellDue, ...]:
    """The promises whose day is over and about which nobody asked yet.

    Raises NotInThisStateError where the text is not on the site: the question waits.
    """
    require(complaint, facts.PromiseFellDue)
    return tuple(
        PromiseFellDue(now, response.id, response.promise_due_on)
        for response in complaint.responses
        if response.promise_due_on and not response.promise_asked and response.promise_due_on < day_of(now)
    )


def answer_promise(complaint: Complaint, response_id: str, kept: bool, now: datetime) -> PromiseAnswered:
    """The author says whether a promise was kept; the last answer counts.

    Raises:
        PromiseNotAskedError: that response promised nothing that is due.
    """
    require(complaint, facts.PromiseAnswered)
    if not any(_is_due(response, response_id) for response in complaint.responses):
        raise PromiseNotAskedError
    return PromiseAnswered(now, response_id, kept)


def _is_due(response: Response, response_id: str) -> bool:
    return response.id == response_id and response.promise_asked


def escalate(complaint: Complaint, now: datetime) -> Escalated | None:
    """The author made a dispute of it; None where it is over already."""
    return Escalated(now) if may_happen(Escalated, complaint.status) else None
