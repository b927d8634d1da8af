"""What a complaint counts as until its month is frozen, and how what happens to it changes that. Ids and codes only."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from partners.domain.days import PARIS, month_of


class Outcome(StrEnum):
    """What became of a complaint: each has exactly one."""

    OPEN = "open"
    """No verdict yet, answered or not."""
    SOLVED = "solved"
    """The author says that it is."""
    UNSOLVED = "unsolved"
    """The author says that it is not."""
    PRESUMED = "presumed"
    """The rating window closed in silence."""
    DISPUTED = "disputed"
    """A dispute that counts, open or ended; it outweighs a rating, so that each complaint is counted once."""


@dataclass(frozen=True)
class Counted:
    """One complaint. Without a month it is not published yet, as far as is known here."""

    complaint_id: str
    month: str | None = None
    """`2026-11`: of its first publication in Paris, which never changes."""
    author_id: str | None = None
    brand_id: str | None = None
    category: str | None = None
    region: str | None = None
    waiting_since: date | None = None
    """Where the delay of the present brand starts."""
    answered_on: date | None = None
    solved: bool | None = None
    """The last explicit rating's; None: none."""
    presumed: bool = False
    disputed: bool = False
    suspended: bool = False
    ended: bool = False
    """Removed or withdrawn: of what was known, only its month stays."""

    @property
    def counts(self) -> bool:
        """Whether it is on the site."""
        return self.month is not None and not (self.suspended or self.ended)

    @property
    def outcome(self) -> Outcome:
        """What became of it."""
        if self.disputed:
            return Outcome.DISPUTED
        if self.solved is not None:
            return Outcome.SOLVED if self.solved else Outcome.UNSOLVED
        return Outcome.PRESUMED if self.presumed else Outcome.OPEN

    @property
    def delay_days(self) -> int | None:
        """Calendar days of Paris to the first answer; None without one."""
        return (self.answered_on - self.waiting_since).days if self.answered_on and self.waiting_since else None


@dataclass(frozen=True)
class Published:
    """What the publication says."""

    author_id: str
    brand_id: str
    category: str
    region: str | None
    at: datetime


def publish(counted: Counted, said: Published) -> Counted:
    """It is on the site from now on; it may have been heard of before."""
    return replace(
        counted,
        month=month_of(said.at),
        author_id=said.author_id,
        brand_id=said.brand_id,
        category=said.category,
        region=said.region,
        waiting_since=_day(said.at),
    )


def answer(counted: Counted, at: datetime) -> Counted:
    """The brand answered; only its first answer ends the delay, and any opens a new rating window."""
    return replace(counted, answered_on=counted.answered_on or _day(at), presumed=False)


def rate(counted: Counted, solved: bool) -> Counted:
    """The author's verdict; the last one counts."""
    return replace(counted, solved=solved, presumed=False)


def presume(counted: Counted) -> Counted:
    """The rating window closed in silence."""
    return replace(counted, presumed=counted.solved is None)


def reattribute(counted: Counted, brand_id: str, at: datetime) -> Counted:
    """It is another brand's, which starts anew."""
    fresh = Counted(counted.complaint_id, counted.month, counted.author_id, brand_id, counted.category, counted.region)
    return replace(fresh, waiting_since=_day(at), suspended=counted.suspended, ended=counted.ended)


def dispute(counted: Counted, counts: bool = True) -> Counted:
    """A dispute was opened, or ended; `counts` is false where it was given up or was none for a mediator."""
    return replace(counted, disputed=counts)


def suspend(counted: Counted, suspended: bool) -> Counted:
    """It is off the site for a while, or back."""
    return replace(counted, suspended=suspended)


def end(counted: Counted) -> Counted:
    """Removed or withdrawn: who wrote it, about whom and from where is forgotten."""
    return Counted(counted.complaint_id, counted.month, ended=True)


def _day(at: datetime) -> date:
    return at.astimezone(PARIS).date()
