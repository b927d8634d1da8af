"""Spans and limits of the product, handed to the decisions. Spans of whole days follow the days of Paris."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Terms:
    """What `settings.py` may shorten for a demonstration or a test."""

    rating_window: timedelta = timedelta(days=10)
    """How long the author may rate before satisfaction is presumed."""
    reminders: tuple[timedelta, ...] = (timedelta(days=3), timedelta(days=7), timedelta(days=9))
    """When the author is reminded, counted from the response."""
    opening: timedelta = timedelta(minutes=15)
    """How long a case that a moderator opened is theirs to decide."""
    complaints_a_day: int = 10
    """Most complaints one author may file on one day."""
    limited: bool = True
    """False while demonstration data is loaded: no rate limits, no one-a-day rule."""


TITLE_LENGTH = (8, 120)
TEXT_LENGTH = (50, 5000)
PSEUDONYM_LENGTH = (3, 30)
WISH_LENGTH = 300
MESSAGE_LENGTH = 4000
RESPONSE_LENGTH = (20, 6000)
COMMENT_LENGTH = 1000
MAX_AMOUNT_CENTS = 100_000_000
"""One million euros: more is a slip of the keyboard."""
