"""The score of a subject on a day, exact, with its interval and the words beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import isqrt

from scoring.domain.formula import MILLION, Belief, Formula, Part, Prior, band_of, tenths
from scoring.domain.measure import Sums, decay_of, measure, prior_of
from scoring.domain.tally import Kind, Tally

POINTS = 10
"""A score goes from 0 to 10 points."""


@dataclass(frozen=True)
class PartScore:
    """One part of a score."""

    share: Fraction
    sums: Sums
    belief: Belief
    prior_weight: int

    @cached_property
    def unit(self) -> Fraction:
        """Points that a weight of one with a value of one brings."""
        return POINTS * self.share / (self.sums.weight + self.prior_weight)

    @property
    def value(self) -> Fraction:
        """Between 0 and 1, drawn towards the sector's mean."""
        return (self.sums.total + self.prior_weight * self.belief.mean) / (self.sums.weight + self.prior_weight)

    @property
    def points(self) -> Fraction:
        """What it brings to the score."""
        return POINTS * self.share * self.value

    @property
    def prior_points(self) -> Fraction:
        """What the virtual complaints of the sector's mean bring."""
        return self.unit * self.prior_weight * self.belief.mean

    @property
    def variance(self) -> Fraction:
        """Of its points."""
        return (POINTS * self.share) ** 2 * self.belief.variance / (self.sums.weight + self.prior_weight)


@dataclass(frozen=True)
class Score:
    """A score before rounding."""

    formula: Formula
    day: date
    parts: Mapping[Part, PartScore]
    presumed_factor: Fraction
    rated: int
    """Explicit ratings of the window, undecayed."""

    @property
    def shown(self) -> bool:
        """Whether there are enough explicit ratings for a number."""
        return self.rated >= self.formula.shown_from

    @property
    def points(self) -> Fraction:
        """The exact number, 0 to 10."""
        return sum((part.points for part in self.parts.values()), Fraction(0))

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """The 90 % interval; the square root is rounded down to a millionth of a point."""
        variance = sum((part.variance for part in self.parts.values()), Fraction(0))
        square = variance * self.formula.interval_factor**2
        half = Fraction(isqrt(int(square * MILLION**2)), MILLION)
        return max(self.points - half, Fraction(0)), min(self.points + half, Fraction(POINTS))


@dataclass(frozen=True)
class Shown:
    """The number, its interval and its words, as everyone reads them. Numbers in tenths of a point."""

    score: int
    low: int
    high: int
    band: str
    band_low: str
    band_high: str


def evaluate(tally: Tally, prior: Prior, day: date, formula: Formula) -> Score:
    """The score of a subject whose cells stood so on a day, in a sector of this prior."""
    measured = measure(tally, day, formula)
    parts = {
        part: PartScore(formula.shares[part], measured.parts[part], prior[part], formula.prior_weight) for part in Part
    }
    return Score(formula, day, parts, measured.presumed_factor, _rated(tally, day, formula))


def _rated(tally: Tally, day: date, formula: Formula) -> int:
    return sum(count for cell, count in tally.items() if cell.kind is Kind.NOTE and decay_of(cell.month, day, formula))


def evaluate_sector(tally: Tally, day: date, formula: Formula) -> Score:
    """The score of a sector: its own mean is its prior, so that nothing draws it away from its mean."""
    return evaluate(tally, prior_on(tally, day, formula), day, formula)


def prior_on(sector: Tally, day: date, formula: Formula) -> Prior:
    """The prior that a sector's cells of the end of `day` make for its subjects on the next day."""
    return prior_of(measure(sector, day, formula), formula)


def shown(score: Score) -> Shown | None:
    """The rounded numbers; None below the ratings needed."""
    if not score.shown:
        return None
    number, (low, high) = tenths(score.points), (tenths(bound) for bound in score.bounds)
    words = (band_of(each, score.formula) for each in (number, low, high))
    return Shown(number, low, high, *words)
