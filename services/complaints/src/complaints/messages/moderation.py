"""What moderators see of a case, and their decisions with reasons."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from complaints.domain.complaint import Complaint
from complaints.domain.facts import Fact
from complaints.domain.moderating import Opening, Statement, decisions
from complaints.domain.screening import Screening
from complaints.storage.tables import StatementRow
from contracts.http import moderation as http


def to_moderation(
    complaint: Complaint, screening: Mapping[str, Screening], colleague: Opening | None
) -> http.ModerationView:
    """What a moderator needs to decide on a case."""
    return http.ModerationView(
        version=complaint.version,
        review=complaint.review.value if complaint.review else None,
        decisions=cast("Any", decisions(complaint)),
        screening=tuple(
            http.FindingView(field=cast("Any", field), start=f.start, end=f.end, kind=f.kind.value, rule=f.rule)
            for field, found in screening.items()
            for f in found.findings
        ),
        opened_by_colleague=to_opening(colleague),
        held_response=_held_response(complaint),
    )


def _held_response(complaint: Complaint) -> http.HeldResponse | None:
    held = complaint.held_response
    if held is None:
        return None
    return http.HeldResponse(
        kind=held.kind.value,
        text=held.text,
        promise_due_on=held.promise_due_on,
        other_brand_id=held.other_brand_id,
        written_at=held.written_at,
    )


def to_held_response(complaint: Complaint, statements: Sequence[StatementRow]) -> http.HeldResponseView:
    """What became of the response of a claim code's holder.

    Args:
        statements: the decisions about such responses, oldest first.
    """
    if complaint.held_response:
        return http.HeldResponseView(state="held")
    if complaint.responses:
        return http.HeldResponseView(state="published")
    refused = next((each for each in reversed(statements) if each.decision == "refuse"), None)
    if refused is None:
        return http.HeldResponseView(state="none")
    return http.HeldResponseView(state="refused", ground=cast("Any", refused.ground), explanation=refused.explanation)


def to_opening(opening: Opening | None) -> http.OpeningView | None:
    """A colleague's opening, where there is one."""
    return http.OpeningView(opened_at=opening.opened_at, until=opening.until) if opening else None


def to_preview(complaint: Complaint, facts: tuple[Fact, ...], statement: Statement) -> http.DecisionPreview:
    """A decision before it is taken: what it shows, and its statement."""
    fact = next((each for each in facts if hasattr(each, "text")), None)
    return http.DecisionPreview(
        number=complaint.number,
        statement=to_statement(statement),
        title=getattr(fact, "title", None) or None,
        text=getattr(fact, "text", None),
    )


def to_statement_row(id_: str, complaint_id: str, statement: Statement, moderator_id: str) -> StatementRow:
    """A statement as it is stored."""
    values = statement.__dict__ | {"automatic_detection": list(statement.automatic_detection)}
    return StatementRow(id=id_, complaint_id=complaint_id, moderator_id=moderator_id, **values)


def to_statement(given: StatementRow | Statement) -> http.StatementView:
    """A statement of reasons, stored or about to be."""
    return http.StatementView(
        subject=cast("Any", given.subject),
        decision=cast("Any", given.decision),
        ground=cast("Any", given.ground),
        explanation=given.explanation,
        automatic_detection=tuple(given.automatic_detection),
        decided_at=given.decided_at,
    )
