"""The published data of formula v1, and what it makes of small tallies."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from services.scoring.tests.world import TODAY, Scoreboard, at, published, rated, told

from scoring.domain.days import month_before, month_of
from scoring.domain.facts import Answered, Presumed
from scoring.domain.figures import figures, mean_note, window
from scoring.domain.formula import FORMULAS, V1, Belief, Part, band_of, tenths
from scoring.domain.measure import measure, prior_of
from scoring.domain.score import evaluate, evaluate_sector, prior_on, shown
from scoring.domain.tally import Cell, Kind

MONTH = month_of(TODAY)
EVEN = dict.fromkeys(Part, Belief(Fraction(1, 2), Fraction(1, 12)))


def notes(*counts, month=MONTH):
    """Explicit ratings: as many of each note as told, from 0 on."""
    return {Cell(month, Kind.NOTE, note): count for note, count in enumerate(counts) if count}


def mean_of(part, tally, day=TODAY):
    return measure(tally, day, V1).parts[part].mean


def test_the_three_shares_make_a_whole():
    assert V1.shares == {Part.SATISFACTION: Fraction(1, 2), Part.DELAY: Fraction(3, 10), Part.DISPUTES: Fraction(1, 5)}
    assert sum(V1.shares.values()) == 1


def test_the_decay_halves_in_six_months_over_a_window_of_twelve():
    exact = [Decimal(1_000_000) * Decimal(2) ** (Decimal(-months) / 6) for months in range(12)]
    assert V1.decay == tuple(int(value.to_integral_value()) for value in exact)


def test_a_delay_is_worth_one_up_to_a_day_then_falls_with_its_logarithm_to_zero_at_sixty_days():
    exact = [1 - Decimal(max(days, 1)).ln() / Decimal(60).ln() for days in range(61)]
    assert V1.delay == tuple(int((1_000_000 * value).to_integral_value()) for value in exact)
    assert (V1.delay[0], V1.delay[1], V1.delay[60]) == (1_000_000, 1_000_000, 0)


def test_a_delay_beyond_sixty_days_is_worth_nothing():
    assert mean_of(Part.DELAY, {Cell(MONTH, Kind.ANSWERED, 200): 1}) == 0


def test_an_answer_today_is_worth_what_no_answer_is_worth_today():
    since = date(2026, 11, 4)
    waiting = {Cell(MONTH, Kind.WAITING, since.toordinal()): 1}
    assert mean_of(Part.DELAY, waiting) == mean_of(Part.DELAY, {Cell(MONTH, Kind.ANSWERED, 20): 1})


def test_a_complaint_leaves_the_window_with_its_month():
    first = month_before(MONTH, 11)
    assert window(TODAY, V1)[0] == first
    assert mean_of(Part.SATISFACTION, notes(0, 1, month=first)) == Fraction(1, 10)
    assert mean_of(Part.SATISFACTION, notes(0, 1, month=month_before(first, 1))) is None


def test_a_presumed_satisfaction_weighs_a_quarter_and_is_worth_one():
    tally = notes(0, 0, 0, 0, 4) | {Cell(MONTH, Kind.PRESUMED): 4}
    assert mean_of(Part.SATISFACTION, tally) == Fraction(4 * 4, 50) + Fraction(1, 5)


def test_presumed_satisfactions_are_capped_at_the_weight_of_the_explicit_ratings():
    tally = notes(1) | {Cell(MONTH, Kind.PRESUMED): 400}
    assert mean_of(Part.SATISFACTION, tally) == Fraction(1, 2)
    assert mean_of(Part.SATISFACTION, {Cell(MONTH, Kind.PRESUMED): 400}) is None


@pytest.mark.parametrize(("presumed", "factor"), [(4, 1), (5, Fraction(4, 5)), (8, Fraction(1, 2))])
def test_the_cap_begins_where_a_quarter_each_makes_more_than_the_explicit_ratings(presumed, factor):
    measured = measure(notes(1) | {Cell(MONTH, Kind.PRESUMED): presumed}, TODAY, V1)
    assert measured.presumed_factor == factor
    assert measured.parts[Part.SATISFACTION].weight == 2


def test_the_dispute_part_falls_with_the_share_of_disputes_once_there_are_any():
    assert mean_of(Part.DISPUTES, {Cell(MONTH, Kind.UNDISPUTED): 4}) == 1
    assert mean_of(Part.DISPUTES, {Cell(MONTH, Kind.UNDISPUTED): 3, Cell(MONTH, Kind.DISPUTED): 1}) == Fraction(3, 4)


def test_each_part_is_drawn_towards_the_sector_by_ten_virtual_complaints():
    score = evaluate(notes(*[0] * 10, 10), EVEN, TODAY, V1)
    assert score.parts[Part.SATISFACTION].value == Fraction(10 + 5, 20)
    assert score.parts[Part.DELAY].value == Fraction(1, 2)


def test_a_subject_without_complaints_has_its_sectors_score_and_no_number():
    score = evaluate({}, EVEN, TODAY, V1)
    assert score.points == 5
    assert shown(score) is None


def test_a_number_is_shown_from_ten_explicit_ratings_on():
    nine = notes(0, 0, 0, 0, 0, 9) | {Cell(MONTH, Kind.PRESUMED): 50}
    assert shown(evaluate(nine, EVEN, TODAY, V1)) is None
    assert shown(evaluate(nine | notes(0, 0, 0, 0, 0, 10), EVEN, TODAY, V1)) is not None


def test_ratings_that_left_the_window_do_not_help_to_show_a_number():
    old = notes(0, 0, 0, 0, 0, 30, month=month_before(MONTH, 12))
    assert shown(evaluate(old, EVEN, TODAY, V1)) is None


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "very-low"),
        (29, "very-low"),
        (30, "low"),
        (49, "low"),
        (50, "fair"),
        (64, "fair"),
        (65, "good"),
        (79, "good"),
        (80, "very-good"),
        (100, "very-good"),
    ],
)
def test_a_word_begins_at_the_first_shown_tenth_of_its_band(number, word):
    assert band_of(number, V1) == word


@pytest.mark.parametrize(("exact", "shown_as"), [("6.449", 64), ("6.45", 65), ("6.4999", 65), ("0.04", 0), ("0.05", 1)])
def test_a_number_is_rounded_once_half_up(exact, shown_as):
    assert tenths(Fraction(exact)) == shown_as


def test_an_interval_across_two_bands_names_both():
    found = shown(evaluate(notes(*[0] * 6, 12), EVEN, TODAY, V1))
    assert found is not None
    assert found.low < 65 <= found.high or found.low < 50 <= found.high
    assert found.band_low != found.band_high
    assert found.band_low == band_of(found.low, V1)
    assert found.band_high == band_of(found.high, V1)


def test_the_interval_is_that_of_a_normal_posterior_with_the_sectors_variance():
    prior = EVEN | {Part.SATISFACTION: Belief(Fraction(1, 2), Fraction(1, 9))}
    only = replace(V1, shares={Part.SATISFACTION: Fraction(1), Part.DELAY: Fraction(0), Part.DISPUTES: Fraction(0)})
    low, high = evaluate(notes(0, 0, 0, 0, 0, 15), prior, TODAY, only).bounds
    assert (high - low) / 2 == Fraction("1.096666")  # 1.645 x 10 x sqrt(1/9 / (15 + 10)), rounded down


def test_more_complaints_make_the_interval_narrower():
    def width(count):
        low, high = evaluate(notes(0, 0, 0, 0, 0, count), EVEN, TODAY, V1).bounds
        return high - low

    assert width(10) > width(40) > width(400)


def test_a_few_equal_ratings_never_look_certain():
    prior = prior_of(measure(notes(*[0] * 10, 3), TODAY, V1), V1)
    assert prior[Part.SATISFACTION] == Belief(Fraction(1), Fraction(10, 12) / 13)


def test_a_sector_without_complaints_has_the_formulas_own_start():
    assert prior_on({}, TODAY, V1) == V1.start


def test_the_score_of_a_sector_is_its_mean():
    sector = notes(0, 0, 8) | {Cell(MONTH, Kind.ANSWERED, 1): 8}
    assert evaluate_sector(sector, TODAY, V1).points == 10 * (
        Fraction(1, 2) * Fraction(2, 10) + Fraction(3, 10) + Fraction(1, 5)
    )


def test_a_brand_is_drawn_to_its_sectors_mean_of_the_previous_days_end():
    board = Scoreboard()
    board.hear("it", published(0, "brand-b"), Answered(at(1)), rated(5, 10))
    on_the_day = board.score("brand-a", at(5).date())
    assert on_the_day.parts[Part.SATISFACTION].belief == V1.start[Part.SATISFACTION]
    assert board.score("brand-a", at(6).date()).parts[Part.SATISFACTION].belief.mean == 1


def test_the_figures_count_explicit_and_presumed_apart():
    board = told(
        {
            "one": (published(0), Answered(at(3)), rated(4, 2, solved=False)),
            "two": (published(40), Answered(at(44)), rated(50, 9)),
            "three": (published(41), Answered(at(46)), Presumed(at(57))),
            "four": (published(42),),
        }
    )
    found = figures(board.tally(["brand-a"], at(60).date()), at(60).date(), V1)
    assert (found.complaints, found.answered, found.presumed) == (4, 3, 1)
    assert (sum(found.notes), found.solved, found.would_buy_again) == (2, 1, 1)
    assert mean_note(found.notes) == Fraction(11, 2)
    assert found.median_delay == 4
    assert [(month.month.month, month.published, sum(month.notes)) for month in found.months[-2:]] == [
        (4, 3, 1),
        (5, 0, 0),
    ]


def test_the_median_of_an_even_number_of_delays_lies_between_the_two_in_the_middle():
    tally = {Cell(MONTH, Kind.ANSWERED, days): 1 for days in (1, 2, 5, 40)}
    assert figures(tally, TODAY, V1).median_delay == Fraction(7, 2)
    assert figures({}, TODAY, V1).median_delay is None


def test_every_version_ever_used_can_be_asked_for_by_its_name():
    assert {name: formula.name for name, formula in FORMULAS.items()} == {"v1": "v1"}
