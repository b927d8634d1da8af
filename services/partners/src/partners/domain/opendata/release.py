"""The release of a month: a partition of its complaints into cells that may be published.

Each complaint is in one cell or in none, so there is no total to subtract from; what is too small is merged into the
cell of the others, level by level, and that one must be as safe as any. See the decision on open data.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low
from uuid import UUID, uuid5

from partners.domain.opendata.counted import Outcome
from partners.domain.opendata.rules import Entry, Rules, hides_region, is_safe

NAMESPACE = UUID("7c1d9a52-6f0b-4f57-9d8e-2b6f4f0f3a11")
"""Of the cells' ids, which say nothing and stay the same."""

LEVELS = ("sector", "category", "region")
"""From the coarsest to the finest."""

REGION = len(LEVELS) - 1

BANDS = ((2, "0-2"), (7, "3-7"), (15, "8-15"), (30, "16-30"))
"""Calendar days up to which a median delay is said to be of a band; a number would be one complaint's own."""

LONGEST = "over-30"

Key = tuple[str, ...]
"""Sector, category and region as far as a cell says them; what is left out is "the others, or all"."""


@dataclass(frozen=True)
class Cell:
    """One published group of a month."""

    month: str
    key: Key
    complaints: int
    answered: int
    delay: str | None
    """Band of the median delay; None where too few were answered, and in a region.

    Pages tell the delay of each complaint: where a region is quick and the others are slow, the band would tell which
    pages are the region's.
    """
    outcomes: Mapping[Outcome, int]

    @property
    def id(self) -> str:
        """The same for the same month and key."""
        return str(uuid5(NAMESPACE, "/".join((self.month, *self.key))))


def release(month: str, entries: Sequence[Entry], rules: Rules) -> tuple[Cell, ...]:
    """The cells of a month; none at all where even the whole month is not safe."""
    return tuple(_cells(month, (), entries, rules)) if entries and is_safe(entries, rules) else ()


def _cells(month: str, key: Key, entries: Sequence[Entry], rules: Rules) -> Iterator[Cell]:
    """The cells of a safe group: its parts as far as they are safe, and the others; else the group itself."""
    parts, others = _split(entries, len(key), rules)
    if not parts:
        yield _cell(month, key, entries, rules)
        return
    for value, part in sorted(parts.items()):
        yield from _cells(month, (*key, value), part, rules)
    if others:
        yield _cell(month, key, others, rules)


def _split(entries: Sequence[Entry], level: int, rules: Rules) -> tuple[dict[str, list[Entry]], list[Entry]]:
    """The parts that may stand alone at a level, and the others: none, or as safe as a part.

    The smallest part joins the others until they are safe: what is left out of the parts can be counted on the site.
    """
    parts, others = {}, []
    for value, part in _by(entries, level).items():
        if value and is_safe(part, rules) and (level != REGION or hides_region(part, entries, rules)):
            parts[value] = part
        else:
            others += part
    while parts and others and not is_safe(others, rules):
        others += parts.pop(min(parts, key=lambda value: (len(parts[value]), value)))
    return parts, others


def _by(entries: Sequence[Entry], level: int) -> Mapping[str | None, list[Entry]]:
    """Entries by what they say at a level; below the finest there is nothing to part by."""
    found: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[getattr(entry, LEVELS[level]) if level <= REGION else None].append(entry)
    return found


def _cell(month: str, key: Key, entries: Sequence[Entry], rules: Rules) -> Cell:
    delays = [each.delay_days for each in entries if each.delay_days is not None]
    return Cell(
        month=month,
        key=key,
        complaints=len(entries),
        answered=len(delays),
        delay=_band(median_low(delays)) if len(delays) >= rules.complaints and len(key) <= REGION else None,
        outcomes=Counter(each.outcome for each in entries),
    )


def _band(days: int) -> str:
    return next((band for up_to, band in BANDS if days <= up_to), LONGEST)
