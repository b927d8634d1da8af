"""What the cells of a tally weigh in each part on a day: integers summed, divided once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from fractions import Fraction
from typing import NamedTuple

from scoring.domain.days import month_of, months_between
from scoring.domain.formula import MILLION, Belief, Formula, Part, Prior
from scoring.domain.tally import Cell, Kind, Tally

QUARTERS = 4
"""Weights count in quarters, since a presumed satisfaction weighs one."""


class Source(Enum):
    """What a weight comes from; presumed satisfactions are summed apart, because their total is capped."""

    EXPLICIT = auto()
    PRESUMED = auto()
    DELAY = auto()
    DISPUTES = auto()


PART_OF = {
    Source.EXPLICIT: Part.SATISFACTION,
    Source.PRESUMED: Part.SATISFACTION,
    Source.DELAY: Part.DELAY,
    Source.DISPUTES: Part.DISPUTES,
}


class Weighing(NamedTuple):
    """What one complaint of a cell weighs before decay, and the value it is weighed with."""

    source: Source
    quarters: int
    millionths: int


@dataclass(frozen=True)
class Sums:
    """Sums over weighted complaints, with values between 0 and 1."""

    weight: Fraction
    total: Fraction
    """Sum of weight x value."""
    squares: Fraction
    """Sum of weight x value squared."""

    @property
    def mean(self) -> Fraction | None:
        """Mean value; None where nothing weighs."""
        return self.total / self.weight if self.weight else None


@dataclass(frozen=True)
class Measure:
    """A tally weighed on a day."""

    parts: Mapping[Part, Sums]
    presumed_factor: Fraction
    """What the presumed weights are multiplied by, so that their total never exceeds that of the explicit ones."""


def weighing_of(cell: Cell, day: date, formula: Formula) -> Weighing | None:
    """What a complaint counted in this cell adds to a part; None where the cell is for counts alone."""
    match cell.kind:
        case Kind.NOTE:
            return Weighing(Source.EXPLICIT, QUARTERS, cell.value * MILLION // 10)
        case Kind.PRESUMED:
            return Weighing(Source.PRESUMED, formula.presumed_quarters, MILLION)
        case Kind.ANSWERED:
            return Weighing(Source.DELAY, QUARTERS, _delay(cell.value, formula))
        case Kind.WAITING:
            return Weighing(Source.DELAY, QUARTERS, _delay(day.toordinal() - cell.value, formula))
        case Kind.DISPUTED | Kind.UNDISPUTED:
            return Weighing(Source.DISPUTES, QUARTERS, MILLION if cell.kind is Kind.UNDISPUTED else 0)
        case _:
            return None


def _delay(days: int, formula: Formula) -> int:
    return formula.delay[days] if days < len(formula.delay) else 0


def decay_of(month: date, day: date, formula: Formula) -> int:
    """Millionths that a complaint of this month weighs on a day; 0 outside the window."""
    age = months_between(month, month_of(day))
    return formula.decay[age] if 0 <= age < len(formula.decay) else 0


def measure(tally: Tally, day: date, formula: Formula) -> Measure:
    """Weighs a tally."""
    sums = dict.fromkeys(Source, (0, 0, 0))
    for weighing, weight in _weighed(tally, day, formula):
        value = weighing.millionths
        first, second, third = sums[weighing.source]
        sums[weighing.source] = (first + weight, second + weight * value, third + weight * value**2)
    exact = {source: _sums(*each) for source, each in sums.items()}
    factor = _presumed_factor(exact[Source.EXPLICIT].weight, exact[Source.PRESUMED].weight)
    parts = {PART_OF[source]: exact[source] for source in (Source.EXPLICIT, Source.DELAY, Source.DISPUTES)}
    parts[Part.SATISFACTION] = _plus(exact[Source.EXPLICIT], exact[Source.PRESUMED], factor)
    return Measure(parts, factor)


def _weighed(tally: Tally, day: date, formula: Formula) -> Iterator[tuple[Weighing, int]]:
    for cell, count in tally.items():
        decay = decay_of(cell.month, day, formula)
        if decay and (weighing := weighing_of(cell, day, formula)):
            yield weighing, count * decay * weighing.quarters


def _sums(weight: int, total: int, squares: int) -> Sums:
    unit = QUARTERS * MILLION
    return Sums(Fraction(weight, unit), Fraction(total, unit * MILLION), Fraction(squares, unit * MILLION**2))


def _presumed_factor(explicit: Fraction, presumed: Fraction) -> Fraction:
    return explicit / presumed if presumed > explicit else Fraction(1)


def _plus(explicit: Sums, presumed: Sums, factor: Fraction) -> Sums:
    return Sums(
        explicit.weight + factor * presumed.weight,
        explicit.total + factor * presumed.total,
        explicit.squares + factor * presumed.squares,
    )


def prior_of(sector: Measure, formula: Formula) -> Prior:
    """What a sector's complaints make one expect of the next one."""
    return {part: _belief(sector.parts[part], formula.start[part], formula.prior_weight) for part in Part}


def _belief(sums: Sums, start: Belief, prior_weight: int) -> Belief:
    mean = sums.mean
    if mean is None:
        return start
    spread = sums.squares - sums.weight * mean**2
    return Belief(mean, (spread + prior_weight * start.variance) / (sums.weight + prior_weight))
