"""What a complaint is at the end of a day, as far as scores go, and how each fact changes it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from scoring.domain import facts
from scoring.domain.days import day_of
from scoring.domain.facts import Fact, Rated

History = tuple[Fact, ...]
"""All facts of one complaint, in the order they were heard; kept for good, so that any past day can be told."""


@dataclass(frozen=True)
class Standing:
    """A published complaint at the end of a day of Paris."""

    number: str
    published_on: date
    brand_id: str
    point_of_sale_id: str | None
    waiting_since: date
    """Where the delay of the present brand starts: its publication, or its re-attribution."""
    answered_on: date | None = None
    rating: Rated | None = None
    presumed: bool = False
    disputed: bool = False
    """It has a dispute that counts, open or ended."""
    suspended: bool = False
    ended: bool = False
    """Removed or withdrawn."""

    @property
    def counts(self) -> bool:
        """Whether it weighs anything."""
        return not (self.suspended or self.ended)

    def delay_days(self, day: date) -> int:
        """Calendar days of Paris from its start to the first public answer, or to `day` while there is none."""
        return ((self.answered_on or day) - self.waiting_since).days


def heard(history: History, fact: Fact) -> History:
    """The history with one more fact; a fact heard twice is there once."""
    return history if fact in history else (*history, fact)


def standings(history: History) -> Iterator[tuple[date, Standing | None]]:
    """Each day on which something happened, with what the complaint was at its end; None: not published yet."""
    standing = None
    for day, of_day in groupby(sorted(history, key=lambda fact: fact.at), key=lambda fact: day_of(fact.at)):
        for fact in of_day:
            standing = evolve(standing, fact)
        yield day, standing


def standing_on(history: History, day: date) -> Standing | None:
    """What the complaint was at the end of a day; None: not published yet."""
    found = None
    for known_on, standing in standings(history):
        if known_on <= day:
            found = standing
    return found


def evolve(standing: Standing | None, fact: Fact) -> Standing | None:
    """The complaint after a fact."""
    if standing is None:
        return _published(fact) if isinstance(fact, facts.Published) else None
    return replace(standing, **CHANGES[type(fact)](standing, fact))


def _published(fact: facts.Published) -> Standing:
    day = day_of(fact.at)
    return Standing(fact.number, day, fact.brand_id, fact.point_of_sale_id, waiting_since=day)


Change = Callable[[Standing, Any], dict[str, Any]]

CHANGES: Mapping[type[Fact], Change] = {
    facts.Published: lambda _, __: {},  # the date of first publication never changes
    # A new answer opens a new rating window, so that nothing is presumed any more.
    facts.Answered: lambda s, f: {"answered_on": s.answered_on or day_of(f.at), "presumed": False},
    facts.Rated: lambda _, f: {"rating": f, "presumed": False},
    facts.Presumed: lambda s, _: {"presumed": s.rating is None and not s.disputed},
    facts.Reattributed: lambda _, f: {
        "brand_id": f.brand_id,
        "point_of_sale_id": None,
        "waiting_since": day_of(f.at),
        "answered_on": None,
        "rating": None,
        "presumed": False,
        "disputed": False,
    },
    facts.Disputed: lambda _, __: {"disputed": True, "presumed": False},
    facts.DisputeClosed: lambda _, f: {"disputed": f.counts},
    facts.Suspended: lambda _, __: {"suspended": True},
    facts.Reinstated: lambda _, __: {"suspended": False},
    facts.Removed: lambda _, __: {"ended": True},
    facts.Withdrawn: lambda _, __: {"ended": True},
}
"""What each fact changes."""
