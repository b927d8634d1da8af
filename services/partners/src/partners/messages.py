"""Domain facts and states as contracts, and back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from contracts import exchange
from contracts import partners as wire
from contracts.disputes import MandateSigned
from contracts.http import partners as http
from partners.domain import consent, referral
from partners.domain.consent import Box, Document, Offer
from partners.domain.days import day_of
from partners.domain.errors import InvalidError
from partners.domain.mandate import Mandate
from partners.domain.opendata.counted import Outcome
from partners.domain.opendata.release import LEVELS, Cell
from partners.domain.partner import FIELD_LABELS, Field, Partner
from partners.domain.referral import Fact, Matter, Referral
from partners.storage.tables import LedgerRow

Build = Callable[[Referral, Any], dict[str, Any]]

CONTRACTS: Mapping[type[Fact], tuple[type[wire.ReferralFact], Build]] = {
    referral.ConsentGiven: (wire.ConsentGiven, lambda *_: {}),
    referral.ConsentWithdrawn: (
        wire.ConsentWithdrawn,
        lambda r, f: {"must_purge": r.purge is not None, "ended_by": f.ended_by},
    ),
    referral.HandedOver: (wire.ReferralHandedOver, lambda *_: {}),
    referral.Acknowledged: (wire.ReferralAcknowledged, lambda r, _: {"handed_over_at": r.handed_over_at}),
    referral.Accepted: (wire.ReferralAccepted, lambda r, _: {"handed_over_at": r.handed_over_at}),
    referral.Declined: (wire.ReferralDeclined, lambda _, f: {"reason": f.reason}),
    referral.SilenceNoted: (wire.ReferralSilenceNoted, lambda *_: {}),
    referral.DocumentsRequested: (wire.DocumentsRequested, lambda *_: {}),
    referral.QuoteProposed: (
        wire.QuoteProposed,
        lambda r, f: {
            "handed_over_at": r.handed_over_at,
            "success_basis_points": f.success_basis_points,
            "fixed_cents": f.fixed_cents,
            "cap_cents": f.cap_cents,
            "vat_basis_points": f.vat_basis_points,
        },
    ),
    referral.StepDone: (wire.StepDone, lambda _, f: {"step": f.step}),
    referral.OutcomeReported: (
        wire.OutcomeReported,
        lambda r, f: {"obtained_cents": f.obtained_cents, "again": r.closed_at != f.at},
    ),
    referral.FeeAsked: (wire.FeeAsked, lambda _, f: {"amount_cents": f.amount_cents}),
    referral.PriceSettled: (wire.PriceSettled, lambda *_: {}),
    referral.PurgeConfirmed: (wire.PurgeConfirmed, lambda *_: {}),
    referral.PurgeFellOverdue: (wire.PurgeFellOverdue, lambda *_: {}),
}
"""Every fact that other services hear of; that a price was complained of stays with staff until it answers."""


def to_contract(case: Referral, fact: Fact) -> wire.ReferralFact | None:
    """A fact as the other services hear it."""
    if type(fact) not in CONTRACTS:
        return None
    contract, build = CONTRACTS[type(fact)]
    return contract(
        referral_id=case.id,
        account_id=case.account_id,
        partner=case.partner,
        complaint_id=case.matter.complaint_id,
        dispute_id=case.matter.dispute_id,
        at=fact.at,
        **build(case, fact),
    )


REPORTED: Mapping[type[exchange.Report], Callable[[Any, datetime], Fact]] = {
    exchange.AcknowledgedReport: lambda _, now: referral.Acknowledged(now),
    exchange.AcceptedReport: lambda _, now: referral.Accepted(now),
    exchange.DeclinedReport: lambda r, now: referral.Declined(now, r.reason),
    exchange.DocumentsReport: lambda _, now: referral.DocumentsRequested(now),
    exchange.QuoteReport: lambda r, now: referral.QuoteProposed(
        now, r.success_basis_points, r.fixed_cents, r.cap_cents, r.vat_basis_points
    ),
    exchange.StepReport: lambda r, now: referral.StepDone(now, r.step),
    exchange.OutcomeReport: lambda r, now: referral.OutcomeReported(now, r.obtained_cents),
    exchange.FeeReport: lambda r, now: referral.FeeAsked(now, r.amount_cents),
    exchange.PurgeReport: lambda _, now: referral.PurgeConfirmed(now),
}
"""What each report is for the domain, at the moment it is heard."""


def to_mandate(fact: MandateSigned) -> Mandate:
    """A mandate as the gate knows it; one whose fact says nothing of its powers covers nothing."""
    return Mandate(
        id=fact.mandate_id,
        dispute_id=fact.dispute_id,
        complaint_id=fact.complaint_id,
        account_id=fact.author_id,
        mediates="mediate" in fact.powers,
        hands_over_to=fact.partner if "hand-over" in fact.powers else None,
        ends_on=fact.ends_on or day_of(fact.at),
    )


def to_public(partner: Partner) -> wire.PublicPartner:
    """A partner as the site presents it."""
    return wire.PublicPartner(
        version=partner.version,
        partner=partner.slug,
        name=partner.name,
        kind=partner.kind.value,
        purpose=partner.purpose,
        legal_basis=partner.legal_basis,
        duration=partner.duration,
        fields=tuple(each.value for each in partner.fields),
        takes_documents=partner.takes_documents,
        sectors=cast("Any", partner.sectors),
        website=partner.website,
        contact=partner.contact,
        paid=partner.paid,
        price_text=partner.price_text,
        same_price=partner.same_price,
        needs_mandate=partner.needs_mandate,
        connected=partner.connected,
    )


def to_offer(partner: Partner, body: http.PreviewConsent) -> Offer:
    """What would be handed over. Raises InvalidError."""
    matter = Matter(body.complaint_id, body.dispute_id)
    values = {Field(name): value for name, value in body.values.items()}
    documents = tuple(Document(**each.model_dump(), is_file=each.id == http.FILE) for each in body.documents)
    if not all(matter.subject_of(each) for each in documents):
        raise InvalidError("Indiquez la réclamation ou le litige d’où viennent les pièces.", "documents")
    return consent.check_offer(Offer(partner, values, documents))


def to_consent_screen(offer: Offer) -> http.ConsentScreen:
    """What the screen of a consent shows."""
    partner, text = offer.partner, consent.text_of(offer)
    return http.ConsentScreen(
        partner=partner.slug,
        name=partner.name,
        purpose=partner.purpose,
        legal_basis=partner.legal_basis,
        duration=partner.duration,
        price_text=partner.price_text,
        paid=partner.paid,
        same_price=partner.same_price,
        fields=tuple(
            http.ShownField(code=field.value, label=FIELD_LABELS[field], value=value)
            for field, value in offer.values.items()
        ),
        documents=tuple(http.SharedDocument(**vars(each)) for each in offer.documents),
        boxes=tuple(http.ConsentBox(code=code.value, sentence=said) for code, said in consent.boxes_of(offer).items()),
        text=text,
        text_hash=consent.screen_hash(offer),
    )


def to_boxes(names: Sequence[str]) -> frozenset[Box]:
    """The boxes that were ticked; one that does not exist ticks nothing."""
    return frozenset(box for box in Box if box.value in names)


def to_view(case: Referral, partner: Partner) -> http.ReferralView:
    """A referral for its consumer: without the values, which have left or are gone."""
    return http.ReferralView(
        referral_id=case.id,
        partner=case.partner,
        partner_name=partner.name,
        complaint_id=case.matter.complaint_id,
        dispute_id=case.matter.dispute_id,
        status=case.status.value,
        consented_at=case.consented_at,
        handed_over_at=case.handed_over_at,
        acknowledged_at=case.acknowledged_at,
        decided_at=case.decided_at,
        reason=cast("Any", case.reason),
        steps=cast("Any", case.steps),
        closed_at=case.closed_at,
        withdrawn_at=case.withdrawn_at,
        purge=cast("Any", case.purge),
        purged_at=case.purged_at,
        payload_hash=case.payload_hash,
        documents_requested_at=case.documents_requested_at,
        links_hash=case.links_hash,
        text_hash=case.text_hash,
        documents=tuple(each.name for each in case.documents),
        same_price=partner.same_price,
        price_complained_at=case.price_complained_at,
        price_settled_at=case.price_settled_at,
        price_answer=case.price_answer,
    )


def to_case(case: Referral, partner: Partner) -> http.ReferralView:
    """A referral for its partner: who complained of its price is for staff to ask about."""
    unsaid = ("price_complained_at", "price_settled_at", "price_answer")
    return to_view(case, partner).model_copy(update=dict.fromkeys(unsaid))


def to_entry(row: LedgerRow, text: str) -> http.LedgerEntry:
    """A line of the ledger for whom it is about."""
    return http.LedgerEntry(
        referral_id=row.referral_id,
        partner=row.partner,
        entry=cast("Any", row.entry),
        text=text,
        text_hash=row.text_hash,
        boxes=tuple(row.boxes),
        fields=cast("Any", tuple(row.fields_shown)),
        channel=cast("Any", row.channel),
        at=row.at,
    )


def to_registered(partner: Partner) -> http.RegisteredPartner:
    """A partner of the registry, for staff."""
    return http.RegisteredPartner(
        partner=partner.slug,
        name=partner.name,
        kind=partner.kind.value,
        purpose=partner.purpose,
        legal_basis=partner.legal_basis,
        duration=partner.duration,
        fields=tuple(each.value for each in partner.fields),
        takes_documents=partner.takes_documents,
        paid=partner.paid,
        price_text=partner.price_text,
        same_price=partner.same_price,
        sectors=cast("Any", partner.sectors),
        website=partner.website,
        contact=partner.contact,
        needs_mandate=partner.needs_mandate,
        referral_fee_cents=partner.referral_fee_cents,
        on_kafka=partner.on_kafka,
        keys=tuple(
            http.RegisteredKey(kid=key.kid, added_at=key.added_at, retired_at=key.retired_at) for key in partner.keys
        ),
    )


def to_aggregate(cell: Cell, rules: str, frozen_at: datetime) -> wire.PublicAggregate:
    """A cell of open data, as everyone reads it."""
    said: dict[str, Any] = dict(zip(LEVELS, cell.key, strict=False))
    counts = {outcome.value: cell.outcomes.get(outcome, 0) for outcome in Outcome}
    return wire.PublicAggregate(
        version=1,
        aggregate_id=cell.id,
        month=cell.month,
        complaints=cell.complaints,
        answered=cell.answered,
        median_days=cast("Any", cell.delay),
        rules=rules,
        frozen_at=frozen_at,
        **said | counts,
    )
