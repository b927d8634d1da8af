"""Spans of whole years, months, weeks and days, as the law writes them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_ISO = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


@dataclass(frozen=True, slots=True)
class Span:
    """So many months, then so many days."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """The last day of the span: the start day is out, months are counted before days (CPC 641)."""
        return add_months(day, self.months) + timedelta(days=self.days)


LONGEST = Span(months=120, days=3650)
"""No span of the law or of a mediator is longer: what is, was mistyped, and would lead out of the calendar."""


def parse_span(written: str) -> Span:
    """A span from its ISO 8601 form, such as P2M or P60D; raises `ValueError`, also where it is too long."""
    if not (match := _ISO.fullmatch(written)):
        raise ValueError(written)
    years, months, weeks, days = (int(each or 0) for each in match.groups())
    span = Span(12 * years + months, 7 * weeks + days)
    if span.months > LONGEST.months or span.days > LONGEST.days:
        raise ValueError(written)
    return span


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day when it is shorter (CPC 641)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
