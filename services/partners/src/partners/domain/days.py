"""Months of Paris, which statements are made for."""

from datetime import datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def month_of(moment: datetime) -> str:
    """`2026-11`: the month it is in Paris at a moment."""
    return f"{moment.astimezone(PARIS):%Y-%m}"
