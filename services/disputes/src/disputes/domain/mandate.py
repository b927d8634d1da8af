"""The mandate: what may be done in a consumer's name, from its draft to its end (C. civ. 1984 to 2005)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from disputes.domain.days import day_of
from disputes.domain.dossier import Consumer, Trader
from disputes.domain.errors import InvalidError, MandateNotReadError, MandateOverError, MandateTextChangedError


class Power(StrEnum):
    """What may be done in the author's name."""

    WRITE = "write"
    RECEIVE = "receive"
    MEDIATE = "mediate"
    HAND_OVER = "hand-over"
    SETTLE = "settle"
    CASH = "cash"


class Status(StrEnum):
    """Where a mandate stands."""

    DRAFT = "draft"
    SIGNED = "signed"
    REVOKED = "revoked"


NEVER_GIVEN = frozenset({Power.SETTLE, Power.CASH})
"""What was to be had once and is refused now: nobody acts on it, and money goes straight to the consumer."""


@dataclass(frozen=True)
class Mandate:
    """One mandate."""

    id: str
    number: str
    dispute_id: str
    account_id: str
    consumer: Consumer
    """As typed for it (confidential)."""
    trader: Trader
    """As the document names it, whatever its page says later."""
    powers: frozenset[Power]
    partner: str | None
    """The slug of the partner whom the file may be handed to."""
    partner_name: str | None
    """As the document calls it."""
    ends_on: date
    text_version: str
    made_at: datetime
    unsigned_sha256: str
    """Of the document that is read before it is signed."""
    status: Status = Status.DRAFT
    signed_at: datetime | None = None
    ip_address: str | None = None
    object_name: str | None = None
    """Of the sealed document in the store."""
    revoked_at: datetime | None = None

    def stands(self, today: date) -> bool:
        """Something may be done in the author's name."""
        return self.status is Status.SIGNED and today <= self.ends_on


@dataclass(frozen=True)
class Fact:
    """Base of all facts."""

    at: datetime


@dataclass(frozen=True)
class MandateSigned(Fact):
    """The author signed, with the code that was mailed."""

    ip_address: str


@dataclass(frozen=True)
class MandateRevoked(Fact):
    """The author revoked it: the effect is immediate."""


@dataclass(frozen=True)
class MandateSealed(Fact):
    """The signed document was sealed and stored."""

    object_name: str


def check_powers(powers: frozenset[Power], partner: str | None) -> None:
    """Raises InvalidError: nothing to do, a partner that is not chosen, or a power that nobody gets."""
    if not powers:
        raise InvalidError("Cochez au moins un pouvoir.", "powers")
    if powers & NEVER_GIVEN:
        raise InvalidError(
            "Nous n’acceptons aucun accord à votre place et n’encaissons rien pour vous\u00a0: retirez ces pouvoirs.",
            "powers",
        )
    if Power.HAND_OVER in powers and not (partner and partner.strip()):
        raise InvalidError("Choisissez le partenaire à qui le dossier peut être transmis.", "partner")


def sign(mandate: Mandate, document_id: str | None, text_version: str, ip_address: str, now: datetime) -> MandateSigned:
    """The author typed the code of this very document.

    Args:
        text_version: that of the words in force, which the signed document is set in.

    Raises:
        MandateNotReadError: the code was for another document.
        MandateOverError: it was signed, revoked, or is too old.
        MandateTextChangedError: other words were read, or it gives what is given no more.
    """
    if document_id != mandate.id:
        raise MandateNotReadError
    if mandate.status is not Status.DRAFT or day_of(now) > mandate.ends_on:
        raise MandateOverError
    if text_version != mandate.text_version or mandate.powers & NEVER_GIVEN:
        raise MandateTextChangedError
    return MandateSigned(now, ip_address)


def revoke(mandate: Mandate, now: datetime) -> MandateRevoked:
    """At any time, without a reason. Raises MandateOverError."""
    if mandate.status is not Status.SIGNED:
        raise MandateOverError
    return MandateRevoked(now)


def evolve(mandate: Mandate, fact: Fact) -> Mandate:
    """The mandate after a fact."""
    return replace(mandate, **CHANGES[type(fact)](fact))


CHANGES: Mapping[type[Fact], Callable[[Any], dict[str, Any]]] = {
    MandateSigned: lambda f: {"status": Status.SIGNED, "signed_at": f.at, "ip_address": f.ip_address},
    MandateRevoked: lambda f: {"status": Status.REVOKED, "revoked_at": f.at},
    MandateSealed: lambda f: {"object_name": f.object_name},
}
"""What each fact changes."""
