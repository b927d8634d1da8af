"""A quote for paid help: its price, worked out to the cent; accepted, withdrawn from within fourteen days.

Amounts are integer cents, rates are basis points (1000 is 10 %). Nothing is owed on failure but an accepted fixed fee.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from disputes.domain.days import day_of
from disputes.domain.errors import (
    InvalidError,
    NotOrderedError,
    QuoteOverError,
    QuoteTextChangedError,
    WithdrawalOverError,
)
from disputes.domain.mediation.calendar import Place, extended

WHOLE = 10_000
"""Basis points of the whole."""

EXAMPLES = (10_000, 50_000, 200_000)
"""What the worked examples obtain: 100, 500 and 2,000 euros."""

WITHDRAWAL = timedelta(days=14)
"""C. conso. L221-18: the day of the acceptance is out; a last day off is pushed (L221-19)."""

VALIDITY = timedelta(days=30)
"""How long a quote may be accepted."""

TEXT_VERSION = "2026-11-24"

ORDER_BUTTON = "Commander avec obligation de paiement"
"""The words that the law wants on the button (C. conso. L221-14)."""


@dataclass(frozen=True)
class Terms:
    """A price: a share of what is obtained, a fixed fee, or both."""

    success_basis_points: int
    fixed_cents: int
    cap_cents: int | None
    """The most that the share may come to, before VAT."""
    vat_basis_points: int
    due_days: int = 30
    """Days to pay, after the result."""


@dataclass(frozen=True)
class Fee:
    """What a price comes to; cents."""

    fixed: int
    success: int
    vat: int

    @property
    def before_vat(self) -> int:
        """The two parts."""
        return self.fixed + self.success

    @property
    def total(self) -> int:
        """What is paid."""
        return self.before_vat + self.vat


def share(cents: int, basis_points: int) -> int:
    """A share of an amount, to the nearest cent, a half up."""
    return (cents * basis_points * 2 + WHOLE) // (2 * WHOLE)


def fee_of(terms: Terms, obtained: int) -> Fee:
    """What is owed for what was obtained; on failure (0) the fixed fee alone."""
    success = share(obtained, terms.success_basis_points)
    if terms.cap_cents is not None:
        success = min(success, terms.cap_cents)
    return Fee(terms.fixed_cents, success, share(terms.fixed_cents + success, terms.vat_basis_points))


def examples(terms: Terms) -> tuple[tuple[int, Fee], ...]:
    """Three worked examples: what is obtained, what it costs."""
    return tuple((obtained, fee_of(terms, obtained)) for obtained in EXAMPLES)


def check_terms(terms: Terms, *, lawyer: bool) -> None:
    """Raises InvalidError: a price that the law, or the house, does not allow."""
    if not terms.fixed_cents and not terms.success_basis_points:
        raise InvalidError("Indiquez un forfait, un pourcentage, ou les deux.", "success_basis_points")
    if lawyer and (not terms.fixed_cents or terms.success_basis_points >= WHOLE):
        raise InvalidError("Un avocat demande un forfait, et moins de 100\u00a0% de ce qui est obtenu.", "fixed_cents")
    if terms.success_basis_points > WHOLE // 2:
        raise InvalidError("Le pourcentage ne dépasse pas 50\u00a0%.", "success_basis_points")
    if terms.cap_cents is not None and not terms.success_basis_points:
        raise InvalidError("Un plafond va avec un pourcentage.", "cap_cents")


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
    text_hash: str | None = None
    accepted_at: datetime | None = None
    early_start: bool = False
    """Work may begin within the fourteen days, at the consumer's express request."""
    withdrawn_at: datetime | None = None
    obtained_cents: int | None = None
    closed_on: date | None = None

    @property
    def last_offer_on(self) -> date:
        """The last day to accept."""
        return day_of(self.offered_at + VALIDITY)

    @property
    def withdraw_until_on(self) -> date | None:
        """The last day to withdraw, pushed to a working day."""
        return extended(day_of(self.accepted_at) + WITHDRAWAL, Place.METROPOLITAN) if self.accepted_at else None

    @property
    def stands(self) -> bool:
        """It was accepted and not withdrawn from."""
        return self.status is Status.ACCEPTED


def text_of(quote: Quote) -> str:
    """What is ordered, canonical: what is hashed and kept is what the page shows."""
    terms = quote.terms
    lines = [
        f"Devis {quote.number}, version {TEXT_VERSION}",
        f"Prestataire\u00a0: {quote.provider_name}",
        f"Pourcentage de ce qui est obtenu\u00a0: {terms.success_basis_points / 100:g}\u00a0%",
        f"Forfait hors taxes\u00a0: {terms.fixed_cents} centimes",
        f"Plafond du pourcentage\u00a0: {terms.cap_cents if terms.cap_cents is not None else 'aucun'}",
        f"TVA\u00a0: {terms.vat_basis_points / 100:g}\u00a0%",
        f"Paiement\u00a0: {terms.due_days} jours après le résultat",
        *(f"Si vous obtenez {each} centimes\u00a0: {fee.total} centimes" for each, fee in examples(terms)),
        f"En cas d’échec\u00a0: {fee_of(terms, 0).total} centimes",
        "Vous pouvez vous rétracter pendant 14 jours, sans motif.",
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

    text_hash: str
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
    if text_hash != hash_of(text_of(quote)):
        raise QuoteTextChangedError
    if not ordered:
        raise NotOrderedError
    return QuoteAccepted(now, text_hash, early_start)


def withdraw(quote: Quote, now: datetime) -> QuoteWithdrawn:
    """The consumer withdraws, without a reason. Raises QuoteOverError, WithdrawalOverError."""
    last = quote.withdraw_until_on
    if quote.status is not Status.ACCEPTED or last is None:
        raise QuoteOverError
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
        "text_hash": f.text_hash,
        "early_start": f.early_start,
    },
    QuoteWithdrawn: lambda f: {"status": Status.WITHDRAWN, "withdrawn_at": f.at},
    QuoteLapsed: lambda _: {"status": Status.LAPSED},
    ResultKnown: lambda f: {"obtained_cents": f.obtained_cents, "closed_on": day_of(f.at)},
}
"""What each fact changes."""
