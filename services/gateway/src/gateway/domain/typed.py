"""What people type: days and amounts, in the ways they write them."""

import re
from datetime import date
from decimal import Decimal

DAY = re.compile(r"(\d{1,2})[ /.\-](\d{1,2})[ /.\-](\d{4})")
YEARS = range(1900, 2101)
"""Of days that anybody means."""

AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


def day_of(text: str) -> date:
    """A day: 27 3 2026, 27/03/2026, 2026-03-27. Raises ValueError."""
    found = DAY.fullmatch(text)
    day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    if day.year not in YEARS:
        raise ValueError(text)
    return day


def cents_of(text: str) -> int:
    """An amount in euros, as cents: 289, 37,99, 1 250,50 €. Raises ValueError."""
    plain = re.sub(r"[\s\u00a0\u202f€]", "", text).replace(",", ".")
    if not AMOUNT.fullmatch(plain):
        raise ValueError(text)
    return int(Decimal(plain) * 100)
