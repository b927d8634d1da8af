"""Staff has a case open, suspends, reinstates, removes a published complaint; its author withdraws it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from complaints.domain import facts
from complaints.domain.checking import check_ground
from complaints.domain.complaint import Complaint, require
from complaints.domain.days import window_end
from complaints.domain.errors import CaseChangedError, CaseTakenError, InvalidError
from complaints.domain.facts import Fact, Reinstated, Removed, Subject, Suspended, Withdrawn
from complaints.domain.status import Status, may_happen
from complaints.domain.terms import Terms

REVIEWING = ("publish", "publish-masked", "refuse")
"""Decisions about a text in review."""

AFTERWARDS: Mapping[str, type[Fact]] = {
    "suspend": facts.Suspended,
    "reinstate": facts.Reinstated,
    "remove": facts.Removed,
}
"""Decisions about a complaint that was published, with what follows from each."""


@dataclass(frozen=True)
class Opening:
    """A moderator has the case open: until then it is theirs to decide."""

    moderator_id: str
    opened_at: datetime
    until: datetime

    def is_of_colleague(self, moderator_id: str, now: datetime) -> bool:
        """True while another moderator has the case open."""
        return self.moderator_id != moderator_id and now < self.until


def open_case(opening: Opening | None, moderator_id: str, terms: Terms, now: datetime) -> Opening:
    """Who has the case open after this moderator opened it: a colleague who was first keeps it."""
    if opening is None or now >= opening.until:
        return Opening(moderator_id, now, now + terms.opening)
    return replace(opening, until=now + terms.opening) if opening.moderator_id == moderator_id else opening


def check_turn(complaint: Complaint, version: int, opening: Opening | None, moderator_id: str, now: datetime) -> None:
    """Whether this moderator may decide on the case as it was read.

    Args:
        version: of the case that the moderator read.

    Raises:
        CaseChangedError: something happened to it since.
        CaseTakenError: a colleague has it open.
    """
    if version != complaint.version:
        raise CaseChangedError(complaint.status)
    if opening and opening.is_of_colleague(moderator_id, now):
        raise CaseTakenError(opening.opened_at, opening.until)


def decisions(complaint: Complaint) -> tuple[str, ...]:
    """What a moderator may decide now."""
    afterwards = (name for name, fact in AFTERWARDS.items() if may_happen(fact, complaint.status))
    return (*(REVIEWING if complaint.review else ()), *afterwards)


@dataclass(frozen=True)
class Statement:
    """The statement of reasons of a decision (DSA article 17)."""

    subject: Subject
    decision: str
    ground: str | None
    explanation: str
    automatic_detection: tuple[str, ...]
    """Kinds of finding that brought the text to a human."""
    decided_at: datetime


def state_reasons(
    complaint: Complaint, decision: str, ground: str | None, explanation: str, now: datetime
) -> Statement:
    """The reasons of a decision on the case as it was before.

    Raises:
        InvalidError: a decision against the author that does not say on which facts it rests.
    """
    if ground and not explanation.strip():
        raise InvalidError("Dites quels faits vous retenez.", "explanation")
    subject = complaint.review if decision in REVIEWING and complaint.review else Subject.COMPLAINT
    detection = complaint.findings if decision in REVIEWING else ()
    return Statement(subject, decision, ground, explanation.strip(), detection, now)


def suspend(complaint: Complaint, ground: str | None, now: datetime) -> Suspended:
    """Raises NotInThisStateError, or InvalidError for an unpublished ground."""
    require(complaint, facts.Suspended)
    return Suspended(now, check_ground(ground))


def reinstate(complaint: Complaint, terms: Terms, now: datetime) -> Reinstated:
    """An answer that still waits for its rating gets a whole new window. Raises NotInThisStateError."""
    require(complaint, facts.Reinstated)
    waiting = complaint.suspended_from is Status.ANSWERED and complaint.escalated_at is None
    return Reinstated(now, window_end(now, terms.rating_window) if waiting else complaint.rate_until)


def remove(complaint: Complaint, ground: str | None, now: datetime) -> Removed:
    """Raises NotInThisStateError, or InvalidError for an unpublished ground."""
    require(complaint, facts.Removed)
    return Removed(now, check_ground(ground))


def withdraw(complaint: Complaint, now: datetime) -> Withdrawn:
    """The author may always withdraw, once. Raises NotInThisStateError."""
    require(complaint, facts.Withdrawn)
    return Withdrawn(now)
