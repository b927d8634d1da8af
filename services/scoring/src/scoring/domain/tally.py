"""Complaints counted in cells: the buckets of a score.

Everything a complaint weighs is discrete (the month it was published, days of delay, a note of 0 to 10), so a subject's
state is a count per cell, and what a fact changes is a handful of +1 and -1. Additions commute: facts of different
complaints may come in any order, and taking a complaint away leaves exactly what was there without it.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from scoring.domain.complaint import History, Standing, standings
from scoring.domain.days import month_of


class Kind(StrEnum):
    """What a cell counts, and what its value means."""

    PUBLISHED = "published"
    """Complaints."""
    WAITING = "waiting"
    """Without an answer; the value is the day the wait began, as a proleptic Gregorian ordinal."""
    ANSWERED = "answered"
    """With an answer; the value is its delay in days."""
    NOTE = "note"
    """Explicit ratings; the value is the note, 0 to 10."""
    SOLVED = "solved"
    """Explicit ratings that say the problem is solved."""
    BUY_AGAIN = "buy-again"
    """Explicit ratings that say the author would buy again."""
    PRESUMED = "presumed"
    """Presumed satisfactions."""
    DISPUTED = "disputed"
    """Complaints with a dispute that counts."""
    UNDISPUTED = "undisputed"
    """Rated or presumed satisfied, without such a dispute."""


class Cell(NamedTuple):
    """One bucket of a subject."""

    month: date
    """Month of publication, named by its first day."""
    kind: Kind
    value: int = 0


Tally = Mapping[Cell, int]
"""How many complaints are in each cell."""


class Subject(NamedTuple):
    """A brand or a point of sale of it; a sector's tally is the sum of its brands'."""

    id: str
    kind: str
    brand_id: str


class Change(NamedTuple):
    """A cell of a subject that a day changed."""

    subject: Subject
    day: date
    cell: Cell


def cells_of(standing: Standing | None) -> frozenset[Cell]:
    """The cells a complaint is counted in."""
    if standing is None or not standing.counts:
        return frozenset()
    month = month_of(standing.published_on)
    found = {Cell(month, Kind.PUBLISHED), _delay_cell(month, standing)}
    if rating := standing.rating:
        found.add(Cell(month, Kind.NOTE, rating.note))
        found |= {Cell(month, Kind.SOLVED)} if rating.solved else set()
        found |= {Cell(month, Kind.BUY_AGAIN)} if rating.would_buy_again else set()
    if standing.presumed:
        found.add(Cell(month, Kind.PRESUMED))
    if standing.disputed:
        found.add(Cell(month, Kind.DISPUTED))
    elif standing.rating or standing.presumed:
        found.add(Cell(month, Kind.UNDISPUTED))
    return frozenset(found)


def _delay_cell(month: date, standing: Standing) -> Cell:
    if standing.answered_on is None:
        return Cell(month, Kind.WAITING, standing.waiting_since.toordinal())
    return Cell(month, Kind.ANSWERED, standing.delay_days(standing.answered_on))


def subjects_of(standing: Standing | None) -> frozenset[Subject]:
    """Whose score a complaint is part of, beside its sector's."""
    if standing is None:
        return frozenset()
    found = {Subject(standing.brand_id, "brand", standing.brand_id)}
    if standing.point_of_sale_id:
        found.add(Subject(standing.point_of_sale_id, "point-of-sale", standing.brand_id))
    return frozenset(found)


def changes_of(history: History) -> Counter[Change]:
    """What a complaint adds to and takes from the cells of its subjects, day by day, over its whole life.

    The state of the service is the sum of this over all complaints; a new fact adds the complaint's new changes and
    subtracts its old ones.
    """
    changes: Counter[Change] = Counter()
    before: Standing | None = None
    for day, standing in standings(history):
        changes.subtract(_placed(before, day))
        changes.update(_placed(standing, day))
        before = standing
    return _without_zeros(changes)


def difference(after: Counter[Change], before: Counter[Change]) -> Counter[Change]:
    """What turns the changes known so far into the new ones."""
    found = Counter(after)
    found.subtract(before)
    return _without_zeros(found)


def _placed(standing: Standing | None, day: date) -> list[Change]:
    return [Change(subject, day, cell) for subject in subjects_of(standing) for cell in cells_of(standing)]


def _without_zeros(changes: Counter[Change]) -> Counter[Change]:
    return Counter({change: count for change, count in changes.items() if count})
