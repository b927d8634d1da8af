"""The author's verdict, and what silence means."""

from dataclasses import dataclass
from datetime import datetime

from complaints.domain import facts
from complaints.domain.checking import Checked
from complaints.domain.complaint import Complaint, require
from complaints.domain.days import window_end
from complaints.domain.errors import InvalidError
from complaints.domain.facts import CommentHeld, RatingReminded, ResponseRated, SatisfactionPresumed
from complaints.domain.terms import COMMENT_LENGTH, Terms


@dataclass(frozen=True)
class RateResponse:
    """The author rates the answer."""

    note: int
    solved: bool
    would_buy_again: bool
    comment: str | None
    now: datetime


def rate(
    complaint: Complaint, command: RateResponse, checked: Checked | None
) -> tuple[ResponseRated, *tuple[CommentHeld, ...]]:
    """The rating. After the window it is late, and corrects the presumption.

    It counts at once; a comment in which the check found something for a human is held.

    Args:
        checked: what the screening says of the comment; None without one.

    Raises:
        NotInThisStateError: there is no answer to rate.
        InvalidError: a value to correct.
    """
    require(complaint, facts.ResponseRated)
    if not 0 <= command.note <= 10:
        raise InvalidError("Donnez une note de 0 à 10.", "note")
    if command.comment and len(command.comment) > COMMENT_LENGTH:
        raise InvalidError(f"Résumez votre avis en {COMMENT_LENGTH} signes au plus.", "comment")
    late = complaint.rate_until is not None and command.now >= complaint.rate_until
    shown = checked.text if checked and not checked.hold else None
    rated = ResponseRated(
        command.now, command.note, command.solved, command.would_buy_again, command.comment, shown, late
    )
    return (rated, CommentHeld(command.now, checked.findings)) if checked and checked.hold else (rated,)


def reminder_times(answered_at: datetime, terms: Terms) -> tuple[datetime, ...]:
    """When the author is reminded: the moments after the answer, before the window closes."""
    end = window_end(answered_at, terms.rating_window)
    return tuple(answered_at + after for after in terms.reminders if answered_at + after < end)


def remind(complaint: Complaint, nth: int, now: datetime) -> RatingReminded:
    """The nth reminder. Raises NotInThisStateError where there is nothing left to remind of."""
    require(complaint, facts.RatingReminded)
    return RatingReminded(now, nth)


def presume(complaint: Complaint, now: datetime) -> SatisfactionPresumed | None:
    """Silence until the end of the window counts as presumed satisfaction, apart from ratings.

    None where the window was opened anew meanwhile. Raises NotInThisStateError where there is nothing to presume.
    """
    require(complaint, facts.SatisfactionPresumed)
    if complaint.rate_until is None or now < complaint.rate_until:
        return None
    return SatisfactionPresumed(now)
