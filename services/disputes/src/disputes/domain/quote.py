"""A quote for paid help: offered, ordered, withdrawn from within fourteen days."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from disputes.domain.days import day_of
from disputes.domain.errors import (
    NotOrderedError,
    QuoteOverError,
    QuoteTextChangedError,
    WithdrawalOverError,
    WorkDoneError,
)
from disputes.domain.french import euros, percent
from disputes.domain.mediation.calendar import Place, extended
from disputes.domain.price import Terms, examples, fee_of

WITHDRAWAL = timedelta(days=14)
"""C. conso. L221-18: the day of the acceptance is out; a last day off is pushed (L221-19)."""

VALIDITY = timedelta(days=30)
"""How long a quote may be accepted."""

TEXT_VERSION = "2026-11-29"

ORDER_BUTTON = "Commander avec obligation de paiement"
"""The words that the law wants on the button (C. conso. L221-14)."""


class Status(StrEnum):
    """Where a quote stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    """Within the fourteen days."""
    LAPSED = "lapsed"
    """Never accepted: too old, or its consent is gone."""


@dataclass(frozen=True)
class Quote:
    """One quote."""

    id: str
    number: str
    account_id: str
    provider: str
    """The partner's slug."""
    provider_name: str
    lawyer: bool
    referral_id: str
    complaint_id: str | None
    dispute_id: str | None
    terms: Terms
    offered_at: datetime
    status: Status = Status.OFFERED
    ordered_text: str | None = None
    """What was read and ordered, word for word."""
    accepted_at: datetime | None = None
    early_start: bool = False
    """Work may begin within the fourteen days, at the consumer's express request (C. conso. L221-25)."""
    withdrawn_at: datetime | None = None
    obtained_cents: int | None = None
    closed_on: date | None = None

    @property
    def last_offer_on(self) -> date:
        """The last day to accept."""
        return day_of(self.offered_at + VALIDITY)

    @property
    def withdraw_until_on(self) -> date | None:
        """The last day to withdraw, pushed to a working day; None before the order, and where the right has ended."""
        if self.accepted_at is None or self.is_done_early:
            return None
        return extended(day_of(self.accepted_at) + WITHDRAWAL, Place.METROPOLITAN)

    @property
    def stands(self) -> bool:
        """It was accepted and not withdrawn from."""
        return self.status is Status.ACCEPTED

    @property
    def is_done_early(self) -> bool:
        """What was to begin at once has its result: the right to withdraw has ended (C. conso. L221-28, 1°)."""
        return self.early_start and self.obtained_cents is not None


def text_of(quote: Quote) -> str:
    """What is ordered, or was: as it is shown, hashed, and kept with the order."""
    if quote.ordered_text is not None:
        return quote.ordered_text
    terms = quote.terms
    cap = "aucun" if terms.cap_cents is None else euros(terms.cap_cents)
    lines = [
        f"Devis {quote.number}, version {TEXT_VERSION}",
        f"Prestataire\u00a0: {quote.provider_name}",
        f"Pourcentage de ce qui est obtenu\u00a0: {percent(terms.success_basis_points)}",
        f"Forfait hors taxes\u00a0: {euros(terms.fixed_cents)}",
        f"Plafond du pourcentage\u00a0: {cap}",
        f"TVA\u00a0: {percent(terms.vat_basis_points)}",
        f"Paiement\u00a0: {terms.due_days} jours après le résultat",
        *(f"Si vous obtenez {euros(each)}\u00a0: {euros(fee.total)}" for each, fee in examples(terms)),
        f"En cas d’échec\u00a0: {euros(fee_of(terms, 0).total)}",
        "Vous pouvez vous rétracter pendant 14 jours, sans motif et sans rien devoir.",
        "Si vous demandez que le travail commence avant\u00a0: jusqu’à son résultat, qui met fin à ce droit.",
    ]
    return "\n".join(lines)


def hash_of(text: str) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Fact:
    """Base of all facts."""

    at: datetime


@dataclass(frozen=True)
class QuoteAccepted(Fact):
    """The consumer ordered, with an obligation to pay."""

    text: str
    early_start: bool


@dataclass(frozen=True)
class QuoteWithdrawn(Fact):
    """The consumer withdrew within the fourteen days."""


@dataclass(frozen=True)
class QuoteLapsed(Fact):
    """It can no longer be accepted."""


@dataclass(frozen=True)
class ResultKnown(Fact):
    """What was obtained: the fee can be worked out."""

    obtained_cents: int


def accept(quote: Quote, *, ordered: bool, text_hash: str, early_start: bool, now: datetime) -> QuoteAccepted:
    """The consumer orders.

    Args:
        ordered: the button with the words of the law was pressed.

    Raises:
        QuoteOverError: it was accepted, withdrawn from, or is too old.
        QuoteTextChangedError: another text was read.
        NotOrderedError: the order was not confirmed.
    """
    if quote.status is not Status.OFFERED or day_of(now) > quote.last_offer_on:
        raise QuoteOverError
    text = text_of(quote)
    if text_hash != hash_of(text):
        raise QuoteTextChangedError
    if not ordered:
        raise NotOrderedError
    return QuoteAccepted(now, text, early_start)


def withdraw(quote: Quote, now: datetime) -> QuoteWithdrawn:
    """The consumer withdraws, without a reason, and owes nothing, whatever was begun.

    Raises:
        QuoteOverError: nothing was ordered, or it was withdrawn from.
        WithdrawalOverError: the fourteen days are over.
        WorkDoneError: the work that was to begin at once has its result.
    """
    if quote.status is not Status.ACCEPTED:
        raise QuoteOverError
    last = quote.withdraw_until_on
    if last is None:
        raise WorkDoneError
    if day_of(now) > last:
        raise WithdrawalOverError
    return QuoteWithdrawn(now)


def evolve(quote: Quote, fact: Fact) -> Quote:
    """The quote after a fact."""
    return replace(quote, **CHANGES[type(fact)](fact))


CHANGES: Mapping[type[Fact], Callable[[Any], dict[str, Any]]] = {
    QuoteAccepted: lambda f: {
        "status": Status.ACCEPTED,
        "accepted_at": f.at,
        "ordered_text": f.text,
        "early_start": f.early_start,
    },
    QuoteWithdrawn: lambda f: {"status": Status.WITHDRAWN, "withdrawn_at": f.at},
    QuoteLapsed: lambda _: {"status": Status.LAPSED},
    ResultKnown: lambda f: {"obtained_cents": f.obtained_cents, "closed_on": day_of(f.at)},
}
"""What each fact changes."""
