"""A referral: a consumer's matter on its way to one partner, and what the partner reports back.

The ledger keeps each consent and each withdrawal for good; a referral is what follows from them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from partners.domain.consent import Document, Offer, hash_of, text_of, unnamed
from partners.domain.errors import AlreadyWithdrawnError, NoPriceComplaintError
from partners.domain.partner import Field, Kind, Partner

LINK_LIFETIME = timedelta(days=7)
"""How long a document's link is good, unless it is used, a fresh one is asked for, or the consent is withdrawn."""

REQUESTS_A_DAY = 3
"""Requests for fresh links of one case that are answered within a day: enough for a download that breaks twice, too few
for a program that asks in a loop to fill its topic and the consumer's page."""


class Status(StrEnum):
    """Where a referral stands."""

    CONSENTED = "consented"
    HANDED_OVER = "handed-over"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CLOSED = "closed"
    """The partner reported its outcome."""


class Purge(StrEnum):
    """What became of the partner's copy after a withdrawal."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Matter:
    """What a referral is about: a dispute of a complaint, a complaint, or a conflict between persons."""

    complaint_id: str | None = None
    dispute_id: str | None = None

    def subject_of(self, document: Document) -> str | None:
        """What a document belongs to: the dispute for its file, the complaint for a piece."""
        return self.dispute_id if document.is_file else self.complaint_id


@dataclass(frozen=True)
class Referral:
    """One referral."""

    id: str
    account_id: str
    partner: str
    matter: Matter
    values: Mapping[Field, str]
    """Exactly what the consent screen showed (confidential); emptied once it is no longer needed."""
    documents: tuple[Document, ...]
    """Named as the consent screen showed them, as long as there are values."""
    text_hash: str
    consented_at: datetime
    status: Status = Status.CONSENTED
    handed_over_at: datetime | None = None
    payload_hash: str | None = None
    acknowledged_at: datetime | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    """Code of a refusal."""
    steps: tuple[str, ...] = ()
    """Codes of what the partner did."""
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    purge: Purge | None = None
    purged_at: datetime | None = None
    documents_requested_at: tuple[datetime, ...] = ()
    """When the partner asked for fresh links to the documents, and got them."""
    links_hash: str | None = None
    """SHA-256 of the newest message with such links."""
    price_complained_at: datetime | None = None
    """When the consumer reported that the same price was not kept."""
    price_settled_at: datetime | None = None
    price_answer: str | None = None
    """What staff found out, for the consumer."""
    version: int = 1

    @property
    def stands(self) -> bool:
        """The consent was not withdrawn."""
        return self.withdrawn_at is None

    @property
    def ongoing(self) -> bool:
        """It stands, and the partner is not done with it."""
        return self.stands and self.status not in (Status.DECLINED, Status.CLOSED)


@dataclass(frozen=True)
class Fact:
    """Base of all facts."""

    at: datetime


@dataclass(frozen=True)
class ConsentGiven(Fact):
    """The first fact of a referral."""


@dataclass(frozen=True)
class ConsentWithdrawn(Fact):
    """Nothing is sent any more."""

    taken_back: bool = False
    """The case had passed the gate and was stopped before it left."""
    ended_by: str | None = None
    """What ended it, where its giver did not take it back."""


@dataclass(frozen=True)
class HandedOver(Fact):
    """The case left, encrypted to the partner's key."""

    payload_hash: str


@dataclass(frozen=True)
class Acknowledged(Fact):
    """The partner has it."""


@dataclass(frozen=True)
class Accepted(Fact):
    """The partner takes the case."""


@dataclass(frozen=True)
class Declined(Fact):
    """The partner does not."""

    reason: str


@dataclass(frozen=True)
class DocumentsRequested(Fact):
    """The partner asked for fresh links to the documents; they leave in the same transaction, and older ones die."""

    links_hash: str | None = None
    """Of the message that they leave in, once the gate made it."""


@dataclass(frozen=True)
class StepDone(Fact):
    """The partner did something."""

    step: str


@dataclass(frozen=True)
class QuoteProposed(Fact):
    """The partner's price for this case, in basis points and cents."""

    success_basis_points: int
    fixed_cents: int
    cap_cents: int | None
    vat_basis_points: int


@dataclass(frozen=True)
class OutcomeReported(Fact):
    """The partner is done; said again, it changes nothing here, and who holds the quotes compares what was obtained."""

    obtained_cents: int


@dataclass(frozen=True)
class FeeAsked(Fact):
    """The partner asked the consumer for money."""

    amount_cents: int


@dataclass(frozen=True)
class PurgeConfirmed(Fact):
    """The partner deleted its copy."""


@dataclass(frozen=True)
class PurgeFellOverdue(Fact):
    """The partner did not confirm in time."""


@dataclass(frozen=True)
class SilenceNoted(Fact):
    """The partner did not even acknowledge in time."""


@dataclass(frozen=True)
class PriceComplained(Fact):
    """The consumer says that the same price was not kept."""


@dataclass(frozen=True)
class PriceSettled(Fact):
    """Staff found out and answered."""

    answer: str


def settle_price(referral: Referral, answer: str, now: datetime) -> PriceSettled:
    """Staff answers a complaint about the price, once. Raises NoPriceComplaintError."""
    if referral.price_complained_at is None or referral.price_settled_at is not None:
        raise NoPriceComplaintError
    return PriceSettled(now, answer.strip())


BY_ITS_GIVER = frozenset({"site", "api"})
"""How a consent is taken back; any other channel of a withdrawal is what ended it."""


def withdraw(referral: Referral, channel: str, now: datetime, *, taken_back: bool = False) -> ConsentWithdrawn:
    """The consent is taken back, or ends, at any time. Raises AlreadyWithdrawnError."""
    if not referral.stands:
        raise AlreadyWithdrawnError
    return ConsentWithdrawn(now, taken_back, None if channel in BY_ITS_GIVER else channel)


def must_hand_over(referral: Referral, partner: Partner) -> bool:
    """The gate: the consent stands now, nothing was sent yet, and there is a key to encrypt to."""
    return referral.stands and referral.status is Status.CONSENTED and partner.connected


def says_the_same(referral: Referral, partner: Partner) -> bool:
    """Whether what was agreed to is what the registry says now: another price or purpose asks for another consent."""
    return hash_of(text_of(Offer(partner, dict(referral.values), referral.documents))) == referral.text_hash


def passed_values(referral: Referral, partner: Partner) -> dict[str, str]:
    """The values that may leave: the registry has the last word, whatever was stored."""
    return {field.value: value for field, value in referral.values.items() if field in partner.fields}


def passed_documents(referral: Referral, partner: Partner) -> tuple[Document, ...]:
    """The documents that may be fetched; again the registry has the last word."""
    return referral.documents if partner.takes_documents else ()


OPEN = frozenset({Status.HANDED_OVER, Status.ACKNOWLEDGED, Status.ACCEPTED})
"""The partner has the case and is not done with it."""

REPORTABLE: Mapping[type[Fact], frozenset[Status]] = {
    Acknowledged: frozenset({Status.HANDED_OVER}),
    Accepted: frozenset({Status.HANDED_OVER, Status.ACKNOWLEDGED}),
    Declined: OPEN,
    DocumentsRequested: OPEN,
    QuoteProposed: OPEN,
    StepDone: OPEN,
    OutcomeReported: OPEN | {Status.CLOSED},
    FeeAsked: OPEN | {Status.DECLINED, Status.CLOSED},
}
"""When a partner may report what; a purge is confirmed after a withdrawal only."""


def may_report(referral: Referral, fact: Fact) -> bool:
    """Whether a partner's report fits the referral as it is now."""
    if isinstance(fact, PurgeConfirmed):
        return referral.purge in (Purge.ASKED, Purge.OVERDUE)
    # Money that was asked is heard of whatever came before: it is what the consumer must be warned of.
    if not referral.stands and not isinstance(fact, FeeAsked):
        return False
    return referral.status in REPORTABLE[type(fact)]


def may_ask(partner: Partner, fact: Fact) -> bool:
    """False for a price that the law does not allow: a lawyer may not be paid by the result alone."""
    return not (isinstance(fact, QuoteProposed) and partner.kind is Kind.LAWYERS and not fact.fixed_cents)


def asks_too_often(referral: Referral, fact: Fact) -> bool:
    """True for one more request for fresh links than a day has."""
    recent = [at for at in referral.documents_requested_at if fact.at - at < timedelta(days=1)]
    return isinstance(fact, DocumentsRequested) and len(recent) >= REQUESTS_A_DAY


WORK = (QuoteProposed, StepDone, OutcomeReported)
"""Who does this has accepted the case, said or not: a referral fee is not avoided by a silence."""


def reported(referral: Referral, fact: Fact) -> tuple[Fact, ...]:
    """What a partner's report says, with the acceptance that it implies."""
    if isinstance(fact, WORK) and referral.status not in (Status.ACCEPTED, Status.CLOSED):
        return Accepted(fact.at), fact
    return (fact,)


def evolve(referral: Referral, fact: Fact) -> Referral:
    """The referral after a fact."""
    return replace(referral, version=referral.version + 1, **CHANGES[type(fact)](referral, fact))


NOT_LEFT = {"status": Status.CONSENTED, "handed_over_at": None, "payload_hash": None}
"""What is true of a referral that never left, also of one that had passed the gate."""

CHANGES: Mapping[type[Fact], Callable[[Referral, Any], dict[str, Any]]] = {
    ConsentGiven: lambda _, __: {},
    ConsentWithdrawn: lambda r, f: (
        {"withdrawn_at": f.at, "values": {}, "documents": unnamed(r.documents)}
        | (NOT_LEFT if f.taken_back or r.handed_over_at is None else {"purge": Purge.ASKED})
    ),
    HandedOver: lambda r, f: {
        "documents": unnamed(r.documents),
        "status": Status.HANDED_OVER,
        "handed_over_at": f.at,
        "payload_hash": f.payload_hash,
        "values": {},
    },
    Acknowledged: lambda _, f: {"status": Status.ACKNOWLEDGED, "acknowledged_at": f.at},
    Accepted: lambda r, f: {
        "status": Status.ACCEPTED,
        "acknowledged_at": r.acknowledged_at or f.at,
        "decided_at": f.at,
    },
    Declined: lambda _, f: {"status": Status.DECLINED, "decided_at": f.at, "reason": f.reason},
    DocumentsRequested: lambda r, f: {
        "documents_requested_at": (*r.documents_requested_at, f.at),
        "links_hash": f.links_hash,
    },
    StepDone: lambda r, f: {"steps": (*r.steps, f.step)},
    QuoteProposed: lambda _, __: {},
    OutcomeReported: lambda r, f: {"status": Status.CLOSED, "closed_at": r.closed_at or f.at},
    FeeAsked: lambda _, __: {},
    PurgeConfirmed: lambda _, f: {"purge": Purge.CONFIRMED, "purged_at": f.at},
    PurgeFellOverdue: lambda _, __: {"purge": Purge.OVERDUE},
    SilenceNoted: lambda _, __: {},
    PriceComplained: lambda _, f: {"price_complained_at": f.at},
    PriceSettled: lambda _, f: {"price_settled_at": f.at, "price_answer": f.answer},
}
"""What each fact changes."""
