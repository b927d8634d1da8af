"""The one source of `now`."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time in UTC."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


class TravelClock:
    """Follows a past that is being played, so that nothing falls due before what was done about it.

    It tells the latest `at` of the journey and never goes back within one. The journey ends, and the real clock is
    told again, where no further `at` came within the grace or where one has caught up with the present.
    """

    def __init__(self, real: Clock, grace: timedelta, on_travel: Callable[[], None] = lambda: None) -> None:
        """Args: on_travel: told of each step of the journey."""
        self._real = real
        self._grace = grace
        self._on_travel = on_travel
        self._at: datetime | None = None
        self._until = real.now() + grace

    def travel(self, at: datetime) -> None:
        """A command pretends to happen at this moment."""
        present = self._real.now()
        if at >= present - self._grace:
            self._at, self._until = None, present
        else:
            self._at = max(at, self._at) if self._at and present < self._until else at
            self._until = present + self._grace
        self._on_travel()

    def now(self) -> datetime:
        """The latest `at` while the journey lasts, then the real moment."""
        present = self._real.now()
        return self._at if self._at and present < self._until else present

    @property
    def waiting(self) -> bool:
        """True right after the start, while nothing says whether an interrupted journey goes on."""
        return self._at is None and self._real.now() < self._until
