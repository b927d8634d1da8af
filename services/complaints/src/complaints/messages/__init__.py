"""Domain facts and states as contracts, and commands out of contracts."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from complaints.domain import facts
from complaints.domain.answering import Respond
from complaints.domain.complaint import Complaint, Product, Rating, Response
from complaints.domain.evidence import Evidence
from complaints.domain.facts import By, Fact, ResponseKind, Subject
from complaints.domain.filing import FileComplaint
from complaints.domain.moderating import Opening
from complaints.domain.rating import RateResponse
from complaints.domain.status import PUBLIC, Status
from complaints.messages.evidence import to_evidence
from complaints.messages.moderation import to_opening, to_statement
from complaints.storage.lists import Listed
from complaints.storage.tables import MessageRow, StatementRow
from contracts import complaints as wire
from contracts.http import complaints as http
from contracts.http.moderation import ModerationView

VIEW_FIELDS = (
    "number",
    "author_id",
    "brand_id",
    "point_of_sale_id",
    "category",
    "marks",
    "status",
    "title",
    "text",
    "shown_title",
    "shown_text",
    "wish",
    "pseudonym",
    "amount_cents",
    "first_note",
    "control",
    "experience_on",
    "filed_at",
    "published_at",
    "rate_until",
    "presumed_at",
    "proposed_brand_id",
    "reattribution_declined",
)
"""Fields that a view takes from the complaint as they are."""

SUMMARY_FIELDS = (
    "number",
    "brand_id",
    "point_of_sale_id",
    "status",
    "category",
    "pseudonym",
    "review",
    "held_at",
    "findings",
    "experience_on",
    "filed_at",
    "published_at",
    "read_at",
    "rate_until",
)
"""Fields that a line of a list takes from the complaint as they are."""

Build = Callable[[Complaint, Any], dict[str, Any]]

CONTRACTS: Mapping[type[Fact], tuple[type[wire.ComplaintFact], Build]] = {
    facts.Filed: (wire.ComplaintFiled, lambda c, _: {"number": c.number}),
    facts.Held: (wire.ComplaintHeld, lambda _, f: {"findings": f.findings}),
    facts.Published: (
        wire.ComplaintPublished,
        lambda c, f: {
            "number": c.number,
            "point_of_sale_id": c.point_of_sale_id,
            "category": c.category,
            "control": f.control,
        },
    ),
    facts.Refused: (wire.ComplaintRefused, lambda _, f: {"ground": f.ground}),
    facts.Read: (wire.ComplaintRead, lambda _, __: {}),
    facts.MessagePosted: (wire.MessagePosted, lambda _, f: {"message_id": f.message_id, "by": f.by}),
    facts.ResponsePublished: (
        wire.ResponsePublished,
        lambda _, f: {
            "response_id": f.response_id,
            "kind": f.kind,
            "first": f.first,
            "rate_until": f.rate_until,
            "promise_due_on": f.promise_due_on,
        },
    ),
    facts.RatingReminded: (wire.RatingReminded, lambda c, f: {"rate_until": c.rate_until, "nth": f.nth}),
    facts.ResponseRated: (
        wire.ResponseRated,
        lambda _, f: {"note": f.note, "solved": f.solved, "would_buy_again": f.would_buy_again, "late": f.late},
    ),
    facts.CommentHeld: (wire.CommentHeld, lambda _, f: {"findings": f.findings}),
    facts.CommentPublished: (wire.CommentPublished, lambda _, __: {}),
    facts.CommentRefused: (wire.CommentRefused, lambda _, f: {"ground": f.ground}),
    facts.SatisfactionPresumed: (wire.SatisfactionPresumed, lambda _, __: {}),
    facts.PromiseFellDue: (wire.PromiseFellDue, lambda _, f: {"response_id": f.response_id, "due_on": f.due_on}),
    facts.PromiseAnswered: (wire.PromiseAnswered, lambda _, f: {"response_id": f.response_id, "kept": f.kept}),
    facts.ReattributionProposed: (wire.ReattributionProposed, lambda _, f: {"to_brand_id": f.to_brand_id}),
    facts.Reattributed: (wire.ComplaintReattributed, lambda _, f: {"from_brand_id": f.from_brand_id}),
    facts.Suspended: (wire.ComplaintSuspended, lambda _, f: {"ground": f.ground}),
    facts.Reinstated: (wire.ComplaintReinstated, lambda _, __: {}),
    facts.Removed: (wire.ComplaintRemoved, lambda _, f: {"ground": f.ground}),
    facts.Withdrawn: (wire.ComplaintWithdrawn, lambda _, __: {}),
}
"""The facts that other services hear of; `Cleared`, `Notified` and `ReattributionDeclined` stay inside."""


def to_contract(complaint: Complaint, fact: Fact) -> wire.ComplaintFact | None:
    """The wire form of a fact that just changed the complaint, or None for an inner one."""
    if type(fact) not in CONTRACTS:
        return None
    contract, build = CONTRACTS[type(fact)]
    return contract(
        complaint_id=complaint.id,
        brand_id=complaint.brand_id,
        author_id=complaint.author_id,
        at=fact.at,
        **build(complaint, fact),
    )


def to_public(complaint: Complaint, sector: str | None) -> wire.PublicComplaint | None:
    """What anyone may see now; None erases. A suspended or removed complaint keeps its dates, not its words."""
    if complaint.status not in PUBLIC | {Status.SUSPENDED, Status.REMOVED} or sector is None:
        return None
    shown = complaint.status in PUBLIC
    assert complaint.control
    assert complaint.published_at
    return wire.PublicComplaint(
        version=complaint.version,
        complaint_id=complaint.id,
        number=complaint.number,
        brand_id=complaint.brand_id,
        point_of_sale_id=complaint.point_of_sale_id,
        sector=cast("Any", sector),
        category=cast("Any", complaint.category),
        status=complaint.status.value,
        title=complaint.shown_title or "" if shown else "",
        text=complaint.shown_text or "" if shown else "",
        pseudonym=complaint.pseudonym if shown else "",
        wish=complaint.wish if shown else None,
        amount_cents=complaint.amount_cents if shown else None,
        first_note=complaint.first_note if shown else None,
        control=complaint.control.value,
        experience_on=complaint.experience_on,
        published_at=complaint.published_at,
        suspended_ground=cast("Any", complaint.ground),
        responses=tuple(_response(each) for each in complaint.responses) if shown else (),
        rating=_rating(complaint.rating) if complaint.rating and shown else None,
        presumed_at=complaint.presumed_at,
        timeline=_timeline(complaint),
    )


def _response(response: Response) -> wire.PublicResponse:
    return wire.PublicResponse(
        kind=response.kind.value,
        text=response.text,
        published_at=response.published_at,
        promise_due_on=response.promise_due_on,
        promise_kept=response.promise_kept,
    )


def _rating(rating: Rating) -> wire.PublicRating:
    return wire.PublicRating(
        note=rating.note,
        solved=rating.solved,
        would_buy_again=rating.would_buy_again,
        comment=rating.shown_comment,
        late=rating.late,
        rated_at=rating.rated_at,
    )


def _timeline(complaint: Complaint) -> tuple[wire.PublicStep, ...]:
    return tuple(wire.PublicStep(status=cast("Any", step.name), at=step.at) for step in complaint.timeline)


def to_file(
    body: http.FileComplaint, marks: tuple[str, ...], complaint_id: str, number: str, author_id: str, now: datetime
) -> FileComplaint:
    """The command behind a filing."""
    given = {name: value for name, value in body if name not in {"draft_id", "triage", "product"}}
    return FileComplaint(
        complaint_id=complaint_id,
        number=number,
        author_id=author_id,
        marks=marks,
        product=Product(**dict(body.product)) if body.product else None,
        now=now,
        **given,
    )


def to_respond(body: http.Respond, response_id: str, text: str, objections: tuple[str, ...], now: datetime) -> Respond:
    """The command behind a response whose text the screening has masked."""
    return Respond(
        response_id=response_id,
        kind=ResponseKind(body.kind),
        text=text,
        objections=objections,
        promise_due_on=body.promise_due_on,
        other_brand_id=body.other_brand_id,
        now=now,
    )


def to_rate(body: http.RateResponse, now: datetime) -> RateResponse:
    """The command behind a rating."""
    return RateResponse(body.note, body.solved, body.would_buy_again, (body.comment or "").strip() or None, now)


def to_ref(complaint: Complaint) -> http.ComplaintRef:
    """What a command answers."""
    return http.ComplaintRef(complaint_id=complaint.id, number=complaint.number, status=complaint.status.value)


def to_view(
    complaint: Complaint,
    viewer: By,
    messages: tuple[MessageRow, ...],
    evidence: tuple[Evidence, ...],
    statements: tuple[StatementRow, ...],
    moderation: ModerationView | None,
) -> http.ComplaintView:
    """All of a complaint, for a reader on one of its sides."""
    values = {name: getattr(complaint, name) for name in VIEW_FIELDS}
    if viewer is By.BRAND:
        # The brand reads what is shown; words that were masked stay with their author and staff.
        values |= {"title": complaint.shown_title or "", "text": complaint.shown_text or ""}
    return http.ComplaintView(
        complaint_id=complaint.id,
        viewer=viewer.value,
        product=http.Product(**asdict(complaint.product)) if complaint.product else None,
        responses=tuple(
            http.PrivateResponse(response_id=each.id, promise_asked=each.promise_asked, **dict(_response(each)))
            for each in complaint.responses
        ),
        rating=_private_rating(complaint, complaint.rating, viewer) if complaint.rating else None,
        timeline=_timeline(complaint),
        messages=tuple(
            http.MessageView(message_id=each.id, by=cast("Any", each.by), text=each.text, posted_at=each.posted_at)
            for each in messages
        ),
        evidence=tuple(to_evidence(each) for each in evidence),
        statements=tuple(to_statement(each) for each in statements if _may_read(viewer, each)),
        moderation=moderation,
        **values,
    )


def _may_read(viewer: By, statement: StatementRow) -> bool:
    """The author reads what was decided about their own words, staff everything."""
    return viewer is By.STAFF or (viewer is By.CONSUMER and statement.subject != Subject.RESPONSE)


def _private_rating(complaint: Complaint, rating: Rating, viewer: By) -> http.PrivateRating:
    shown = dict(_rating(rating))
    if viewer is By.BRAND:
        return http.PrivateRating(**shown)
    return http.PrivateRating(written_comment=rating.comment, comment_state=_comment_state(complaint, rating), **shown)


def _comment_state(complaint: Complaint, rating: Rating) -> http.CommentState | None:
    if rating.comment is None:
        return None
    if rating.shown_comment is not None:
        return "published"
    return "held" if complaint.review is Subject.COMMENT else "refused"


NO_OPENINGS: Mapping[str, Opening] = {}


def to_page(listed: list[Listed], total: int, openings: Mapping[str, Opening] = NO_OPENINGS) -> http.ComplaintPage:
    """One page of a list, for moderators with what their colleagues have open."""
    lines = tuple(_summary(each, openings.get(each.complaint.id)) for each in listed)
    return http.ComplaintPage(complaints=lines, total=total)


def _summary(listed: Listed, opening: Opening | None) -> http.ComplaintSummary:
    complaint = listed.complaint
    return http.ComplaintSummary(
        complaint_id=complaint.id,
        title=complaint.shown_title or complaint.title,
        last_message_at=listed.last_message_at,
        last_message_by=listed.last_message_by.value if listed.last_message_by else None,
        opened_by_colleague=to_opening(opening),
        **{name: getattr(complaint, name) for name in SUMMARY_FIELDS},
    )
