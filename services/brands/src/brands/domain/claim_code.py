"""The claim code of a brand without an owner: its holder may answer one complaint, or claim the page (promise B7)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from brands.domain.brand import Brand, Status
from brands.domain.errors import AlreadyClaimedError, NotFoundError, TooManyTriesError

VALIDITY = timedelta(days=90)
"""How long a code is good."""

TRIES_A_DAY = 20
"""Wrong tries of one code in a day (UTC): a typing person's share, nothing against twelve digits."""


@dataclass(frozen=True)
class ClaimCode:
    """A code that was sent about a complaint, known here by its keyed hash alone."""

    complaint_id: str
    brand_id: str
    code_hash: str
    valid_until: datetime
    tries: int = 0
    """Wrong ones on the day of the last."""
    tried_on: date | None = None


def give(brand: Brand, complaint_id: str, code_hash: str, now: datetime) -> ClaimCode:
    """A new code about a complaint; it takes the place of an earlier one.

    Raises:
        NotFoundError: the brand has no page.
        AlreadyClaimedError: it has an owner, who is told anyway.
    """
    if brand.status is not Status.LISTED:
        raise NotFoundError
    if brand.claimed_at:
        raise AlreadyClaimedError
    return ClaimCode(complaint_id, brand.id, code_hash, now + VALIDITY)


def try_code(code: ClaimCode, code_hash: str, now: datetime) -> tuple[ClaimCode, bool]:
    """The code after one try, and whether it was right; an old one is never right.

    Raises:
        TooManyTriesError: wrong too often today.
    """
    today = now.date()
    tries = code.tries if code.tried_on == today else 0
    if tries >= TRIES_A_DAY:
        raise TooManyTriesError
    if code.code_hash == code_hash and now < code.valid_until:
        return code, True
    return replace(code, tries=tries + 1, tried_on=today), False
