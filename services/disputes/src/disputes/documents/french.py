"""French formats of days, moments, money and numbers in documents. Days and hours are those of Paris."""

from datetime import date, datetime

from babel.numbers import format_decimal

from disputes.domain.days import PARIS, day_of
from disputes.domain.french import NBSP, euros, in_french, percent

__all__ = ["day", "euros", "moment", "percent", "siren", "size"]

KIB = 1024


def day(moment: date | datetime) -> str:
    """« 1er mars 2026 »."""
    return in_french(day_of(moment) if isinstance(moment, datetime) else moment)


def moment(at: datetime) -> str:
    """« 2 mars 2026, 14 h 30 »."""
    local = at.astimezone(PARIS)
    return f"{day(at)}, {local.hour}{NBSP}h{NBSP}{local.minute:02}"


def siren(digits: str) -> str:
    """« 204 123 456 »."""
    return NBSP.join(digits[start : start + 3] for start in range(0, len(digits), 3))


def size(octets: int) -> str:
    """« 412 Ko », « 1,4 Mo »."""
    if octets < KIB * KIB:
        return f"{max(1, round(octets / KIB))}{NBSP}Ko"
    return f"{format_decimal(octets / KIB**2, format='0.#', locale='fr')}{NBSP}Mo"
