"""Facts as contracts."""

from collections.abc import Callable, Mapping
from typing import Any

from complaints.domain import facts
from complaints.domain.complaint import Complaint
from complaints.domain.facts import Fact
from contracts import complaints as wire

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
            "region": c.region,
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
"""The facts that other services hear of; `Cleared`, `Escalated`, `Notified` and `ReattributionDeclined` stay inside."""


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
