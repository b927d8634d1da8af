"""What can happen to a complaint, in the order of its life. `status.py` says from which state, to which."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Control(StrEnum):
    """How a published text was checked."""

    AUTOMATIC = "automatic"
    AUTOMATIC_MASKED = "automatic-masked"
    MODERATOR = "moderator"
    MODERATOR_MASKED = "moderator-masked"


class ResponseKind(StrEnum):
    """A brand's official response."""

    PROPOSAL = "proposal"
    REFUSAL = "refusal"
    NOT_CONCERNED = "not-concerned"


class By(StrEnum):
    """Whose side somebody speaks for."""

    CONSUMER = "consumer"
    BRAND = "brand"
    STAFF = "staff"


class Subject(StrEnum):
    """Which text of a complaint a moderator decides about."""

    COMPLAINT = "complaint"
    COMMENT = "comment"
    """The comment of the author's rating."""
    RESPONSE = "response"
    """The response of a brand without an owner, by the holder of its claim code."""


@dataclass(frozen=True)
class Fact:
    """Base of all facts."""

    at: datetime


@dataclass(frozen=True)
class Filed(Fact):
    """The consumer filed; a check follows."""


@dataclass(frozen=True)
class Held(Fact):
    """The check found something a human must look at."""

    findings: tuple[str, ...]


@dataclass(frozen=True)
class Cleared(Fact):
    """The check passed; the brand has no page yet, so publication waits for it."""

    control: Control
    title: str
    text: str


@dataclass(frozen=True)
class Published(Fact):
    """Public from now on, with the texts as they are shown."""

    control: Control
    title: str
    text: str


@dataclass(frozen=True)
class Refused(Fact):
    """A moderator refused to publish."""

    ground: str


@dataclass(frozen=True)
class Notified(Fact):
    """The mail server took the brand's notification."""


@dataclass(frozen=True)
class Read(Fact):
    """The brand opened it for the first time."""


@dataclass(frozen=True)
class MessagePosted(Fact):
    """Somebody wrote in the private thread."""

    message_id: str
    by: By


@dataclass(frozen=True)
class ResponsePublished(Fact):
    """The brand answered in public."""

    response_id: str
    kind: ResponseKind
    text: str
    promise_due_on: date | None
    rate_until: datetime | None
    """None where the author has rated already: a rating needs no second window."""
    first: bool


@dataclass(frozen=True)
class ResponseHeld(Fact):
    """Somebody with the claim code of a brand without an owner answered: staff looks first."""

    response_id: str
    kind: ResponseKind
    text: str
    """As written."""
    promise_due_on: date | None
    other_brand_id: str | None
    findings: tuple[str, ...]


@dataclass(frozen=True)
class ResponseRefused(Fact):
    """A moderator refused that response; another may be written."""

    ground: str


@dataclass(frozen=True)
class RatingReminded(Fact):
    """A reminder of the open window fell due."""

    nth: int


@dataclass(frozen=True)
class ResponseRated(Fact):
    """The author's verdict; the last one counts."""

    note: int
    solved: bool
    would_buy_again: bool
    comment: str | None
    """As written."""
    shown_comment: str | None
    """As everyone reads it; None where there is none, or where a human must see it first."""
    late: bool


@dataclass(frozen=True)
class CommentHeld(Fact):
    """The check of a rating's comment found something a human must look at; the rating itself counts."""

    findings: tuple[str, ...]


@dataclass(frozen=True)
class CommentPublished(Fact):
    """A moderator let the comment appear, as it is shown."""

    text: str


@dataclass(frozen=True)
class CommentRefused(Fact):
    """A moderator refused the comment; the rating stays."""

    ground: str


@dataclass(frozen=True)
class SatisfactionPresumed(Fact):
    """The window closed without a rating."""


@dataclass(frozen=True)
class PromiseFellDue(Fact):
    """The day of a promise is over; the author is asked."""

    response_id: str
    due_on: date


@dataclass(frozen=True)
class PromiseAnswered(Fact):
    """The author said whether a promise was kept."""

    response_id: str
    kept: bool


@dataclass(frozen=True)
class ReattributionProposed(Fact):
    """The brand named another brand as the right one."""

    to_brand_id: str


@dataclass(frozen=True)
class ReattributionDeclined(Fact):
    """The author, then staff, left the complaint where it is."""

    by: By


@dataclass(frozen=True)
class Reattributed(Fact):
    """The complaint moved; the new brand's delay runs from now."""

    from_brand_id: str
    to_brand_id: str


@dataclass(frozen=True)
class Escalated(Fact):
    """The author made a dispute of it: silence no longer passes for satisfaction."""


@dataclass(frozen=True)
class Suspended(Fact):
    """Staff took the text off the site for the time of a check."""

    ground: str


@dataclass(frozen=True)
class Reinstated(Fact):
    """A suspended complaint is public again; an unrated answer gets a new window."""

    rate_until: datetime | None


@dataclass(frozen=True)
class Removed(Fact):
    """Staff removed it for good."""

    ground: str


@dataclass(frozen=True)
class Withdrawn(Fact):
    """The author withdrew: everything written is erased."""
