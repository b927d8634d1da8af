"""The fee guard: money that somebody asks is held against what was announced and accepted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from disputes.domain.price import fee_of, share
from disputes.domain.quote import Quote


class Reason(StrEnum):
    """Why an amount that was asked is not owed."""

    UNANNOUNCED = "unannounced"
    """No accepted quote of this provider stands."""
    TOO_EARLY = "too-early"
    """Within the fourteen days, without an express request to begin."""
    NO_RESULT = "no-result"
    """A share of what nobody has obtained yet."""
    TOO_MUCH = "too-much"


class Source(StrEnum):
    """Who told of it."""

    PARTNER = "partner"
    CONSUMER = "consumer"


@dataclass(frozen=True)
class Alert:
    """An amount that was asked and is not owed: « ne réglez rien »."""

    id: str
    account_id: str
    provider: str
    referral_id: str | None
    complaint_id: str | None
    amount_cents: int
    reason: Reason
    source: Source
    raised_at: datetime
    contact: str | None = None
    """Phone and e-mail that the consumer left for staff (confidential); erased once it is settled."""
    note: str | None = None
    """Staff's word on it."""
    closed_at: datetime | None = None


def close(alert: Alert, note: str, now: datetime) -> Alert:
    """Staff settled it: nobody has to be reached any more."""
    return replace(alert, note=note.strip(), closed_at=now, contact=None)


def objection_to(amount_cents: int, quotes: Sequence[Quote], today: date) -> Reason | None:
    """Why an amount is not owed; None where an accepted quote covers it.

    Args:
        quotes: the provider's, of this matter.
    """
    standing = [quote for quote in quotes if quote.stands]
    if not standing:
        return Reason.UNANNOUNCED
    objections = [_objection(amount_cents, quote, today) for quote in standing]
    return None if None in objections else objections[-1]


def _objection(amount_cents: int, quote: Quote, today: date) -> Reason | None:
    if not quote.early_start and quote.withdraw_until_on and today <= quote.withdraw_until_on:
        return Reason.TOO_EARLY
    fixed = quote.terms.fixed_cents + share(quote.terms.fixed_cents, quote.terms.vat_basis_points)
    if amount_cents <= fixed:
        return None
    if quote.obtained_cents is None:
        return Reason.NO_RESULT
    return None if amount_cents <= fee_of(quote.terms, quote.obtained_cents).total else Reason.TOO_MUCH
