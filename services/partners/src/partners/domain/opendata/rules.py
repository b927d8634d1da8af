"""What a group of complaints must be like to be published. Another number is another version, for later months only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from partners.domain.days import PARIS
from partners.domain.opendata.counted import Outcome


@dataclass(frozen=True)
class Rules:
    """One version of the thresholds."""

    name: str
    complaints: int
    """k: fewer complaints, or fewer authors, could be known to each other."""
    brands: int
    """With one brand the cell would be that brand's; with two, each brand could subtract itself and read the other."""
    outcome_share: Fraction
    """Largest share of one outcome: who knows that somebody is in a cell learns the outcome with no more certainty.
    Below 1, so that every cell has two outcomes at least (l-diversity, l = 2)."""
    region_share: Fraction
    """Largest share that one region may have among the complaints of a sector and category whose public pages say the
    same. Those pages tell everything but the region: a larger share would tell it too."""


V1 = Rules("v1", complaints=10, brands=3, outcome_share=Fraction(9, 10), region_share=Fraction(1, 2))

CURRENT = V1

CLOSES_ON_DAY = 5
"""Day of the following month on which a month is closed: what happened on its last day has been told by then."""


@dataclass(frozen=True)
class Entry:
    """A complaint as it is counted when its month is frozen."""

    author_id: str
    brand_id: str
    sector: str
    category: str
    region: str | None
    """None: the author did not say."""
    outcome: Outcome
    delay_days: int | None
    """Calendar days to the first answer; None without one."""

    @property
    def shown(self) -> tuple[Outcome, bool]:
        """What the public page tells of it, as far as a cell counts it: its outcome, and whether it was answered."""
        return self.outcome, self.delay_days is not None


def closes_at(month: str) -> datetime:
    """When `2026-11` is over and told: a midnight of Paris in the following month."""
    year, number = (int(part) for part in month.split("-"))
    year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    return datetime.combine(date(year, number, CLOSES_ON_DAY), time(), PARIS)


def is_safe(group: Sequence[Entry], rules: Rules) -> bool:
    """Whether a group hides each of its members: in number, among brands, and in what became of them."""
    outcomes = Counter(each.outcome for each in group)
    return (
        len({each.author_id for each in group}) >= rules.complaints
        and len({each.brand_id for each in group}) >= rules.brands
        and max(outcomes.values()) <= rules.outcome_share * len(group)
    )


def hides_region(part: Sequence[Entry], among: Sequence[Entry], rules: Rules) -> bool:
    """Whether a region's part of a sector and category leaves it open for each public page where its author lives."""
    alike = Counter(each.shown for each in among)
    return all(n <= rules.region_share * alike[shown] for shown, n in Counter(each.shown for each in part).items())
