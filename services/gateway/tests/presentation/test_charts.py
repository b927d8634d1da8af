"""Geometry of the figures."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.presentation import charts

HUNDRED = pytest.approx(100)


def test_the_bands_cover_the_scale_with_a_gap_between_two_of_them():
    parts = charts.band_segments()
    assert [part.x for part in parts] == [0, 30, 50, 65, 80]
    for before, after in pairwise(parts):
        assert before.x + before.width == pytest.approx(after.x - charts.BAND_GAP)


def test_a_gauge_places_the_interval_and_the_dot():
    drawn = charts.gauge(Decimal("7.4"), Decimal("6.2"), Decimal("7.9"))
    assert drawn.interval == charts.Segment(62, 17)
    assert drawn.dot == 74


def test_the_tallest_column_fills_the_drawing():
    drawn = charts.bars([3, 0, 6])
    assert [bar.height for bar in drawn] == [50, 0, 100]
    assert [bar.y for bar in drawn] == [50, 100, 0]


def test_columns_without_any_value_are_empty():
    assert all(bar.height == 0 for bar in charts.bars([0, 0]))
    assert charts.bars([]) == ()


def test_a_missing_month_breaks_the_line():
    drawn = charts.line([Decimal(5), Decimal(6), None, Decimal(7)])
    assert len(drawn.points) == 3
    assert drawn.strokes == (charts.Stroke(charts.Point(12.5, 50), charts.Point(37.5, 40)),)


@given(some.lists(some.integers(0, 500), min_size=1, max_size=24))
def test_every_column_stays_inside_the_drawing(values):
    for bar in charts.bars(values):
        assert 0 <= bar.x <= bar.x + bar.width <= 100
        assert bar.y + bar.height == HUNDRED


@given(some.integers(0, 100), some.integers(0, 100), some.integers(0, 100))
def test_every_gauge_stays_on_its_scale(score, low, high):
    low, score, high = sorted((low, score, high))
    drawn = charts.gauge(Decimal(score) / 10, Decimal(low) / 10, Decimal(high) / 10)
    assert 0 <= drawn.interval.x <= drawn.dot <= drawn.interval.x + drawn.interval.width + 0.01 <= 100.01
