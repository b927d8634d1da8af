"""Days and months of Paris, which are the legal ones."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def day_of(moment: datetime) -> date:
    """The day it is in Paris at a moment."""
    return moment.astimezone(PARIS).date()


def month_of(moment: datetime) -> str:
    """`2026-11`: the month it is in Paris at a moment."""
    return f"{moment.astimezone(PARIS):%Y-%m}"
