"""Days, sums and rates in French."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def in_french(day: date) -> str:
    """« 1er mars 2026 », the day beside its month."""
    return f"{'1er' if day.day == 1 else day.day}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def euros(cents: int) -> str:
    """« 1 289,00 € », always to the cent."""
    thousands = f"{cents // 100:,}".replace(",", NARROW_NBSP)
    return f"{thousands},{cents % 100:02}{NBSP}€"


def percent(basis_points: int | Fraction) -> str:
    """« 20 % », « 5,5 % » from hundredths of a percent, with all their digits."""
    exact = Fraction(basis_points)
    rate = Decimal(exact.numerator) / (exact.denominator * 100)
    return f"{rate.normalize():f}{NBSP}%".replace(".", ",")
