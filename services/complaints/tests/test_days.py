"""Legal days: a window of whole days ends with its last day in Paris, whatever the hour and the season."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints.domain.days import PARIS, day_of, end_of, window_end

TEN_DAYS = timedelta(days=10)

moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- strategy
spans = st.integers(1, 60).map(lambda days: timedelta(days=days))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@settings(deadline=None)
@given(moments, spans)
def test_a_window_of_whole_days_closes_at_midnight_in_paris_after_its_last_day(start, span):
    end = window_end(start, span)
    assert end.astimezone(PARIS).time() == time()
    assert day_of(end - timedelta(microseconds=1)) == day_of(start) + span
    assert span - timedelta(hours=1) < end - start <= span + timedelta(hours=25)


@settings(deadline=None)
@given(moments, spans)
def test_the_hour_of_the_opening_does_not_matter(start, span):
    first = end_of(day_of(start) - timedelta(days=1))
    assert window_end(first, span) == window_end(start, span)
    assert window_end(end_of(day_of(start)) - timedelta(seconds=1), span) == window_end(start, span)


@settings(deadline=None)
@given(moments)
def test_a_moment_belongs_to_the_day_that_ends_after_it(moment):
    today = day_of(moment)
    assert end_of(today - timedelta(days=1)) <= moment < end_of(today)


def test_the_opening_day_is_not_counted():
    assert window_end(utc("2026-03-10T09:00"), TEN_DAYS) == utc("2026-03-20T23:00")


@pytest.mark.parametrize(
    ("opened", "closes"),
    [
        ("2026-03-18T09:00", "2026-03-28T23:00"),  # the last evening of winter time
        ("2026-03-19T09:00", "2026-03-29T22:00"),  # a last day of 23 hours: summer time begins
        ("2026-03-20T09:00", "2026-03-30T22:00"),
        ("2026-10-14T09:00", "2026-10-24T22:00"),
        ("2026-10-15T09:00", "2026-10-25T23:00"),  # a last day of 25 hours: winter time begins
        ("2026-10-16T09:00", "2026-10-26T23:00"),
        ("2026-12-25T09:00", "2027-01-04T23:00"),
        ("2028-02-20T09:00", "2028-03-01T23:00"),  # a leap year
    ],
)
def test_the_switches_of_summer_time_do_not_move_the_end_of_a_day(opened, closes):
    assert window_end(utc(opened), TEN_DAYS) == utc(closes)


@pytest.mark.parametrize(("evening", "day"), [("2026-07-14T21:59", 14), ("2026-07-14T22:00", 15)])
def test_a_day_begins_at_midnight_in_paris_not_in_greenwich(evening, day):
    assert day_of(utc(evening)) == date(2026, 7, day)


def test_a_window_shorter_than_a_day_ends_to_the_second():
    assert window_end(utc("2026-03-10T09:00:07"), timedelta(seconds=15)) == utc("2026-03-10T09:00:22")
    assert window_end(utc("2026-03-10T09:00"), timedelta(hours=36)) == utc("2026-03-11T21:00")
