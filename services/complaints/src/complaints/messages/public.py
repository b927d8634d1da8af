"""Complaints as everyone may see them."""

from typing import Any, cast

from complaints.domain.complaint import Complaint, Rating, Response
from complaints.domain.status import PUBLIC, Status
from contracts import complaints as wire


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
        responses=tuple(to_public_response(each) for each in complaint.responses) if shown else (),
        rating=to_public_rating(complaint.rating) if complaint.rating and shown else None,
        presumed_at=complaint.presumed_at,
        timeline=to_timeline(complaint),
    )


def to_public_response(response: Response) -> wire.PublicResponse:
    """A response as everyone reads it."""
    return wire.PublicResponse(
        kind=response.kind.value,
        text=response.text,
        published_at=response.published_at,
        promise_due_on=response.promise_due_on,
        promise_kept=response.promise_kept,
    )


def to_public_rating(rating: Rating) -> wire.PublicRating:
    """A rating as everyone reads it."""
    return wire.PublicRating(
        note=rating.note,
        solved=rating.solved,
        would_buy_again=rating.would_buy_again,
        comment=rating.shown_comment,
        late=rating.late,
        rated_at=rating.rated_at,
    )


def to_timeline(complaint: Complaint) -> tuple[wire.PublicStep, ...]:
    """What happened, in order."""
    return tuple(wire.PublicStep(status=cast("Any", step.name), at=step.at) for step in complaint.timeline)
