"""Mandates as contracts, and as what the document is made of."""

from datetime import date

from contracts.http import mandates as http
from contracts.vocabulary import MandatePower
from disputes.documents.mandate import Agent, Signature
from disputes.documents.mandate import Mandate as Document
from disputes.domain.dispute import Dispute
from disputes.domain.mandate import Mandate, Status


def to_document(mandate: Mandate, dispute: Dispute, agent: Agent) -> Document:
    """What the document says."""
    return Document(
        number=mandate.number,
        made_at=mandate.made_at,
        case_number=dispute.number,
        subject=f"Le litige ouvert au sujet de la réclamation {dispute.number}",
        consumer=mandate.consumer,
        agent=agent,
        trader=mandate.trader,
        powers=frozenset(each.value for each in mandate.powers),
        partner=mandate.partner_name,
        ends_on=mandate.ends_on,
    )


def to_signature(mandate: Mandate) -> Signature:
    """What proves that the author agreed."""
    assert mandate.signed_at
    return Signature(mandate.consumer.name, mandate.signed_at, mandate.unsigned_sha256)


def to_powers(mandate: Mandate) -> tuple[MandatePower, ...]:
    """Its powers, in a fixed order."""
    return tuple(sorted(each.value for each in mandate.powers))


def to_ref(mandate: Mandate) -> http.MandateRef:
    """What a command answers."""
    return http.MandateRef(mandate_id=mandate.id, status=mandate.status.value)


def to_view(mandate: Mandate, today: date) -> http.MandateView:
    """A mandate for its author and its brand: without the identity, which stands in the document."""
    ended = mandate.status is Status.SIGNED and not mandate.stands(today)
    return http.MandateView(
        mandate_id=mandate.id,
        dispute_id=mandate.dispute_id,
        number=mandate.number,
        status="ended" if ended else mandate.status.value,
        powers=to_powers(mandate),
        partner=mandate.partner,
        partner_name=mandate.partner_name,
        ends_on=mandate.ends_on,
        text_version=mandate.text_version,
        made_at=mandate.made_at,
        unsigned_sha256=mandate.unsigned_sha256,
        signed_at=mandate.signed_at,
        sealed=mandate.object_name is not None,
        revoked_at=mandate.revoked_at,
    )
