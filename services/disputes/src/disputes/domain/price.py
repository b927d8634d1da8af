"""A price for paid help, worked out to the cent.

Amounts are integer cents, rates are basis points (1000 is 10 %). Nothing is owed on failure but an accepted fixed fee.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

WHOLE = 10_000
"""Basis points of the whole."""

MOST_SUCCESS = WHOLE // 2
"""The house's own limit on a share."""

MOST_VAT = 2_000
"""France's normal rate (CGI art. 278); all others, overseas too, are below it."""

EXAMPLES = (10_000, 50_000, 200_000)
"""What the worked examples obtain: 100, 500 and 2,000 euros."""


@dataclass(frozen=True)
class Terms:
    """A price: a share of what is obtained, a fixed fee, or both."""

    success_basis_points: int
    fixed_cents: int
    cap_cents: int | None
    """The most that the share may come to, before VAT."""
    vat_basis_points: int
    due_days: int = 30
    """Days to pay, after the result; a fixed fee may be asked for before, once nobody may withdraw any more."""


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


def is_capped(terms: Terms, obtained: int) -> bool:
    """Whether the cap holds the share of what was obtained down."""
    return terms.cap_cents is not None and share(obtained, terms.success_basis_points) > terms.cap_cents


def with_vat(basis_points: int, vat_basis_points: int) -> Fraction:
    """A rate before VAT as what is paid, exactly."""
    return Fraction(basis_points * (WHOLE + vat_basis_points), WHOLE)


def most_of(terms: Terms) -> int | None:
    """The most that can ever be owed, in cents; None where nothing bounds it."""
    if terms.success_basis_points and terms.cap_cents is None:
        return None
    success = (terms.cap_cents or 0) if terms.success_basis_points else 0
    return terms.fixed_cents + success + share(terms.fixed_cents + success, terms.vat_basis_points)


def examples(terms: Terms) -> tuple[tuple[int, Fee], ...]:
    """Three worked examples: what is obtained, what it costs."""
    return tuple((obtained, fee_of(terms, obtained)) for obtained in EXAMPLES)


class Fault(StrEnum):
    """Why a price may not be offered."""

    EMPTY = "empty"
    """Neither a share nor a fixed fee."""
    LAWYER_WITHOUT_FIXED_FEE = "lawyer-without-fixed-fee"
    """A lawyer may not be paid by the result alone (law 71-1130, art. 10)."""
    SHARE_TOO_LARGE = "share-too-large"
    CAP_OF_NOTHING = "cap-of-nothing"
    """A cap without a share, or one that leaves nothing of it."""
    VAT_TOO_HIGH = "vat-too-high"


def fault_of(terms: Terms, *, lawyer: bool) -> Fault | None:
    """Why the law, or the house, does not allow a price; None where it does."""
    if not terms.fixed_cents and not terms.success_basis_points:
        return Fault.EMPTY
    if lawyer and not terms.fixed_cents:
        return Fault.LAWYER_WITHOUT_FIXED_FEE
    if terms.success_basis_points > MOST_SUCCESS:
        return Fault.SHARE_TOO_LARGE
    if terms.cap_cents is not None and not (terms.cap_cents and terms.success_basis_points):
        return Fault.CAP_OF_NOTHING
    return Fault.VAT_TOO_HIGH if terms.vat_basis_points > MOST_VAT else None
