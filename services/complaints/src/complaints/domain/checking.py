"""The check before publication: what the screening found decides between publishing and a human."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from complaints.domain import answering, facts
from complaints.domain.complaint import Complaint, require
from complaints.domain.errors import InvalidError, NotInThisStateError
from complaints.domain.facts import (
    Cleared,
    CommentPublished,
    CommentRefused,
    Control,
    Fact,
    Held,
    Published,
    Refused,
    ResponseRefused,
    Subject,
)
from complaints.domain.terms import Terms

GROUNDS = (
    "insult",
    "hate",
    "threat",
    "crime-accusation",
    "personal-data",
    "not-an-experience",
    "out-of-scope",
    "duplicate",
    "false",
    "advertising",
    "other",
)
"""The published grounds of a refusal, a suspension or a removal."""

BRAND_REFUSED = "brand-refused"
"""Ground of a refusal that follows from the brand's: it has no page and will have none."""


@dataclass(frozen=True)
class Checked:
    """What the screening says of a complaint's texts, or of a comment."""

    hold: bool
    findings: tuple[str, ...]
    masked: bool
    text: str
    """As it would be shown."""
    title: str = ""
    """As it would be shown; a comment has none."""


@dataclass(frozen=True)
class DecidePublication:
    """A moderator's decision on the text in review. `ground` is set for a refusal only."""

    publish: bool
    ground: str | None
    now: datetime


def check(complaint: Complaint, checked: Checked, brand_listed: bool, now: datetime) -> Held | Cleared | Published:
    """The outcome of the automatic check. Raises NotInThisStateError where it was checked before."""
    require(complaint, facts.Held)
    if checked.hold:
        return Held(now, checked.findings)
    control = Control.AUTOMATIC_MASKED if checked.masked else Control.AUTOMATIC
    return _publish(control, checked.title, checked.text, brand_listed, now)


REFUSALS: Mapping[Subject, type[Refused | CommentRefused | ResponseRefused]] = {
    Subject.COMPLAINT: Refused,
    Subject.COMMENT: CommentRefused,
    Subject.RESPONSE: ResponseRefused,
}


def decide(
    complaint: Complaint, command: DecidePublication, checked: Checked, brand_listed: bool, terms: Terms
) -> tuple[Fact, ...]:
    """A moderator's decision on the text in review; personal data stay masked either way. Its own fact comes last but
    for what a published response proposes.

    Raises:
        NotInThisStateError: no text is in review, or the complaint is off the site.
        InvalidError: a refusal without one of the published grounds.
    """
    if complaint.review is None:
        raise NotInThisStateError(complaint.status)
    if not command.publish:
        return (REFUSALS[complaint.review](command.now, check_ground(command.ground)),)
    match complaint.review:
        case Subject.COMMENT:
            return (CommentPublished(command.now, checked.text),)
        case Subject.RESPONSE:
            return answering.publish_held(complaint, checked.text, terms, command.now)
        case Subject.COMPLAINT:
            control = Control.MODERATOR_MASKED if checked.masked else Control.MODERATOR
            return (_publish(control, checked.title, checked.text, brand_listed, command.now),)


def check_ground(ground: str | None) -> str:
    """The ground, if it is one of the published ones. Raises InvalidError."""
    if ground not in GROUNDS:
        raise InvalidError("Choisissez un des motifs publiés.", "ground")
    return ground


def publish_cleared(complaint: Complaint, now: datetime) -> Published:
    """The brand has its page: a checked complaint appears."""
    require(complaint, facts.Published)
    assert complaint.control
    return Published(now, complaint.control, complaint.shown_title or "", complaint.shown_text or "")


def refuse_with_brand(complaint: Complaint, now: datetime) -> Refused:
    """The brand will have no page."""
    require(complaint, facts.Refused)
    return Refused(now, BRAND_REFUSED)


def _publish(control: Control, title: str, text: str, listed: bool, now: datetime) -> Cleared | Published:
    return Published(now, control, title, text) if listed else Cleared(now, control, title, text)
