"""Cases as moderators see them."""

from typing import cast, get_args

from contracts.http import complaints as http
from contracts.http import moderation as moderation_http
from gateway.presentation.labels import GROUNDS, RESPONSE_KINDS
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.presentation.views.moderation import (
    KEEP,
    OPTIONS_OF,
    Colleague,
    CommentInReview,
    DecisionPreview,
    Finding,
    ModerationCase,
    QueueLine,
    ResponseInReview,
    Span,
)
from gateway.usecases.cases import KINDS, files, statement_view


def line(each: http.ComplaintSummary, brand_name: str) -> QueueLine:
    """A line of the queue."""
    return QueueLine(
        id=each.complaint_id,
        number=each.number,
        title=each.title,
        brand_name=brand_name,
        waiting_since=each.held_at or each.filed_at,
        findings=tuple(KINDS.get(found, found) for found in each.findings),
        subject=each.review or "complaint",
        colleague=_colleague(each.opened_by_colleague),
    )


LATER = ("comment", "response")
"""Texts that come to a complaint later, and are reviewed on their own."""


def case(
    complaint: http.ComplaintView, brand_name: str, other_brand: str | None, form: FormState = EMPTY
) -> ModerationCase:
    """The text in review, what was found in it, the decisions to choose from.

    Args:
        other_brand: name of the brand that a response in review names.
    """
    desk = complaint.moderation
    assert desk, "moderators get it with each case"
    comment = complaint.rating if desk.review == "comment" else None
    about = {desk.review} if desk.review in LATER else {"title", "text", "wish", "pseudonym"}
    return ModerationCase(
        id=complaint.complaint_id,
        number=complaint.number,
        title=spans(complaint.title, "title", desk.screening),
        text=spans(complaint.text, "text", desk.screening),
        findings=tuple(
            Finding(KINDS.get(found.kind, found.kind), _excerpt(complaint, found), found.rule)
            for found in desk.screening
            if found.field in about
        ),
        brand_name=brand_name,
        pseudonym=complaint.pseudonym,
        filed_at=complaint.filed_at,
        version=desk.version,
        decisions=_decisions(desk),
        wish=complaint.wish,
        files=files(complaint.complaint_id, complaint.evidence),
        comment=_comment(comment, desk) if comment else None,
        response=_response(desk, other_brand),
        colleague=_colleague(desk.opened_by_colleague),
        form=form,
    )


def spans(text: str, field: str, screening: tuple[moderation_http.FindingView, ...]) -> tuple[Span, ...]:
    """The text in stretches, each finding in one of its own."""
    cut: list[Span] = []
    at = 0
    for found in sorted((each for each in screening if each.field == field), key=lambda each: each.start):
        cut += [Span(text[at : found.start]), Span(text[found.start : found.end], KINDS.get(found.kind, found.kind))]
        at = found.end
    return tuple(span for span in (*cut, Span(text[at:])) if span.text)


def decision(decision: str, ground: str, facts: str, version: str) -> moderation_http.DecideCase | None:
    """What the panel sends; None where it names no decision. What is wrong with the rest, the service says."""
    if decision not in get_args(moderation_http.Decision):
        return None
    return moderation_http.DecideCase(
        decision=cast("moderation_http.Decision", decision),
        version=int(version) if version.isdecimal() else 0,
        ground=next((code for code in GROUNDS if code == ground), None),
        explanation=facts,
    )


def preview(
    complaint_id: str, body: moderation_http.DecideCase, shown: moderation_http.DecisionPreview
) -> DecisionPreview:
    """The statement as the author will read it, or the text as it will appear."""
    return DecisionPreview(
        id=complaint_id,
        number=shown.number,
        decision=body.decision,
        ground=body.ground or "",
        facts=body.explanation,
        version=body.version,
        statement=statement_view(shown.statement) if shown.statement.ground else None,
        public_title=shown.title,
        public_text=shown.text,
    )


def _comment(rating: http.PrivateRating, desk: moderation_http.ModerationView) -> CommentInReview:
    text = spans(rating.written_comment or "", "comment", desk.screening)
    return CommentInReview(text, rating.note, rating.solved, rating.rated_at)


def _response(desk: moderation_http.ModerationView, other_brand: str | None) -> ResponseInReview | None:
    held = desk.held_response
    if held is None:
        return None
    text = spans(held.text, "response", desk.screening)
    return ResponseInReview(RESPONSE_KINDS[held.kind], text, held.written_at, held.promise_due_on, other_brand)


def _colleague(opening: moderation_http.OpeningView | None) -> Colleague | None:
    return Colleague(opening.opened_at, opening.until) if opening else None


def _excerpt(complaint: http.ComplaintView, found: moderation_http.FindingView) -> str:
    texts: dict[str, str | None] = {
        "title": complaint.title,
        "text": complaint.text,
        "wish": complaint.wish,
        "pseudonym": complaint.pseudonym,
    }
    held = complaint.moderation.held_response if complaint.moderation else None
    texts["comment"] = complaint.rating.written_comment if complaint.rating else None
    texts["response"] = held.text if held else None
    return (texts[found.field] or "")[found.start : found.end]


def _decisions(desk: moderation_http.ModerationView) -> tuple[Option, ...]:
    if desk.opened_by_colleague:
        return ()
    labels = OPTIONS_OF[desk.review]
    kept = (KEEP,) if "suspend" in desk.decisions and not desk.review else ()
    return (*kept, *(labels[each] for each in desk.decisions))
