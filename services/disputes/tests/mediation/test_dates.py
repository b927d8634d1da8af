"""Days and spans, told twice: the engine's calendar and the one of the tests agree."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.disputes.tests.mediation import other_calendar as other

from disputes.domain.french import in_french
from disputes.domain.mediation.calendar import (
    Place,
    add_working_days,
    extended,
    holidays_of,
    is_working_day,
    next_working_day,
)
from disputes.domain.mediation.spans import Span, add_months, parse_span

pytestmark = pytest.mark.promise("D2")

PLACES = tuple(Place)
DAYS = st.dates(date(2025, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize("year", range(2025, 2041))
@pytest.mark.parametrize("place", PLACES)
def test_both_calendars_know_the_same_days_off(place, year):
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [is_working_day(day, place) for day in days] == [not other.is_off(day, place.value) for day in days]


@given(DAYS, st.sampled_from(PLACES))
def test_both_calendars_push_a_last_day_alike(day, place):
    assert next_working_day(day, place) == extended(day, place) == other.pushed(day, place.value)


@given(DAYS)
def test_of_an_unknown_place_the_day_is_pushed_as_far_as_anywhere(day):
    assert extended(day, None) == other.furthest(day)


@given(DAYS, st.integers(0, 30), st.integers(0, 120))
def test_both_calendars_count_months_and_then_days_alike(day, months, days):
    assert Span(months, days).after(day) == other.days_later(other.months_later(day, months), days)


@given(DAYS, st.integers(1, 40), st.sampled_from(PLACES))
def test_so_many_working_days_are_so_many(day, count, place):
    last = add_working_days(day, count, place)
    between = (day + timedelta(days=number) for number in range(1, (last - day).days + 1))
    assert sum(not other.is_off(each, place.value) for each in between) == count
    assert not other.is_off(last, place.value)


MONTH_ENDS = (
    (date(2026, 1, 31), 1, date(2026, 2, 28)),
    (date(2028, 1, 31), 1, date(2028, 2, 29)),
    (date(2028, 2, 29), 12, date(2029, 2, 28)),
    (date(2027, 2, 28), 12, date(2028, 2, 28)),
    (date(2026, 12, 31), 2, date(2027, 2, 28)),
    (date(2026, 3, 31), 1, date(2026, 4, 30)),
    (date(2026, 4, 30), 1, date(2026, 5, 30)),
    (date(2026, 11, 30), 3, date(2027, 2, 28)),
    (date(2026, 12, 1), 1, date(2027, 1, 1)),
    (date(2026, 11, 15), 1, date(2026, 12, 15)),
    (date(2026, 10, 31), 14, date(2027, 12, 31)),
)


@pytest.mark.parametrize(("start", "months", "last"), MONTH_ENDS)
def test_a_month_ends_on_the_same_day_number_or_on_its_last_day(start, months, last):
    assert add_months(start, months) == last


PUSHED = (
    # last day, place, pushed to
    (date(2026, 4, 3), "metropolitan", date(2026, 4, 3)),
    (date(2026, 4, 3), "alsace-moselle", date(2026, 4, 7)),  # Good Friday, weekend, Easter Monday
    (date(2026, 4, 3), "guadeloupe", date(2026, 4, 7)),
    (date(2026, 4, 3), "french-polynesia", date(2026, 4, 7)),
    (date(2026, 4, 3), "martinique", date(2026, 4, 3)),
    (date(2026, 4, 6), "metropolitan", date(2026, 4, 7)),
    (date(2026, 5, 1), "metropolitan", date(2026, 5, 4)),
    (date(2026, 5, 14), "metropolitan", date(2026, 5, 15)),  # Ascension
    (date(2026, 5, 25), "metropolitan", date(2026, 5, 26)),  # Whit Monday
    (date(2025, 12, 25), "metropolitan", date(2025, 12, 26)),
    (date(2025, 12, 26), "alsace-moselle", date(2025, 12, 29)),
    (date(2025, 12, 25), "alsace-moselle", date(2025, 12, 29)),
    (date(2026, 3, 12), "guadeloupe", date(2026, 3, 13)),  # mid-Lent
    (date(2026, 5, 22), "martinique", date(2026, 5, 26)),  # abolition, weekend, Whit Monday
    (date(2026, 5, 27), "guadeloupe", date(2026, 5, 28)),
    (date(2026, 5, 28), "saint-martin", date(2026, 5, 29)),
    (date(2026, 7, 21), "saint-martin", date(2026, 7, 22)),
    (date(2026, 6, 10), "guiana", date(2026, 6, 11)),
    (date(2027, 12, 20), "reunion", date(2027, 12, 21)),
    (date(2026, 4, 27), "mayotte", date(2026, 4, 28)),
    (date(2026, 10, 9), "saint-barthelemy", date(2026, 10, 12)),
    (date(2026, 9, 24), "new-caledonia", date(2026, 9, 25)),
    (date(2026, 6, 29), "wallis-and-futuna", date(2026, 6, 30)),
    (date(2026, 11, 20), "french-polynesia", date(2026, 11, 23)),
    (date(2026, 6, 29), "french-polynesia", date(2026, 6, 29)),  # no longer a holiday since 2025
    (date(2026, 11, 7), "metropolitan", date(2026, 11, 9)),
    (date(2026, 11, 8), "saint-pierre-and-miquelon", date(2026, 11, 9)),
    (date(2026, 12, 31), "metropolitan", date(2026, 12, 31)),
    (date(2027, 1, 1), "metropolitan", date(2027, 1, 4)),
    (date(2028, 4, 14), "alsace-moselle", date(2028, 4, 18)),
)


@pytest.mark.parametrize(("last", "place", "to"), PUSHED)
def test_a_last_day_off_is_pushed_to_the_next_working_day(last, place, to):
    assert extended(last, Place(place)) == other.pushed(last, place) == to


def test_an_unknown_place_gives_the_furthest_of_all():
    assert extended(date(2025, 12, 26), None) == date(2025, 12, 29)
    assert extended(date(2026, 12, 24), None) == date(2026, 12, 24)


EASTERS = {2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2029: (4, 1), 2030: (4, 21), 2038: (4, 25)}


@pytest.mark.parametrize(("year", "easter"), EASTERS.items())
def test_the_computus_of_the_tests_gives_the_known_easters(year, easter):
    assert other.easter(year) == date(year, *easter)
    assert date(year, *easter) + timedelta(days=1) in holidays_of(Place.METROPOLITAN, year)


SPANS = {"P2M": Span(2), "P60D": Span(0, 60), "P1Y": Span(12), "P3W": Span(0, 21), "P1Y2M3W4D": Span(14, 25)}


def test_a_span_of_months_has_no_days_and_one_of_days_no_months():
    assert Span(2).after(date(2026, 1, 5)) == date(2026, 3, 5)
    assert Span(days=2).after(date(2026, 1, 5)) == date(2026, 1, 7)


@pytest.mark.parametrize(("written", "span"), SPANS.items())
def test_a_span_is_read_from_its_iso_form(written, span):
    assert parse_span(written) == span


@pytest.mark.parametrize("written", ["", "P", "2M", "P2", "PM", "P-1M", "P2M3Y", "PT2H", "P2M ", "p2m"])
def test_what_is_no_span_is_refused(written):
    with pytest.raises(ValueError, match=f"^{re.escape(written)}$"):
        parse_span(written)


DAYS_IN_FRENCH = {
    date(2026, 3, 1): "1er\u00a0mars 2026",
    date(2026, 12, 31): "31\u00a0décembre 2026",
    date(2026, 1, 11): "11\u00a0janvier 2026",
    date(2026, 8, 2): "2\u00a0août 2026",
}


@pytest.mark.parametrize(("day", "words"), DAYS_IN_FRENCH.items())
def test_a_day_is_written_in_french(day, words):
    assert in_french(day) == words
