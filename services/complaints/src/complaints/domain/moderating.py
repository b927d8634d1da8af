"""Staff suspends, reinstates, removes a published complaint; its author withdraws it."""

from datetime import datetime

from complaints.domain import facts
from complaints.domain.checking import check_ground
from complaints.domain.complaint import Complaint, require
from complaints.domain.days import window_end
from complaints.domain.facts import Reinstated, Removed, Suspended, Withdrawn
from complaints.domain.status import Status
from complaints.domain.terms import Terms


def suspend(complaint: Complaint, ground: str | None, now: datetime) -> Suspended:
    """Raises NotInThisStateError, or InvalidError for an unpublished ground."""
    require(complaint, facts.Suspended)
    return Suspended(now, check_ground(ground))


def reinstate(complaint: Complaint, terms: Terms, now: datetime) -> Reinstated:
    """An answer that still waits for its rating gets a whole new window. Raises NotInThisStateError."""
    require(complaint, facts.Reinstated)
    waiting = complaint.suspended_from is Status.ANSWERED
    return Reinstated(now, window_end(now, terms.rating_window) if waiting else complaint.rate_until)


def remove(complaint: Complaint, ground: str | None, now: datetime) -> Removed:
    """Raises NotInThisStateError, or InvalidError for an unpublished ground."""
    require(complaint, facts.Removed)
    return Removed(now, check_ground(ground))


def withdraw(complaint: Complaint, now: datetime) -> Withdrawn:
    """The author may always withdraw, once. Raises NotInThisStateError."""
    require(complaint, facts.Withdrawn)
    return Withdrawn(now)
