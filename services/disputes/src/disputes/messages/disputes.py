"""Domain facts and states as contracts, and back."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from contracts import brands as brand_wire
from contracts import complaints as complaint_wire
from contracts import disputes as wire
from contracts import partners as partner_wire
from contracts.http import disputes as http
from disputes.domain import facts
from disputes.domain.access import Side
from disputes.domain.case import Case, Escalation
from disputes.domain.dispute import FILE_KEPT, Dispute
from disputes.domain.facts import FORGOTTEN, Fact

FACTS: Mapping[type[Fact], Callable[[dict[str, Any], Any], wire.DisputeFact]] = {
    facts.DisputeOpened: lambda common, f: wire.DisputeOpened(**common, ground=f.ground.value),
    facts.SettlementOffered: lambda common, _: wire.SettlementOffered(**common),
    facts.SettlementDeclined: lambda common, _: wire.SettlementDeclined(**common),
    facts.MediationRequested: lambda common, _: wire.MediationRequested(**common),
    facts.MediationGivenBack: lambda common, f: wire.MediationGivenBack(**common, why=f.why.value),
    facts.MediationCorrected: lambda common, _: wire.MediationCorrected(**common),
    facts.DisputeReminded: lambda common, f: wire.DisputeReminded(**common, clock=f.clock, due_on=f.due_on),
    facts.DisputeClosed: lambda common, f: wire.DisputeClosed(
        **common, outcome=f.outcome.value, counts=f.outcome not in FORGOTTEN, with_complaint=f.with_complaint
    ),
}
"""What each fact is called on the bus."""


def to_contract(dispute: Dispute, fact: Fact) -> wire.DisputeFact:
    """A fact as the other services hear it."""
    common = {
        "complaint_id": dispute.complaint_id,
        "dispute_id": dispute.id,
        "brand_id": dispute.brand_id,
        "author_id": dispute.author_id,
        "at": fact.at,
    }
    return FACTS[type(fact)](common, fact)


def to_public(dispute: Dispute) -> wire.PublicDispute:
    """What the complaint's page says of the dispute."""
    return wire.PublicDispute(
        version=dispute.version,
        dispute_id=dispute.id,
        complaint_id=dispute.complaint_id,
        brand_id=dispute.brand_id,
        status=dispute.status.value,
        ground=dispute.ground.value,
        opened_at=dispute.opened_at,
        mediation_requested_at=dispute.mediation_requested_at,
        closed_at=dispute.closed_at,
        outcome=cast("Any", dispute.outcome),
    )


def to_ref(dispute: Dispute) -> http.DisputeRef:
    """What a command answers."""
    return http.DisputeRef(
        dispute_id=dispute.id, complaint_id=dispute.complaint_id, status=cast("Any", dispute.status.value)
    )


def to_escalation(escalation: Escalation, dispute_id: str | None) -> http.EscalationView:
    """Whether a complaint may become a dispute."""
    return http.EscalationView(
        ground=cast("Any", escalation.ground),
        reason=escalation.reason,
        from_on=escalation.from_on,
        dispute_id=dispute_id,
    )


def to_view(dispute: Dispute, side: Side, *, has_file: bool = False) -> http.DisputeView:
    """A dispute as one of its sides sees it."""
    offer = dispute.offer
    return http.DisputeView(
        dispute_id=dispute.id,
        complaint_id=dispute.complaint_id,
        number=dispute.number,
        brand_id=dispute.brand_id,
        viewer=side.value,
        ground=dispute.ground.value,
        status=cast("Any", dispute.status.value),
        opened_at=dispute.opened_at,
        offer=http.OfferView(offer_id=offer.id, text=offer.text, made_at=offer.made_at) if offer else None,
        mediator=dispute.mediator,
        mediation_requested_at=dispute.mediation_requested_at,
        sent_on=dispute.sent_on,
        handed_over=dispute.referral_id is not None,
        given_back=cast("Any", dispute.given_back),
        rules_version=dispute.rules_version,
        mediators_version=dispute.mediators_version,
        closed_at=dispute.closed_at,
        outcome=cast("Any", dispute.outcome),
        obtained_cents=dispute.obtained_cents if side is Side.CONSUMER else None,
        file_until=dispute.closed_at + FILE_KEPT if dispute.closed_at and has_file else None,
    )


def to_case(fact: complaint_wire.ComplaintPublished) -> Case:
    """A complaint that was published."""
    return Case(fact.complaint_id, fact.number, fact.brand_id, fact.author_id, fact.point_of_sale_id, fact.at)


CASE_CHANGES: Mapping[type[complaint_wire.ComplaintFact], Callable[[Any], dict[str, Any]]] = {
    complaint_wire.ResponsePublished: lambda f: {"answered_at": f.at} if f.first else {},
    complaint_wire.ResponseRated: lambda f: {"note": f.note, "solved": f.solved},
    complaint_wire.PromiseAnswered: lambda f: {"promise_broken": not f.kept},
    complaint_wire.ComplaintReattributed: lambda f: {
        "brand_id": f.brand_id,
        "point_of_sale_id": None,
        "waiting_since": f.at,
        "answered_at": None,
        "note": None,
        "solved": None,
        "promise_broken": False,
    },
    complaint_wire.ComplaintSuspended: lambda _: {"suspended": True},
    complaint_wire.ComplaintReinstated: lambda _: {"suspended": False},
    complaint_wire.ComplaintRemoved: lambda _: {"ended": True},
    complaint_wire.ComplaintWithdrawn: lambda _: {"ended": True},
}
"""What each fact of a complaint changes in what is known of it here."""

ENDING = (
    complaint_wire.ComplaintReattributed,
    complaint_wire.ComplaintRemoved,
    complaint_wire.ComplaintWithdrawn,
)
"""Facts that take an open dispute's subject away."""


def to_brand(state: brand_wire.PublicBrand, read_on: date) -> dict[str, Any]:
    """What is remembered of a brand, as its page was read on a day."""
    return {
        "brand_id": state.brand_id,
        "version": state.version,
        "name": state.name,
        "sector": state.sector,
        "legal_name": state.legal_name,
        "siren": state.siren,
        "website": state.website,
        "mediator": state.mediator,
        "mediator_read_on": read_on if state.mediator else None,
        "response_days": state.response_days,
    }


def to_partner(state: partner_wire.PublicPartner) -> dict[str, Any]:
    """What is remembered of a partner."""
    return {
        "slug": state.partner,
        "version": state.version,
        "name": state.name,
        "kind": state.kind,
        "contact": ", ".join(filter(None, (state.contact, state.website))) or None,
    }
