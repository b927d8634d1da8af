"""The registry: who may receive cases, what of them, on which basis, at which price."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from partners.domain.errors import InvalidError, KeyMissingError


class Kind(StrEnum):
    """What a partner does."""

    MEDIATOR = "mediator"
    SWITCHING = "switching"
    """Finds another contract."""
    LAWYERS = "lawyers"
    ASSOCIATION = "association"
    FEDERATION = "federation"


class Field(StrEnum):
    """Everything that may be handed over beside documents: a closed list, each partner's a part of it."""

    NAME = "name"
    ADDRESS = "address"
    EMAIL = "email"
    PHONE = "phone"
    COMPLAINT_NUMBER = "complaint-number"
    BRAND = "brand"
    SECTOR = "sector"
    FACTS = "facts"
    REQUEST = "request"
    AMOUNT = "amount"
    CONTRACT_REFERENCE = "contract-reference"
    OTHER_PARTY = "other-party"
    """Of a conflict between persons."""
    ACCESSIBILITY_NEED = "accessibility-need"
    """Says something of a person's health: only with a consent of its own (GDPR article 9)."""


SENSITIVE = frozenset({Field.ACCESSIBILITY_NEED})
"""Fields of special categories."""

FIELD_LABELS: Mapping[Field, str] = {
    Field.NAME: "votre nom",
    Field.ADDRESS: "votre adresse postale",
    Field.EMAIL: "votre adresse e-mail",
    Field.PHONE: "votre numéro de téléphone",
    Field.COMPLAINT_NUMBER: "le numéro de votre réclamation",
    Field.BRAND: "le nom de la marque",
    Field.SECTOR: "le secteur de la marque",
    Field.FACTS: "le récit des faits",
    Field.REQUEST: "ce que vous demandez",
    Field.AMOUNT: "le montant en jeu",
    Field.CONTRACT_REFERENCE: "la référence de votre contrat",
    Field.OTHER_PARTY: "le nom de l’autre partie",
    Field.ACCESSIBILITY_NEED: "votre besoin lié à un handicap",
}


@dataclass(frozen=True)
class PartnerKey:
    """A public key that cases are encrypted to."""

    kid: str
    jwk: Mapping[str, Any]
    """Public EC or OKP JWK, for ECDH-ES+A256KW."""
    added_at: datetime
    retired_at: datetime | None = None


@dataclass(frozen=True)
class Partner:
    """One partner."""

    slug: str
    name: str
    kind: Kind
    purpose: str
    """What it does with a case, in French, as consent screens say it."""
    legal_basis: str
    duration: str
    """How long it keeps the case."""
    fields: tuple[Field, ...]
    """All that it may ever receive."""
    takes_documents: bool
    paid: bool
    """It earns money with a case: from the consumer, or from somebody else."""
    sectors: tuple[str, ...] = ()
    """Empty: all of them."""
    website: str | None = None
    contact: str | None = None
    """Postal address, e-mail and telephone, on one line: orders name them (C. conso. L221-5)."""
    price_text: str | None = None
    same_price: bool = False
    """It promises that its price is the same as without us."""
    needs_mandate: bool = False
    """A mediator gets a case from us only in the consumer's name."""
    referral_fee_cents: int = 0
    """What it pays us for an accepted case."""
    keys: tuple[PartnerKey, ...] = ()
    on_kafka: bool = False
    """It may enter Kafka; its password is Kafka's alone."""
    version: int = 1

    @property
    def connected(self) -> bool:
        """Cases can be handed over to it."""
        return any(key.retired_at is None for key in self.keys)

    @property
    def has_topics(self) -> bool:
        """Something is sent to it, or may come from it."""
        return self.on_kafka or bool(self.keys)

    def require_key(self) -> PartnerKey:
        """The newest key in force. Raises KeyMissingError."""
        live = [key for key in self.keys if key.retired_at is None]
        if not live:
            raise KeyMissingError
        return max(live, key=lambda key: key.added_at)

    def takes(self, sector: str | None) -> bool:
        """Whether cases of a sector are for it."""
        return not self.sectors or sector in self.sectors


CURVES = {"P-256", "P-384", "P-521", "X25519", "X448"}


def add_key(partner: Partner, kid: str, jwk: Mapping[str, Any], now: datetime) -> Partner:
    """The partner with one more key; what is encrypted from now on is encrypted to it.

    Raises:
        InvalidError: it is no public key for ECDH-ES, or its id is not its own or was used before.
    """
    if jwk.get("kty") not in ("EC", "OKP") or jwk.get("crv") not in CURVES or "d" in jwk:
        raise InvalidError("Donnez une clé publique EC ou OKP pour ECDH-ES, sans sa partie privée.", "jwk")
    if jwk.get("kid", kid) != kid:
        raise InvalidError("La clé porte un autre identifiant : donnez le sien.", "kid")
    if any(key.kid == kid for key in partner.keys):
        raise InvalidError("Cet identifiant de clé a déjà servi.", "kid")
    key = PartnerKey(kid, dict(jwk), now)
    return replace(partner, keys=(*partner.keys, key), version=partner.version + 1)


def retire_key(partner: Partner, kid: str, now: datetime) -> Partner:
    """The partner without a key in force. Raises InvalidError for one it has not."""
    if not any(key.kid == kid and key.retired_at is None for key in partner.keys):
        raise InvalidError("Cette clé n’est pas en service.", "kid")
    keys = tuple(replace(key, retired_at=now) if key.kid == kid else key for key in partner.keys)
    return replace(partner, keys=keys, version=partner.version + 1)
