"""The state of a complaint, and how each fact changes it: one line per fact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from complaints.domain import facts
from complaints.domain.errors import NotInThisStateError
from complaints.domain.facts import Control, Fact, ResponseKind, Subject
from complaints.domain.status import Status, may_happen, status_after


@dataclass(frozen=True)
class Response:
    """An official response."""

    id: str
    kind: ResponseKind
    text: str
    published_at: datetime
    promise_due_on: date | None = None
    promise_asked: bool = False
    promise_kept: bool | None = None


@dataclass(frozen=True)
class HeldResponse:
    """A response that waits for staff, as written (confidential)."""

    id: str
    kind: ResponseKind
    text: str
    promise_due_on: date | None
    other_brand_id: str | None
    written_at: datetime


@dataclass(frozen=True)
class Rating:
    """The author's verdict."""

    note: int
    solved: bool
    would_buy_again: bool
    comment: str | None
    """As written (confidential)."""
    shown_comment: str | None
    late: bool
    rated_at: datetime


@dataclass(frozen=True)
class Product:
    """What was bought, as far as the addressee needs it: what its packet says, where and when."""

    product_name: str | None = None
    lot: str | None = None
    barcode: str | None = None
    expiry_on: str | None = None
    """As printed on the packet."""
    bought_at: str | None = None
    """Shop and town."""
    bought_on: date | None = None
    """Day of purchase, or of delivery where there was one."""
    extension_ends_on: date | None = None


@dataclass(frozen=True)
class Step:
    """One line of the timeline."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Complaint:
    """One complaint. Texts are kept twice: as written (confidential) and as shown (masked)."""

    id: str
    number: str
    author_id: str
    brand_id: str
    point_of_sale_id: str | None
    category: str
    marks: tuple[str, ...]
    title: str
    text: str
    wish: str | None
    pseudonym: str
    amount_cents: int | None
    first_note: int | None
    experience_on: date
    filed_at: datetime
    rules_version: str
    """Of the triage and the guidance that it was filed under."""
    region: str | None = None
    """Where the author lives, for statistics only: shown to nobody."""
    product: Product | None = None
    status: Status = Status.FILED
    review: Subject | None = None
    """The text that waits for a moderator."""
    held_at: datetime | None = None
    findings: tuple[str, ...] = ()
    """What the screening holds against the text in review."""
    control: Control | None = None
    shown_title: str | None = None
    shown_text: str | None = None
    published_at: datetime | None = None
    """First publication; never changes (loi de 1881)."""
    read_at: datetime | None = None
    responses: tuple[Response, ...] = ()
    held_response: HeldResponse | None = None
    rate_until: datetime | None = None
    rating: Rating | None = None
    presumed_at: datetime | None = None
    escalated_at: datetime | None = None
    """When it first became a dispute."""
    proposed_brand_id: str | None = None
    reattribution_declined: bool = False
    suspended_from: Status | None = None
    ground: str | None = None
    """Why it was refused, suspended or removed."""
    timeline: tuple[Step, ...] = ()
    version: int = 0


def require(complaint: Complaint, fact: type[Fact]) -> None:
    """The first guard of every decision.

    Raises:
        NotInThisStateError: the table of states has no such transition.
    """
    if not may_happen(fact, complaint.status):
        raise NotInThisStateError(complaint.status)


def evolve(complaint: Complaint, fact: Fact) -> Complaint:
    """The complaint after a fact."""
    changes = {"version": complaint.version + 1, **CHANGES[type(fact)](complaint, fact)}
    if type(fact) is not facts.Reinstated:
        changes.setdefault("status", status_after(type(fact), complaint.status))
    if name := STEPS.get(type(fact)):
        changes.setdefault("timeline", (*complaint.timeline, Step(name, fact.at)))
    return replace(complaint, **changes)


Change = Callable[[Complaint, Any], dict[str, Any]]

REVIEWED: Mapping[str, Any] = {"review": None, "held_at": None, "findings": ()}
"""No text waits for a moderator any more."""

CHANGES: Mapping[type[Fact], Change] = {
    facts.Held: lambda _, f: _in_review(Subject.COMPLAINT, f),
    facts.Cleared: lambda _, f: {**REVIEWED, "control": f.control, "shown_title": f.title, "shown_text": f.text},
    facts.Published: lambda c, f: {
        **REVIEWED,
        "control": f.control,
        "shown_title": f.title,
        "shown_text": f.text,
        "published_at": c.published_at or f.at,
    },
    facts.Refused: lambda _, f: {**REVIEWED, "ground": f.ground},
    facts.Notified: lambda _, __: {},
    facts.Read: lambda _, f: {"read_at": f.at},
    facts.MessagePosted: lambda _, __: {},
    facts.ResponsePublished: lambda c, f: {
        **_without_held_response(c),
        "responses": (*c.responses, Response(f.response_id, f.kind, f.text, f.at, f.promise_due_on)),
        "rate_until": f.rate_until or c.rate_until,
        "presumed_at": None,
    },
    facts.ResponseHeld: lambda _, f: {
        **_in_review(Subject.RESPONSE, f),
        "held_response": HeldResponse(f.response_id, f.kind, f.text, f.promise_due_on, f.other_brand_id, f.at),
    },
    facts.ResponseRefused: lambda c, _: _without_held_response(c),
    facts.RatingReminded: lambda _, __: {},
    facts.ResponseRated: lambda _, f: {
        **REVIEWED,
        "rating": Rating(f.note, f.solved, f.would_buy_again, f.comment, f.shown_comment, f.late, f.at),
        "presumed_at": None,
    },
    facts.CommentHeld: lambda _, f: _in_review(Subject.COMMENT, f),
    facts.CommentPublished: lambda c, f: {**REVIEWED, "rating": _with_comment(c.rating, f.text)},
    facts.CommentRefused: lambda _, __: {**REVIEWED},
    facts.SatisfactionPresumed: lambda _, f: {"presumed_at": f.at},
    facts.PromiseFellDue: lambda c, f: {"responses": _with_promise(c, f.response_id, promise_asked=True)},
    facts.PromiseAnswered: lambda c, f: {"responses": _with_promise(c, f.response_id, promise_kept=f.kept)},
    facts.ReattributionProposed: lambda _, f: {"proposed_brand_id": f.to_brand_id, "reattribution_declined": False},
    facts.ReattributionDeclined: lambda c, f: {
        "reattribution_declined": True,
        # The author's no goes to staff; staff's no ends the proposal.
        "proposed_brand_id": None if f.by is facts.By.STAFF else c.proposed_brand_id,
    },
    facts.Reattributed: lambda c, f: {
        **_without_held_response(c),
        "brand_id": f.to_brand_id,
        "point_of_sale_id": None,
        "proposed_brand_id": None,
        "responses": (),
        "rate_until": None,
        "presumed_at": None,
        "read_at": None,
    },
    facts.Escalated: lambda c, f: {
        "escalated_at": c.escalated_at or f.at,
        "rate_until": None,
        "presumed_at": None,
        "suspended_from": Status.ANSWERED if c.suspended_from is Status.PRESUMED else c.suspended_from,
    },
    facts.Suspended: lambda c, f: {"ground": f.ground, "suspended_from": c.status},
    facts.Reinstated: lambda c, f: {
        "status": c.suspended_from,
        "suspended_from": None,
        "ground": None,
        "rate_until": f.rate_until,
    },
    facts.Removed: lambda _, f: {**REVIEWED, "held_response": None, "ground": f.ground},
    facts.Withdrawn: lambda c, _: {**REVIEWED, **_erased(c)},
}
"""What each fact changes, beside the status."""

STEPS: Mapping[type[Fact], str] = {
    facts.Published: "published",
    facts.Notified: "notified",
    facts.Read: "read",
    facts.ResponsePublished: "answered",
    facts.ResponseRated: "rated",
    facts.SatisfactionPresumed: "presumed",
    facts.Reattributed: "reattributed",
    facts.Suspended: "suspended",
    facts.Reinstated: "reinstated",
    facts.Removed: "removed",
}
"""Facts that everyone sees in the timeline."""


def _without_held_response(complaint: Complaint) -> dict[str, Any]:
    """Another text in review stays there."""
    return {**REVIEWED, "held_response": None} if complaint.review is Subject.RESPONSE else {}


def _in_review(subject: Subject, fact: facts.Held | facts.CommentHeld | facts.ResponseHeld) -> dict[str, Any]:
    return {"review": subject, "held_at": fact.at, "findings": fact.findings}


def _with_comment(rating: Rating | None, text: str) -> Rating | None:
    return replace(rating, shown_comment=text) if rating else None


def _with_promise(complaint: Complaint, response_id: str, **changes: Any) -> tuple[Response, ...]:
    return tuple(replace(each, **changes) if each.id == response_id else each for each in complaint.responses)


def _erased(complaint: Complaint) -> dict[str, Any]:
    """The shell that stays: ids, number, brand, dates."""
    return {
        "title": "",
        "text": "",
        "wish": None,
        "pseudonym": "",
        "amount_cents": None,
        "first_note": None,
        "region": None,
        "product": None,
        "shown_title": None,
        "shown_text": None,
        "responses": (),
        "held_response": None,
        "rating": replace(complaint.rating, comment=None, shown_comment=None) if complaint.rating else None,
        "marks": (),
    }
