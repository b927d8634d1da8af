"""Builders: a partner, an offer, a referral in each state, and a key pair."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from joserfc.jwk import ECKey

from partners.domain import referral as rules
from partners.domain.consent import Document, Offer
from partners.domain.mandate import Mandate
from partners.domain.partner import Field, Kind, Partner, PartnerKey
from partners.domain.referral import Fact, Matter, Referral, Status, evolve
from servicekit.ids import new_id

T0 = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
"""A Tuesday morning in Paris."""

PRICE = "Gratuit pour vous : le fournisseur paie."

VALUES: Mapping[Field, str] = {
    Field.NAME: "Camille Roux",
    Field.EMAIL: "camille@courriel.example",
    Field.FACTS: "La facture a doublé.",
}


def at(days: float = 0, **more: float) -> datetime:
    """A moment, counted from T0."""
    return T0 + timedelta(days=days, **more)


def a_key(kid: str = "2026-a") -> ECKey:
    """A key pair as a partner makes one."""
    return ECKey.generate_key("P-256", {"kid": kid})


def public(key: ECKey) -> dict[str, Any]:
    """What the partner shows of it."""
    return dict(key.as_dict(private=False))


def a_partner(**more: Any) -> Partner:
    """An association with a key, free of charge."""
    key = PartnerKey("2026-a", {"kty": "EC", "crv": "P-256", "x": "…", "y": "…"}, T0)
    told = {
        "slug": "avo",
        "name": "Avo",
        "kind": Kind.ASSOCIATION,
        "purpose": "Vous aider.",
        "legal_basis": "Votre consentement",
        "duration": "3 mois",
        "fields": tuple(VALUES),
        "takes_documents": True,
        "paid": False,
        "keys": (key,),
    }
    return Partner(**told | more)


def a_document(**more: Any) -> Document:
    """A photo."""
    return Document(
        **{"id": "piece-1", "name": "photo.jpg", "media_type": "image/jpeg", "size": 9, "sha256": "0" * 64} | more
    )


def a_mandate(dispute_id: str = "dispute-1", account_id: str = "account-1", **more: Any) -> Mandate:
    """A mandate to write to the mediator."""
    told = {
        "id": new_id(),
        "complaint_id": None,
        "mediates": True,
        "hands_over_to": None,
        "ends_on": date(2099, 12, 31),
    }
    return Mandate(dispute_id=dispute_id, account_id=account_id, **told | more)


def an_offer(partner: Partner | None = None, values: Mapping[Field, str] = VALUES, *documents: Document) -> Offer:
    """What a consent screen would show."""
    return Offer(partner or a_partner(), dict(values), documents)


def a_referral(*facts: Fact, **more: Any) -> Referral:
    """A referral after its consent and some facts."""
    given: dict[str, Any] = {
        "id": "referral-1",
        "account_id": "account-1",
        "partner": "avo",
        "matter": Matter("complaint-1"),
        "values": dict(VALUES),
        "documents": (),
        "text_hash": "f" * 64,
        "consented_at": T0,
    }
    referral = Referral(**given | more)
    for fact in facts:
        referral = evolve(referral, fact)
    return referral


HANDED = rules.HandedOver(at(0, minutes=1), "a" * 64)
WITHDRAWN = rules.ConsentWithdrawn(at(9))

WAYS: Mapping[Status, tuple[Fact, ...]] = {
    Status.CONSENTED: (),
    Status.HANDED_OVER: (HANDED,),
    Status.ACKNOWLEDGED: (HANDED, rules.Acknowledged(at(1))),
    Status.ACCEPTED: (HANDED, rules.Acknowledged(at(1)), rules.Accepted(at(2))),
    Status.DECLINED: (HANDED, rules.Declined(at(2), "capacity")),
    Status.CLOSED: (HANDED, rules.Accepted(at(2)), rules.OutcomeReported(at(5), 10_000)),
}
"""A way to each state."""

REPORTS: Mapping[str, Fact] = {
    type(fact).__name__: fact
    for fact in (
        rules.Acknowledged(at(6)),
        rules.Accepted(at(6)),
        rules.Declined(at(6), "other"),
        rules.DocumentsRequested(at(6)),
        rules.QuoteProposed(at(6), 1000, 0, None, 2000),
        rules.StepDone(at(6), "studied"),
        rules.OutcomeReported(at(6), 5000),
        rules.FeeAsked(at(6), 900),
        rules.PurgeConfirmed(at(10)),
    )
}
"""One of each that a partner may report."""


def withdrawn(status: Status, **more: Any) -> Referral:
    """A referral whose consent was withdrawn in a state."""
    return evolve(replace(a_referral(*WAYS[status]), **more), WITHDRAWN)
