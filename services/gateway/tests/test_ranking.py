"""Ranks: two brands that cannot be told from each other share one."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.domain.ranking import Place, rank


@dataclass(frozen=True)
class Score:
    """A score with its interval."""

    value: Decimal
    low: Decimal
    high: Decimal


def score(value, low, high):
    return Score(*(Decimal(str(each)) for each in (value, low, high)))


tenths = st.integers(0, 100).map(lambda n: Decimal(n) / 10)
intervals = st.tuples(tenths, tenths, tenths).map(sorted).map(lambda each: Score(each[1], each[0], each[2]))
fields = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), intervals | st.none(), max_size=12)


def test_the_best_score_comes_first():
    assert rank({"a": score(5, 4.9, 5.1), "b": score(8, 7.9, 8.1)}) == [Place("b", 1, False), Place("a", 2, False)]


def test_two_brands_whose_intervals_overlap_share_a_rank():
    assert rank({"a": score(7, 6, 8), "b": score(7.5, 7, 8)}) == [Place("b", 1, True), Place("a", 1, True)]


def test_intervals_that_touch_overlap():
    assert [place.rank for place in rank({"a": score(8, 7, 9), "b": score(6, 5, 7)})] == [1, 1]


def test_after_a_shared_rank_the_next_is_counted_on():
    scores = {"a": score(9, 8.5, 9.5), "b": score(8.9, 8.4, 9.4), "c": score(5, 4, 6)}
    assert [(place.id, place.rank) for place in rank(scores)] == [("a", 1), ("b", 1), ("c", 3)]


def test_a_group_is_held_together_by_its_head_and_not_by_a_chain():
    scores = {"a": score(9, 8, 10), "b": score(8, 7, 9), "c": score(7, 6, 7.5)}
    assert [(place.id, place.rank, place.shared) for place in rank(scores)] == [
        ("a", 1, True),
        ("b", 1, True),
        ("c", 3, False),
    ]


def test_a_brand_without_a_score_has_no_rank():
    assert rank({"a": None, "b": score(5, 4, 6)}) == [Place("b", 1, False)]
    assert rank({}) == rank({"a": None}) == []


def test_equal_scores_are_listed_by_id():
    equal = score(5, 4, 6)
    assert [place.id for place in rank({"b": equal, "a": equal, "c": equal})] == ["a", "b", "c"]


@settings(deadline=None)
@given(fields)
def test_every_brand_with_a_score_has_one_place_in_the_order_of_the_scores(scores):
    places = rank(scores)
    assert sorted(place.id for place in places) == sorted(id_ for id_, each in scores.items() if each)
    values = [scores[place.id].value for place in places]
    assert values == sorted(values, reverse=True)
    assert [place.rank for place in places] == sorted(place.rank for place in places)


def groups_of(places):
    return [[place for place in places if place.rank == rank_] for rank_ in sorted({place.rank for place in places})]


@settings(deadline=None)
@given(fields)
def test_a_rank_is_one_more_than_the_brands_ranked_before_it(scores):
    before = 0
    for group in groups_of(rank(scores)):
        assert {place.rank for place in group} == {before + 1}
        assert {place.shared for place in group} == {len(group) > 1}
        before += len(group)


@settings(deadline=None)
@given(fields)
def test_nobody_opens_a_rank_below_a_head_that_it_overlaps_and_nobody_shares_one_it_does_not(scores):
    groups = groups_of(rank(scores))
    for group, following in pairwise(groups):
        assert scores[following[0].id].high < scores[group[0].id].low
    for head, *others in groups:
        assert all(scores[other.id].high >= scores[head.id].low for other in others)


@settings(deadline=None)
@given(fields, st.randoms())
def test_the_order_in_which_brands_are_given_does_not_matter(scores, chance):
    shuffled = list(scores.items())
    chance.shuffle(shuffled)
    assert rank(dict(shuffled)) == rank(scores)


@pytest.mark.parametrize("better", [Decimal("7.1"), Decimal("9.9")])
def test_a_better_score_never_lowers_a_rank(better):
    field = {"a": score(7, 6.9, 7.1), "b": score(8, 7.9, 8.1), "c": score(6, 5.9, 6.1)}
    after = field | {"a": Score(better, better, better)}
    ranks = [{place.id: place.rank for place in rank(each)}["a"] for each in (field, after)]
    assert ranks[1] <= ranks[0]
