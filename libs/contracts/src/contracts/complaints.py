"""Facts and public state of the complaints service."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from contracts.message import Contract, Fact, PublicState
from contracts.vocabulary import (
    Author,
    Category,
    ComplaintStatus,
    Control,
    ModerationGround,
    Region,
    ResponseKind,
    Sector,
)


class ComplaintFact(Fact):
    """What every fact about a complaint carries, so that a reader needs no other record to act on it."""

    complaint_id: str
    brand_id: str
    author_id: str
    """The consumer's account."""
    at: AwareDatetime
    """When it happened in the product: the command's `now`."""


class ComplaintFiled(ComplaintFact, type="complaints.complaint.filed.v1", key="complaint_id"):
    """A consumer filed a complaint; it waits for its check."""

    number: str
    """The number people say: `R-2026-004812`."""


class ComplaintHeld(ComplaintFact, type="complaints.complaint.held.v1", key="complaint_id"):
    """The screening found something that a human must look at."""

    findings: tuple[str, ...]
    """Kinds of finding, without the text."""


class ComplaintPublished(ComplaintFact, type="complaints.complaint.published.v1", key="complaint_id"):
    """The complaint is public, from now on counted in the score."""

    number: str
    point_of_sale_id: str | None = None
    category: Category
    region: Region | None = None
    """Where the author lives, for statistics only: no page and no public topic has it."""
    control: Control


class ComplaintRefused(ComplaintFact, type="complaints.complaint.refused.v1", key="complaint_id"):
    """A moderator refused to publish; the author is told the ground and how to appeal."""

    ground: ModerationGround


class ComplaintRead(ComplaintFact, type="complaints.complaint.read.v1", key="complaint_id"):
    """An agent of the brand opened the complaint for the first time."""


class ComplaintSuspended(ComplaintFact, type="complaints.complaint.suspended.v1", key="complaint_id"):
    """Staff took the text off the site for the time of a check; it weighs nothing meanwhile."""

    ground: ModerationGround


class ComplaintReinstated(ComplaintFact, type="complaints.complaint.reinstated.v1", key="complaint_id"):
    """A suspended complaint is public again."""


class ComplaintRemoved(ComplaintFact, type="complaints.complaint.removed.v1", key="complaint_id"):
    """Staff removed a published complaint for good, with a statement of reasons."""

    ground: ModerationGround


class ComplaintWithdrawn(ComplaintFact, type="complaints.complaint.withdrawn.v1", key="complaint_id"):
    """The author withdrew: texts, files and messages are erased, an empty shell stays."""


class ComplaintReattributed(ComplaintFact, type="complaints.complaint.reattributed.v1", key="complaint_id"):
    """The complaint moved to another brand; `brand_id` is the new one, whose delay starts at `at`."""

    from_brand_id: str


class ReattributionProposed(ComplaintFact, type="complaints.reattribution.proposed.v1", key="complaint_id"):
    """The brand said "not us, but them"; the author is asked, staff decides if the author refuses."""

    to_brand_id: str


class MessagePosted(ComplaintFact, type="complaints.message.posted.v1", key="complaint_id"):
    """Somebody wrote in the private thread; the words never leave the service."""

    message_id: str
    by: Author


class ResponsePublished(ComplaintFact, type="complaints.response.published.v1", key="complaint_id"):
    """The brand answered in public; the author has until `rate_until` to rate."""

    response_id: str
    kind: ResponseKind
    first: bool
    """True for the first public response: the one whose delay counts."""
    rate_until: AwareDatetime | None = None
    """End of the rating window, None when the complaint already has its rating."""
    promise_due_on: date | None = None


class RatingReminded(ComplaintFact, type="complaints.rating.reminded.v1", key="complaint_id"):
    """A reminder of the open rating window fell due."""

    rate_until: AwareDatetime
    nth: int
    """1, 2 or 3."""


class ResponseRated(ComplaintFact, type="complaints.response.rated.v1", key="complaint_id"):
    """The author's verdict; the last one counts."""

    note: int
    """0 to 10."""
    solved: bool
    would_buy_again: bool
    late: bool
    """After the window: it corrects a presumption."""


class CommentHeld(ComplaintFact, type="complaints.comment.held.v1", key="complaint_id"):
    """The screening found something in a rating's comment that a human must look at; the rating counts meanwhile."""

    findings: tuple[str, ...]
    """Kinds of finding, without the text."""


class CommentPublished(ComplaintFact, type="complaints.comment.published.v1", key="complaint_id"):
    """A moderator let a held comment appear."""


class CommentRefused(ComplaintFact, type="complaints.comment.refused.v1", key="complaint_id"):
    """A moderator refused a held comment; the author is told the ground and how to appeal. The rating stays."""

    ground: ModerationGround


class SatisfactionPresumed(ComplaintFact, type="complaints.satisfaction.presumed.v1", key="complaint_id"):
    """The rating window closed without a rating: counted apart from explicit ratings, always."""


class PromiseFellDue(ComplaintFact, type="complaints.promise.fell-due.v1", key="complaint_id"):
    """The due date of a promise passed; the author is asked whether it was kept."""

    response_id: str
    due_on: date


class PromiseAnswered(ComplaintFact, type="complaints.promise.answered.v1", key="complaint_id"):
    """The author said whether the promise was kept."""

    response_id: str
    kept: bool


class EvidenceRequested(ComplaintFact, type="complaints.evidence.requested.v1", key="complaint_id"):
    """A file could not be kept (store down, file unreadable): the author is asked for it again."""

    evidence_id: str
    reason: Literal["store-unavailable", "unreadable"]


class PublicResponse(Contract):
    """One official response as everyone reads it."""

    kind: ResponseKind
    text: str
    published_at: AwareDatetime
    promise_due_on: date | None = None
    promise_kept: bool | None = None


class PublicRating(Contract):
    """The author's verdict as everyone reads it."""

    note: int
    solved: bool
    would_buy_again: bool
    comment: str | None = None
    late: bool
    rated_at: AwareDatetime


class PublicStep(Contract):
    """One line of the timeline."""

    status: Literal[
        "filed",
        "published",
        "notified",
        "read",
        "answered",
        "rated",
        "presumed",
        "suspended",
        "reinstated",
        "reattributed",
        "removed",
    ]
    at: AwareDatetime


class PublicComplaint(PublicState, type="complaints.complaint.state.v1", topic="complaints-public", key="complaint_id"):
    """A complaint as everyone may read it, after masking. While suspended it has no title and no text."""

    complaint_id: str
    number: str
    brand_id: str
    point_of_sale_id: str | None = None
    sector: Sector
    category: Category
    status: ComplaintStatus
    title: str
    text: str
    pseudonym: str
    wish: str | None = None
    amount_cents: int | None = None
    first_note: int | None = None
    """The author's note of the brand before any answer, 0 to 10; never in the score."""
    control: Control
    experience_on: date
    published_at: AwareDatetime
    suspended_ground: ModerationGround | None = None
    responses: tuple[PublicResponse, ...] = ()
    rating: PublicRating | None = None
    presumed_at: AwareDatetime | None = None
    timeline: tuple[PublicStep, ...] = ()
