"""French formats of days, moments, money and numbers in documents. Days and hours are those of Paris."""

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from disputes.domain.days import PARIS, day_of

NBSP = "\u00a0"
KIB = 1024


def day(moment: date | datetime) -> str:
    """« 1er mars 2026 »."""
    on = day_of(moment) if isinstance(moment, datetime) else moment
    text = str(format_date(on, f"d{NBSP}MMMM y", locale="fr"))
    return text.replace("1", "1er", 1) if on.day == 1 else text


def moment(at: datetime) -> str:
    """« 2 mars 2026, 14 h 30 »."""
    local = at.astimezone(PARIS)
    return f"{day(at)}, {local.hour}{NBSP}h{NBSP}{local.minute:02}"


def euros(cents: int) -> str:
    """« 1 289,00 € », always to the cent."""
    return str(format_currency(Decimal(cents) / 100, "EUR", locale="fr"))


def percent(basis_points: int) -> str:
    """« 20 % », « 5,5 % » from hundredths of a percent."""
    return f"{format_decimal(Decimal(basis_points) / 100, locale='fr')}{NBSP}%"


def siren(digits: str) -> str:
    """« 204 123 456 »."""
    return NBSP.join(digits[start : start + 3] for start in range(0, len(digits), 3))


def size(octets: int) -> str:
    """« 412 Ko », « 1,4 Mo »."""
    if octets < KIB * KIB:
        return f"{max(1, round(octets / KIB))}{NBSP}Ko"
    return f"{format_decimal(Decimal(octets) / KIB**2, format='0.#', locale='fr')}{NBSP}Mo"
