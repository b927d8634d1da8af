"""A quote for paid help: offered, ordered, withdrawn from within fourteen days."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from disputes.domain.days import day_of, days_after
from disputes.domain.mediation.calendar import extended
from disputes.domain.price import Terms

WITHDRAWAL = timedelta(days=14)
"""C. conso. L221-18: the day of the acceptance is out; a last day off is pushed (L221-19)."""

VALIDITY_DAYS = 30
"""How long a quote may be accepted: so many days of Paris after the one it was offered on."""


class Status(StrEnum):
    """Where a quote stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    """Within the fourteen days."""
    REPLACED = "replaced"
    """Another order took its place."""
    LAPSED = "lapsed"
    """Never accepted: too old, or its consent is gone."""


class Source(StrEnum):
    """Who tells of a sum that was asked."""

    PARTNER = "partner"
    CONSUMER = "consumer"


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
    subject: str
    """Which case it is for, in words: a complaint with its brand, or a conflict between persons."""
    terms: Terms
    offered_at: datetime
    contact: str | None = None
    """Where the provider is found: address, e-mail, site."""
    status: Status = Status.OFFERED
    ordered_text: str | None = None
    """What was read and ordered, word for word."""
    accepted_at: datetime | None = None
    early_start: bool = False
    """Work may begin within the fourteen days, at the consumer's express request (C. conso. L221-25)."""
    withdrawn_at: datetime | None = None
    obtained_cents: int | None = None
    """What the provider says was obtained; its first word counts."""
    closed_on: date | None = None
    asked: Mapping[Source, int] = field(default_factory=dict)
    """What was asked under this quote so far, in cents: the partner and the consumer tell of the same sums."""

    @property
    def matter(self) -> str:
        """What it is for: a complaint, or the one referral of a conflict between persons."""
        return self.complaint_id or self.referral_id

    @property
    def last_offer_on(self) -> date:
        """The last day to accept."""
        return days_after(self.offered_at, VALIDITY_DAYS)

    def status_on(self, today: date) -> Status:
        """Where it stands on a day: an offer lapses by itself."""
        is_over = self.status is Status.OFFERED and today > self.last_offer_on
        return Status.LAPSED if is_over else self.status

    @property
    def withdraw_until_on(self) -> date | None:
        """The last day to withdraw; None before the order, and where the right has ended.

        A day off pushes it wherever in France it is one, since nobody knows where the consumer lives.
        """
        if self.accepted_at is None or self.is_done_early:
            return None
        return extended(day_of(self.accepted_at) + WITHDRAWAL, None)

    @property
    def due_on(self) -> date | None:
        """The last day to pay; None before the result."""
        return self.closed_on + timedelta(days=self.terms.due_days) if self.closed_on else None

    @property
    def stands(self) -> bool:
        """It was accepted and not withdrawn from."""
        return self.status is Status.ACCEPTED

    @property
    def is_done_early(self) -> bool:
        """What was to begin at once has its result: the right to withdraw has ended (C. conso. L221-28, 1°)."""
        return self.early_start and self.obtained_cents is not None


@dataclass(frozen=True)
class Fact:
    """Base of all facts."""

    at: datetime


@dataclass(frozen=True)
class QuoteAccepted(Fact):
    """The consumer ordered, with an obligation to pay."""

    text: str
    early_start: bool
    asked: Mapping[Source, int] = field(default_factory=dict)
    """What was asked under the orders that this one takes the place of, in cents."""


@dataclass(frozen=True)
class QuoteWithdrawn(Fact):
    """The consumer withdrew within the fourteen days."""


@dataclass(frozen=True)
class QuoteReplaced(Fact):
    """The consumer ordered another one in its place."""


@dataclass(frozen=True)
class QuoteLapsed(Fact):
    """It can no longer be accepted."""


@dataclass(frozen=True)
class ResultKnown(Fact):
    """What was obtained: the fee can be worked out."""

    obtained_cents: int


def replaced_by(quote: Quote, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """The orders that an order of this quote would take the place of, so that one matter is not paid for twice.

    They are the same provider's in the same matter. One that has its result is done, and owed.
    """
    if quote.status is not Status.OFFERED:
        return ()
    same = (quote.provider, quote.matter)
    return tuple(
        each for each in quotes if (each.provider, each.matter) == same and each.stands and each.obtained_cents is None
    )


def evolve(quote: Quote, fact: Fact) -> Quote:
    """The quote after a fact."""
    return replace(quote, **CHANGES[type(fact)](fact))


CHANGES: Mapping[type[Fact], Callable[[Any], dict[str, Any]]] = {
    QuoteAccepted: lambda f: {
        "status": Status.ACCEPTED,
        "accepted_at": f.at,
        "ordered_text": f.text,
        "early_start": f.early_start,
        "asked": f.asked,
    },
    QuoteWithdrawn: lambda f: {"status": Status.WITHDRAWN, "withdrawn_at": f.at},
    QuoteReplaced: lambda _: {"status": Status.REPLACED},
    QuoteLapsed: lambda _: {"status": Status.LAPSED},
    ResultKnown: lambda f: {"obtained_cents": f.obtained_cents, "closed_on": day_of(f.at)},
}
"""What each fact changes."""
