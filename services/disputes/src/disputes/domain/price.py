"""A price for paid help, worked out to the cent.

Amounts are integer cents, rates are basis points (1000 is 10 %). Nothing is owed on failure but an accepted fixed fee.
"""

from dataclasses import dataclass

from disputes.domain.errors import InvalidError

WHOLE = 10_000
"""Basis points of the whole."""

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
