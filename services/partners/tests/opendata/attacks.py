"""Three attacks on the files of open data. They read what anyone may read: the CSV files and the pages of the site.

Each returns whom or what it found out; nothing means that it failed.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

Line: TypeAlias = dict[str, str]
Place: TypeAlias = tuple[str, ...]
"""Month, sector, category, region, as far as a line says them."""

OUTCOMES = ("open", "solved", "unsolved", "presumed", "disputed")
NAMES = ("month", "sector", "category", "region")
SMALL = 10
"""A group below it may be known to each other."""


@dataclass(frozen=True)
class Page:
    """A complaint's page: everything but where its author lives."""

    pseudonym: str
    brand: str
    month: str
    sector: str
    category: str
    delay_days: int | None
    outcome: str

    @property
    def answered(self) -> bool:
        """Whether the brand answered."""
        return self.delay_days is not None

    @property
    def place(self) -> Place:
        """What it has in common with a line."""
        return self.month, self.sector, self.category


def read(file: str) -> list[Line]:
    """The lines of a file."""
    return list(csv.DictReader(io.StringIO(file, newline="")))


def place_of(line: Line) -> Place:
    """What a line says of its complaints."""
    return tuple(line[name] for name in NAMES if line[name])


def differences(files: Sequence[str], pages: Iterable[Page], totals: bool = False) -> dict[Place, int]:
    """Groups below ten that one count has more than others: a total, or the site, less the lines below it; an edition
    of a file less the one before. The size of each by its place.

    Args: totals: as the dictionary of a cube says, a line holds those below it; otherwise lines never overlap.
    """
    found: dict[Place, int] = {}
    for file in files:
        lines = {place_of(line): int(line["complaints"]) for line in read(file)}
        for whole, total in [*_site(pages).items(), *(lines.items() if totals else ())]:
            below = [
                n for place, n in lines.items() if place[: len(whole)] == whole and _is_below(place, whole, totals)
            ]
            if below and 0 < total - sum(below) < SMALL:
                found[whole] = total - sum(below)
    for before, after in pairwise(map(_tallies, files)):
        changed = {key: abs(after[key] - before[key]) for key in before.keys() & after.keys()}
        found |= {place: n for (place, _), n in changed.items() if 0 < n < SMALL}
    return found


def _site(pages: Iterable[Page]) -> Counter[Place]:
    """What anyone may count on the site."""
    return Counter(page.place[:depth] for page in pages for depth in (1, 2, 3))


def _is_below(place: Place, whole: Place, totals: bool) -> bool:
    return len(place) == len(whole) + 1 if totals else len(place) > len(whole)


def _tallies(file: str) -> dict[tuple[Place, str], int]:
    names = ("complaints", "answered", *OUTCOMES)
    return {(place_of(line), name): int(line[name]) for line in read(file) for name in names}


def regions(file: str, pages: Sequence[Page]) -> dict[str, tuple[str, Fraction]]:
    """Authors whose region is more likely one than all others together: for each page, of all complaints alike on the
    site, how many are in each region's line. The region and its likelihood by pseudonym."""
    lines = [line for line in read(file) if line["region"]]
    alike = Counter(key for page in pages for key in _classes(page))
    found: dict[str, tuple[str, Fraction]] = {}
    for page in pages:
        for place, name in _classes(page):
            for line in lines:
                if place_of(line)[:3] == place and 2 * int(line[name]) > alike[place, name]:
                    found[page.pseudonym] = line["region"], Fraction(int(line[name]), alike[place, name])
    return found | _regions_by_delay(lines, pages)


BANDS = {"0-2": (0, 2), "3-7": (3, 7), "8-15": (8, 15), "16-30": (16, 30), "over-30": (31, 10**6)}


def _regions_by_delay(lines: Sequence[Line], pages: Sequence[Page]) -> dict[str, tuple[str, Fraction]]:
    """The same by the median: half of a line's answers are no slower than its band, half no quicker."""
    found: dict[str, tuple[str, Fraction]] = {}
    for line in lines:
        if not line["median_days"]:
            continue
        (low, high), answered = BANDS[line["median_days"]], int(line["answered"])
        for first, last, at_least in ((0, high, (answered + 1) // 2), (low, 10**6, answered // 2 + 1)):
            alike = [
                page
                for page in pages
                if page.place == place_of(line)[:3] and page.answered and first <= (page.delay_days or 0) <= last
            ]
            if 2 * at_least > len(alike):
                found |= {page.pseudonym: (line["region"], Fraction(at_least, len(alike))) for page in alike}
    return found


def _classes(page: Page) -> list[tuple[Place, str]]:
    """The numbers of a line that a page is counted in."""
    return [(page.place, name) for name in ("complaints", page.outcome, *["answered"] * page.answered)]


def outcomes(file: str, people: Iterable[tuple[str, Place]], certainty: Fraction) -> dict[str, str]:
    """People of whom it is known that they complained, where, when and about what: the outcome, where the line that
    they must be in leaves less doubt than `certainty`."""
    lines = {place_of(line): line for line in read(file)}
    found = {}
    for name, said in people:
        line = next((lines[said[:depth]] for depth in (4, 3, 2, 1) if said[:depth] in lines), None)
        if line:
            best = max(OUTCOMES, key=lambda outcome: int(line[outcome]))
            if int(line[best]) > certainty * int(line["complaints"]):
                found[name] = best
    return found
