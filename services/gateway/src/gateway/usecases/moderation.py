"""Cases as moderators see them."""

from datetime import datetime

from contracts.http import complaints as http
from gateway.presentation.labels import GROUNDS
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.presentation.views.moderation import (
    PUBLISHED,
    PUBLISHING,
    DecisionPreview,
    Finding,
    ModerationCase,
    QueueLine,
    Span,
    Statement,
)
from gateway.usecases.cases import DECISIONS, KINDS, files

REINSTATING = (
    Option("reinstate", "Remettre en ligne"),
    Option("remove", "Retirer", "Pour de bon. L’auteur reçoit les motifs et peut contester."),
)
"""Decisions about a suspended text."""

PERSONAL = ("email", "phone", "iban", "card", "plate", "social_security", "person_name", "url")
"""Kinds that are masked whatever is decided."""


def line(each: http.ComplaintSummary, brand_name: str) -> QueueLine:
    """A line of the queue."""
    return QueueLine(
        id=each.complaint_id,
        number=each.number,
        title=each.title,
        brand_name=brand_name,
        waiting_since=each.filed_at,
        findings=tuple(KINDS.get(found, found) for found in each.findings),
    )


def case(complaint: http.ComplaintView, brand_name: str, form: FormState = EMPTY) -> ModerationCase:
    """A text, what was found in it, the decisions that its state allows."""
    return ModerationCase(
        id=complaint.complaint_id,
        number=complaint.number,
        title=spans(complaint.title, "title", complaint.screening),
        text=spans(complaint.text, "text", complaint.screening),
        findings=tuple(
            Finding(KINDS.get(found.kind, found.kind), _excerpt(complaint, found), found.rule)
            for found in complaint.screening
        ),
        brand_name=brand_name,
        pseudonym=complaint.pseudonym,
        filed_at=complaint.filed_at,
        version=0,
        decisions=_decisions(complaint.status),
        wish=complaint.wish,
        files=files(complaint.complaint_id, complaint.evidence),
        form=form,
    )


def spans(text: str, field: str, screening: tuple[http.FindingView, ...]) -> tuple[Span, ...]:
    """The text in stretches, each finding in one of its own."""
    cut: list[Span] = []
    at = 0
    for found in sorted((each for each in screening if each.field == field), key=lambda each: each.start):
        cut += [Span(text[at : found.start]), Span(text[found.start : found.end], KINDS.get(found.kind, found.kind))]
        at = found.end
    return tuple(span for span in (*cut, Span(text[at:])) if span.text)


def preview(complaint: http.ComplaintView, decision: str, ground: str, facts: str, now: datetime) -> DecisionPreview:
    """The statement as the author will read it, or the text as it will appear."""
    reasoned = decision in ("refuse", "suspend", "remove")
    found = ", ".join(KINDS.get(each, each) for each in complaint.findings)
    statement = Statement(
        decision=DECISIONS[decision],
        facts=facts,
        ground=next((label for code, label in GROUNDS.items() if code == ground), ""),
        detection=f"Passages relevés par le contrôle automatique : {found}." if found else "Aucune.",
        decided_at=now,
    )
    return DecisionPreview(
        id=complaint.complaint_id,
        number=complaint.number,
        title=complaint.title,
        decision=decision,
        ground=ground,
        facts=facts,
        version=0,
        statement=statement if reasoned else None,
        public_text=_as_shown(complaint, decision) if decision in ("publish", "publish-masked") else None,
    )


def _as_shown(complaint: http.ComplaintView, decision: str) -> str:
    masked = [
        each
        for each in complaint.screening
        if each.field == "text" and (decision == "publish-masked" or each.kind in PERSONAL)
    ]
    text = complaint.text
    for found in sorted(masked, key=lambda each: each.start, reverse=True):
        text = f"{text[: found.start]}[masqué : {KINDS.get(found.kind, found.kind)}]{text[found.end :]}"
    return text


def _excerpt(complaint: http.ComplaintView, found: http.FindingView) -> str:
    text = getattr(complaint, found.field) or ""
    return str(text)[found.start : found.end]


def _decisions(status: str) -> tuple[Option, ...]:
    if status == "suspended":
        return REINSTATING
    return PUBLISHING if status in ("held", "cleared") else PUBLISHED
