"""Complaints as their sides see them."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

from complaints.domain.complaint import Complaint, Rating
from complaints.domain.evidence import Evidence
from complaints.domain.facts import By, Subject
from complaints.domain.moderating import Opening
from complaints.messages.evidence import to_evidence
from complaints.messages.moderation import to_opening, to_statement
from complaints.messages.public import to_public_rating, to_public_response, to_timeline
from complaints.storage.lists import Listed
from complaints.storage.tables import MessageRow, StatementRow
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
    "rules_version",
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
            http.PrivateResponse(
                response_id=each.id, promise_asked=each.promise_asked, **dict(to_public_response(each))
            )
            for each in complaint.responses
        ),
        rating=_private_rating(complaint, complaint.rating, viewer) if complaint.rating else None,
        timeline=to_timeline(complaint),
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
    shown = dict(to_public_rating(rating))
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
        solved=complaint.rating.solved if complaint.rating else None,
        opened_by_colleague=to_opening(opening),
        **{name: getattr(complaint, name) for name in SUMMARY_FIELDS},
    )
