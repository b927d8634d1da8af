"""Legal days: windows end at midnight, Europe/Paris."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def day_of(moment: datetime) -> date:
    """The day of Paris a moment falls on."""
    return moment.astimezone(PARIS).date()


def end_of(day: date) -> datetime:
    """The end of a day of Paris, in UTC: the first moment that is no longer that day."""
    return datetime.combine(day + timedelta(days=1), time(), PARIS).astimezone(UTC)


def hour_of(moment: datetime) -> str:
    """The hour in Paris as people read it: « 14 h 05 »."""
    local = moment.astimezone(PARIS)
    return f"{local.hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{local.minute:02d}"


def window_end(start: datetime, span: timedelta) -> datetime:
    """When a window opened at `start` closes.

    A span of whole days ends with its last day in Paris, the opening day not counted (CPC 641); a shorter one, used by
    demonstrations and tests, ends to the second.
    """
    if span % timedelta(days=1):
        return start + span
    return end_of(day_of(start) + span)
