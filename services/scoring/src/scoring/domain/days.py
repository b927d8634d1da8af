"""Days and months of Paris, the calendar of the score."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def day_of(moment: datetime) -> date:
    """The day of Paris a moment falls on."""
    return moment.astimezone(PARIS).date()


def end_of(day: date) -> datetime:
    """The end of a day of Paris, in UTC: the first moment that is no longer that day."""
    return datetime.combine(day + timedelta(days=1), time(), PARIS).astimezone(UTC)


def day_before(day: date) -> date:
    """The previous day."""
    return day - timedelta(days=1)


def month_of(day: date) -> date:
    """A month, named by its first day."""
    return day.replace(day=1)


def months_between(earlier: date, later: date) -> int:
    """How many months `later` comes after `earlier`, both named by their first day."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def month_before(month: date, count: int) -> date:
    """The month that comes `count` months before."""
    total = month.year * 12 + month.month - 1 - count
    return date(total // 12, total % 12 + 1, 1)
