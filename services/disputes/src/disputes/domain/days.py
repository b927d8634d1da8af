"""Days of Paris, which the product counts in."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def day_of(moment: datetime) -> date:
    """The day it is in Paris at a moment."""
    return moment.astimezone(PARIS).date()


def start_of(day: date) -> datetime:
    """The first moment of a day of Paris."""
    return datetime(day.year, day.month, day.day, tzinfo=PARIS)


def days_after(moment: datetime, days: int) -> date:
    """The day of Paris that comes so many days after a moment's."""
    return day_of(moment) + timedelta(days=days)
