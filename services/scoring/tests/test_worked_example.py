"""The worked example of the page "how scores are computed": a small brand, by hand and by the formula.

On 30 June 2026 the brand has 12 complaints. Ten of June (they weigh 1): answered the next day, rated 8. Two of
December 2025 (six months old: they weigh 1/2): answered after 8 days; one is presumed satisfied, one not rated.
Its sector stands at 0.6 for satisfaction, 0.5 for delay, and has no dispute.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scoring.domain.formula import V1, Belief, Part
from scoring.domain.score import evaluate, shown
from scoring.domain.tally import Cell, Kind

DAY = date(2026, 6, 30)
JUNE, DECEMBER = date(2026, 6, 1), date(2025, 12, 1)

TALLY = {
    Cell(JUNE, Kind.PUBLISHED): 10,
    Cell(JUNE, Kind.ANSWERED, 1): 10,
    Cell(JUNE, Kind.NOTE, 8): 10,
    Cell(DECEMBER, Kind.PUBLISHED): 2,
    Cell(DECEMBER, Kind.ANSWERED, 8): 2,
    Cell(DECEMBER, Kind.PRESUMED): 1,
}

PRIOR = {
    Part.SATISFACTION: Belief(Fraction(6, 10), Fraction(1, 12)),
    Part.DELAY: Belief(Fraction(1, 2), Fraction(1, 12)),
    Part.DISPUTES: Belief(Fraction(1), Fraction(0)),
}


@dataclass(frozen=True)
class ByHand:
    """One part on paper: sum of weight x value, and sum of weights, each with the ten virtual complaints."""

    share: Fraction
    above: Fraction
    below: Fraction

    @property
    def points(self):
        return 10 * self.share * self.above / self.below


# Satisfaction: ten ratings of 0.8, and one presumed satisfaction of 1 that weighs 1/4 x 1/2.
SATISFACTION = ByHand(
    Fraction(50, 100), 10 * Fraction(8, 10) + Fraction(1, 8) + 10 * Fraction(6, 10), 10 + Fraction(1, 8) + 10
)
# Delay: ten times 1, and twice 1/2 x 0.492119, what 8 days are worth.
DELAY = ByHand(Fraction(30, 100), 10 + Fraction(492_119, 1_000_000) + 10 * Fraction(1, 2), 10 + Fraction(1) + 10)
# Disputes: none, of ten rated and one presumed complaint.
DISPUTES = ByHand(Fraction(20, 100), 10 + Fraction(1, 2) + 10, 10 + Fraction(1, 2) + 10)


def test_the_worked_example_is_what_the_formula_says():
    score = evaluate(TALLY, PRIOR, DAY, V1)
    assert score.parts[Part.SATISFACTION].points == SATISFACTION.points
    assert score.parts[Part.DELAY].points == DELAY.points
    assert score.parts[Part.DISPUTES].points == DISPUTES.points
    assert score.points == SATISFACTION.points + DELAY.points + DISPUTES.points


def test_the_numbers_that_the_page_shows():
    assert [f"{float(part.points):.2f}" for part in (SATISFACTION, DELAY, DISPUTES)] == ["3.51", "2.21", "2.00"]
    found = shown(evaluate(TALLY, PRIOR, DAY, V1))
    assert found is not None
    assert (found.score, found.low, found.high) == (77, 71, 83)
    assert (found.band, found.band_low, found.band_high) == ("good", "good", "very-good")
