"""The fee guard: money that somebody asks is held against what was announced and accepted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from disputes.domain.errors import AlertClosedError, InvalidError, QuoteNotFoundError
from disputes.domain.price import fee_of
from disputes.domain.quote import Quote, Source

OTHER = "other"
"""Instead of a provider's slug: somebody who is no partner of ours."""

BETWEEN_DIGITS = re.compile(r"[\s().-]")
NUMBER = re.compile(r"(\+|00)?\d{9,15}")
"""A telephone number, from abroad too (E.164: fifteen digits at most)."""

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class Reason(StrEnum):
    """Why an amount that was asked is not owed, or a word of the provider's is not believed."""

    UNANNOUNCED = "unannounced"
    """No accepted quote of this provider stands."""
    TOO_EARLY = "too-early"
    """The consumer may still withdraw, and would owe nothing: so nothing may be asked, not even a fixed fee."""
    NO_RESULT = "no-result"
    """A share of what nobody has obtained yet."""
    TOO_MUCH = "too-much"
    """More than the quote allows, together with what was asked before."""
    RESULT_CHANGED = "result-changed"
    """Nothing was asked: the provider says that something else was obtained than it said first."""


@dataclass(frozen=True)
class Asked:
    """Money that was asked; for a changed result what was obtained, says the provider now."""

    account_id: str
    provider: str
    referral_id: str | None
    complaint_id: str | None
    amount_cents: int
    source: Source


@dataclass(frozen=True)
class Alert(Asked):
    """An amount that was asked and is not owed: « ne réglez rien »."""

    id: str
    reason: Reason
    raised_at: datetime
    mobile: str | None = None
    """The consumer left it for staff (confidential), like the e-mail; both are erased once it is settled."""
    email: str | None = None
    note: str | None = None
    """Staff's word on it."""
    closed_at: datetime | None = None


def check_contact(mobile: str, email: str) -> tuple[str | None, str | None]:
    """A mobile number and an e-mail address as they were typed, each None where it was not. Raises InvalidError."""
    mobile, email = mobile.strip(), email.strip()
    if mobile and not NUMBER.fullmatch(BETWEEN_DIGITS.sub("", mobile)):
        raise InvalidError("Indiquez un numéro de mobile, par exemple 06 39 98 00 00.", "mobile")
    if email and not ADDRESS.fullmatch(email):
        raise InvalidError("Indiquez une adresse e-mail valide, par exemple nom@exemple.fr.", "email")
    return mobile or None, email or None


def leave_contact(alert: Alert, mobile: str, email: str) -> Alert:
    """The consumer says how staff reaches them, or corrects it.

    Raises:
        AlertClosedError: nobody would.
        InvalidError: there is neither a mobile number nor an e-mail address, or one that is none.
    """
    if alert.closed_at:
        raise AlertClosedError
    number, address = check_contact(mobile, email)
    if not (number or address):
        raise InvalidError("Indiquez un mobile ou un e-mail.", "mobile")
    return replace(alert, mobile=number, email=address)


def close(alert: Alert, note: str, now: datetime) -> Alert:
    """Staff settled it: nobody has to be reached any more."""
    return replace(alert, note=note.strip(), closed_at=now, mobile=None, email=None)


def in_matter(
    quotes: Sequence[Quote], provider: str, *, quote_id: str | None, complaint_id: str | None
) -> tuple[Quote, ...]:
    """A provider's quotes, among an account's, in the one matter that money is asked for.

    Raises:
        QuoteNotFoundError: none of them is the quote that was named.
        InvalidError: there are several matters, and nobody says which.
    """
    own = [quote for quote in quotes if quote.provider == provider]
    matters = {quote.matter for quote in own}
    if quote_id is not None:
        matters = {quote.matter for quote in own if quote.id == quote_id}
        if not matters:
            raise QuoteNotFoundError
    elif complaint_id is not None:
        matters = {complaint_id}
    if len(matters) > 1:
        raise InvalidError("Dites pour quel devis cette somme vous est demandée.", "quote_id")
    return tuple(quote for quote in own if quote.matter in matters)


def hold(amount_cents: int, source: Source, quotes: Sequence[Quote], today: date) -> Quote | Reason:
    """The quote that covers an amount, which it counts from now on; else why the amount is not owed.

    What was objected to before is not counted: it was not to be paid.

    Args:
        quotes: the provider's, of this matter.
    """
    reason = Reason.UNANNOUNCED
    for quote in quotes:
        if not quote.stands:
            continue
        asked = quote.asked.get(source, 0) + amount_cents
        objection = _objection(asked, quote, today)
        if objection is None:
            return replace(quote, asked={**quote.asked, source: asked})
        reason = objection
    return reason


def _objection(asked_cents: int, quote: Quote, today: date) -> Reason | None:
    if quote.withdraw_until_on and today <= quote.withdraw_until_on:
        return Reason.TOO_EARLY
    if asked_cents <= fee_of(quote.terms, quote.obtained_cents or 0).total:
        return None
    return Reason.NO_RESULT if quote.obtained_cents is None else Reason.TOO_MUCH
