"""Commands out of contracts, and what they answer."""

from datetime import datetime

from complaints.domain.answering import Respond
from complaints.domain.complaint import Complaint, Product
from complaints.domain.facts import ResponseKind
from complaints.domain.filing import FileComplaint
from complaints.domain.rating import RateResponse
from contracts.http import complaints as http


def to_file(
    body: http.FileComplaint,
    marks: tuple[str, ...],
    complaint_id: str,
    number: str,
    author_id: str,
    rules_version: str,
    now: datetime,
) -> FileComplaint:
    """The command behind a filing."""
    given = {name: value for name, value in body if name not in {"draft_id", "triage", "product"}}
    return FileComplaint(
        complaint_id=complaint_id,
        number=number,
        author_id=author_id,
        marks=marks,
        rules_version=rules_version,
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
