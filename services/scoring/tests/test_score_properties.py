"""What holds for any facts: the rules of the score, tried on worlds that hypothesis makes."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from services.scoring.tests.world import (
    Scoreboard,
    at,
    brands,
    days,
    interleaved,
    published,
    scratch_score,
    scratch_tally,
    told,
    worlds,
)

from scoring.domain.bill import bill
from scoring.domain.days import day_before
from scoring.domain.facts import Answered, Rated, Reattributed, Removed
from scoring.domain.formula import V1, Part, tenths
from scoring.domain.measure import measure
from scoring.domain.score import shown
from scoring.domain.tally import Kind


@given(worlds, brands, days)
def test_the_incremental_score_equals_the_one_computed_from_scratch_to_the_last_bit(world, brand, day):
    board = told(world)
    assert board.score(brand, day) == scratch_score(world, brand, day)
    assert shown(board.score(brand, day)) == shown(scratch_score(world, brand, day))


@given(worlds, st.data())
def test_interleaving_the_facts_of_different_complaints_changes_nothing(world, data):
    board = Scoreboard()
    for name, fact in interleaved(data.draw, world):
        board.hear(name, fact)
    assert board.changes == told(world).changes


@given(worlds, st.data())
def test_a_fact_heard_twice_or_a_replay_of_all_of_them_changes_nothing(world, data):
    board = told(world)
    before = Counter(board.changes)
    for name, fact in interleaved(data.draw, world):
        board.hear(name, fact)
    assert board.changes == before


@given(worlds, brands, days)
def test_removing_a_complaint_restores_exactly_the_score_without_it(world, brand, day):
    without = dict(world)
    world = {**world, "gone": (published(1, brand), Answered(at(2)), Rated(at(3), 2, False, False), Removed(at(9)))}
    after_it = max(day, at(9).date() + timedelta(days=1))
    assert told(world).score(brand, after_it) == told(without).score(brand, after_it)


@given(worlds, brands, days)
def test_on_the_day_of_its_removal_a_complaint_has_left_every_cell(world, brand, day):
    removed = {name: (*life, Removed(at(600))) for name, life in world.items()}
    assert told(removed).tally([brand], at(600).date()) == {}


@given(worlds, brands, days, st.integers(0, 9), st.integers(1, 10))
def test_a_better_rating_never_lowers_a_score(world, brand, day, note, better):
    low, high = sorted((note, min(10, note + better)))
    life = (published(100, brand), Answered(at(101)), Rated(at(102), low, True, True))
    best = (*life[:2], replace(life[2], note=high))
    assert told({**world, "it": best}).score(brand, day).points >= told({**world, "it": life}).score(brand, day).points


@given(worlds, brands, days, st.floats(0, 80), st.floats(0, 80), st.booleans())
def test_a_later_answer_never_raises_a_score(world, brand, day, one, other, never):
    early, late = sorted((one, other))
    soon = (published(100, brand), Answered(at(100 + early)), Rated(at(190), 6, True, True))
    then = (soon[0], Rated(at(190), 6, True, True)) if never else (soon[0], Answered(at(100 + late)), soon[2])
    assert told({**world, "it": then}).score(brand, day).points <= told({**world, "it": soon}).score(brand, day).points


@given(worlds, brands, days)
def test_presumed_satisfactions_never_weigh_more_than_explicit_ratings(world, brand, day):
    tally = told(world).tally([brand], day)
    explicit = measure({cell: n for cell, n in tally.items() if cell.kind is Kind.NOTE}, day, V1)
    together = measure(tally, day, V1)
    assert together.parts[Part.SATISFACTION].weight <= 2 * explicit.parts[Part.SATISFACTION].weight


@given(worlds, brands, days)
def test_a_score_stays_between_zero_and_ten_inside_its_interval(world, brand, day):
    score = told(world).score(brand, day)
    low, high = score.bounds
    assert 0 <= low <= score.points <= high <= 10


@given(worlds, brands, days)
def test_a_bill_adds_up_exactly_to_its_score(world, brand, day):
    board = told(world)
    score, tally = board.score(brand, day), board.tally([brand], day)
    found = bill(score, tally, brand, board.histories)
    for part, scored in score.parts.items():
        of_months = sum((points[part] for points in found.months.values()), Fraction(0))
        of_lines = sum((line.points[part] for line in found.lines), Fraction(0))
        assert of_months == of_lines
        assert of_months + scored.prior_points == scored.points
    assert tenths(sum((part.points for part in score.parts.values()), Fraction(0))) == tenths(score.points)


@given(worlds, brands, days)
def test_the_first_brand_of_a_moved_complaint_keeps_no_trace_of_it_from_that_day_on(world, brand, day):
    moved = {**world, "moved": (published(5, "elsewhere"), Answered(at(6)))}
    board = told(moved)
    trace = board.tally(["elsewhere"], day_before(at(20).date()))
    board.hear("moved", Reattributed(at(20), brand))
    assert trace
    assert board.tally(["elsewhere"], max(day, at(20).date())) == {}
    assert scratch_tally(board.histories, ["elsewhere"], max(day, at(20).date())) == {}
