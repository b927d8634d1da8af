"""The bill of a score: the months and complaints that made each part, adding up exactly to the number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scoring.domain.complaint import History, Standing, standing_on
from scoring.domain.days import month_of
from scoring.domain.formula import MILLION, Part
from scoring.domain.measure import PART_OF, QUARTERS, Source, decay_of, weighing_of
from scoring.domain.score import Score
from scoring.domain.tally import Cell, Tally, cells_of, subjects_of

Points = Mapping[Part, Fraction]
"""Points that something brings to each part."""


@dataclass(frozen=True)
class Line:
    """One complaint of a bill."""

    complaint_id: str
    standing: Standing
    points: Points


@dataclass(frozen=True)
class Bill:
    """How a score is made. Of each part: points of the months + points of the prior = points of the score."""

    score: Score
    months: Mapping[date, Points]
    """Oldest first; without the months that bring nothing."""
    lines: tuple[Line, ...]
    """The complaints of the window, oldest publication first; of each month they bring what the month brings."""


def bill(score: Score, tally: Tally, subject_id: str, histories: Mapping[str, History]) -> Bill:
    """The bill of a score. The complaints come from their own histories: a second way to the same number.

    Args:
        tally: the cells the score was evaluated from.
        histories: those of every complaint that may ever have been the subject's.
    """
    found = [
        Line(id_, standing, points_of(((cell, 1) for cell in cells_of(standing)), score))
        for id_, history in histories.items()
        if (standing := standing_on(history, score.day)) and _counts(standing, subject_id, score)
    ]
    lines = tuple(sorted(found, key=lambda line: (line.standing.published_on, line.complaint_id)))
    return Bill(score, _months(score, tally), lines)


def _counts(standing: Standing, subject_id: str, score: Score) -> bool:
    mine = any(subject.id == subject_id for subject in subjects_of(standing))
    return mine and standing.counts and decay_of(month_of(standing.published_on), score.day, score.formula) > 0


def _months(score: Score, tally: Tally) -> Mapping[date, Points]:
    cells: dict[date, list[tuple[Cell, int]]] = defaultdict(list)
    for cell, count in tally.items():
        if decay_of(cell.month, score.day, score.formula):
            cells[cell.month].append((cell, count))
    return {month: points_of(cells[month], score) for month in sorted(cells)}


def points_of(cells: Iterable[tuple[Cell, int]], score: Score) -> Points:
    """What the complaints counted in these cells bring to each part of a score."""
    found = dict.fromkeys(Part, Fraction(0))
    for cell, count in cells:
        decay = decay_of(cell.month, score.day, score.formula)
        if weighing := weighing_of(cell, score.day, score.formula):
            source, quarters, millionths = weighing
            part = PART_OF[source]
            factor = score.presumed_factor if source is Source.PRESUMED else 1
            weighted = Fraction(count * decay * quarters * millionths, QUARTERS * MILLION**2)
            found[part] += score.parts[part].unit * factor * weighted
    return found
