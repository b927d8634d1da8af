"""The year to write to a mediator: its last day, the day it is pushed to, and everywhere in the Republic."""

from datetime import date

import pytest
from services.disputes.tests.mediation import other_calendar as other
from services.disputes.tests.mediation.world import ONE, T0, assessed, check, facts

from disputes.domain.mediation import Place
from disputes.domain.mediation.calendar import holidays_of

pytestmark = pytest.mark.promise("D2")

YEAR = "C. conso. L612-2, 4°\u202f; CPC 641, 642"

LIMITS = (
    # written complaint, place, last day, pushed to
    (date(2025, 6, 15), "metropolitan", date(2026, 6, 15), date(2026, 6, 15)),
    (date(2024, 2, 29), "metropolitan", date(2025, 2, 28), date(2025, 2, 28)),
    (date(2027, 2, 28), "metropolitan", date(2028, 2, 28), date(2028, 2, 28)),
    (date(2025, 1, 31), "metropolitan", date(2026, 1, 31), date(2026, 2, 2)),  # a Saturday
    (date(2025, 2, 1), "metropolitan", date(2026, 2, 1), date(2026, 2, 2)),  # a Sunday
    (date(2025, 5, 1), "metropolitan", date(2026, 5, 1), date(2026, 5, 4)),
    (date(2025, 5, 8), "metropolitan", date(2026, 5, 8), date(2026, 5, 11)),
    (date(2025, 4, 6), "metropolitan", date(2026, 4, 6), date(2026, 4, 7)),  # Easter Monday
    (date(2025, 5, 14), "metropolitan", date(2026, 5, 14), date(2026, 5, 15)),  # Ascension
    (date(2025, 5, 25), "metropolitan", date(2026, 5, 25), date(2026, 5, 26)),  # Whit Monday
    (date(2025, 7, 14), "metropolitan", date(2026, 7, 14), date(2026, 7, 15)),
    (date(2025, 8, 15), "metropolitan", date(2026, 8, 15), date(2026, 8, 17)),
    (date(2025, 11, 11), "metropolitan", date(2026, 11, 11), date(2026, 11, 12)),
    (date(2025, 12, 25), "metropolitan", date(2026, 12, 25), date(2026, 12, 28)),
    (date(2026, 1, 1), "metropolitan", date(2027, 1, 1), date(2027, 1, 4)),
    (date(2025, 4, 3), "metropolitan", date(2026, 4, 3), date(2026, 4, 3)),
    (date(2025, 4, 3), "alsace-moselle", date(2026, 4, 3), date(2026, 4, 7)),  # Good Friday
    (date(2024, 12, 26), "metropolitan", date(2025, 12, 26), date(2025, 12, 26)),
    (date(2024, 12, 26), "alsace-moselle", date(2025, 12, 26), date(2025, 12, 29)),
    (date(2025, 5, 22), "martinique", date(2026, 5, 22), date(2026, 5, 26)),
    (date(2025, 5, 27), "guadeloupe", date(2026, 5, 27), date(2026, 5, 28)),
    (date(2025, 6, 10), "guiana", date(2026, 6, 10), date(2026, 6, 11)),
    (date(2026, 12, 20), "reunion", date(2027, 12, 20), date(2027, 12, 21)),
    (date(2025, 4, 27), "mayotte", date(2026, 4, 27), date(2026, 4, 28)),
    (date(2025, 10, 9), "saint-barthelemy", date(2026, 10, 9), date(2026, 10, 12)),
    (date(2025, 5, 28), "saint-martin", date(2026, 5, 28), date(2026, 5, 29)),
    (date(2025, 9, 24), "new-caledonia", date(2026, 9, 24), date(2026, 9, 25)),
    (date(2025, 7, 29), "wallis-and-futuna", date(2026, 7, 29), date(2026, 7, 30)),
    (date(2025, 3, 5), "french-polynesia", date(2026, 3, 5), date(2026, 3, 6)),
    (date(2025, 11, 1), "saint-pierre-and-miquelon", date(2026, 11, 1), date(2026, 11, 2)),
    (date(2024, 12, 26), None, date(2025, 12, 26), date(2025, 12, 29)),  # perhaps in Alsace
    (date(2025, 6, 10), None, date(2026, 6, 10), date(2026, 6, 11)),  # perhaps in Guiana
    (date(2025, 6, 15), None, date(2026, 6, 15), date(2026, 6, 15)),
)


def judged(day, start, place):
    """The clear case with that complaint and place."""
    return assessed(day, complained_on=start, place=Place(place) if place else None)


@pytest.mark.parametrize(("start", "place", "last", "pushed"), LIMITS)
def test_the_year_ends_on_the_same_day_number_and_is_pushed_to_a_working_day(start, place, last, pushed):
    case = judged(last, start, place)
    assert (case.latest_on, case.latest_extended_on) == (last, pushed)
    assert (case.of("one-year").until_on, case.of("one-year").until_extended_on) == (last, pushed)
    assert case.latest_on == other.latest(start)


@pytest.mark.parametrize(("start", "place", "last", "pushed"), LIMITS)
def test_up_to_its_last_day_the_year_runs(start, place, last, pushed):
    for day in (last - ONE, last):
        check(judged(day, start, place), "one-year", "admissible", YEAR, "Un an après la réclamation écrite")
        assert judged(day, start, place).verdict == "admissible"


@pytest.mark.parametrize(("start", "place", "last", "pushed"), LIMITS)
def test_the_day_after_the_pushed_one_is_too_late(start, place, last, pushed):
    check(judged(pushed + ONE, start, place), "one-year", "inadmissible", YEAR, "Ce jour est passé.")
    assert judged(pushed + ONE, start, place).verdict == "inadmissible"


@pytest.mark.parametrize(("start", "place", "last", "pushed"), [each for each in LIMITS if each[2] != each[3]])
def test_between_the_last_day_and_the_pushed_one_it_is_never_a_flat_no(start, place, last, pushed):
    for day in (last + ONE, pushed):
        case = judged(day, start, place)
        check(case, "one-year", "unsure", YEAR, "Ce jour étant chômé, le délai peut aller jusqu’au")
        assert case.of("one-year").question.code == "mediator_pushes"
        assert case.verdict == "unsure"


HOLIDAYS = [(place, day) for place in Place for day in sorted(holidays_of(place, 2027))]


@pytest.mark.parametrize(("place", "day"), HOLIDAYS)
def test_no_holiday_of_any_place_costs_anybody_the_year(place, day):
    start = date(2026, day.month, day.day)
    pushed = other.pushed(day, place.value)
    check(judged(day, start, place), "one-year", "admissible", YEAR, "Un an après la réclamation écrite")
    check(judged(pushed, start, place), "one-year", "unsure", YEAR, "Ce jour étant chômé")
    check(judged(pushed + ONE, start, place), "one-year", "inadmissible", YEAR, "Ce jour est passé.")


def test_the_year_is_judged_on_the_day_the_file_was_sent():
    start = date(2025, 6, 15)
    assert assessed(T0, complained_on=start).verdict == "inadmissible"
    sent = assessed(T0, complained_on=start, sent_on=date(2026, 6, 15))
    assert (sent.verdict, sent.assessed_on) == ("admissible", date(2026, 6, 15))
    assert facts(sent_on=None).judged_on(T0) == T0


def test_reminders_come_60_30_and_7_days_before_the_unpushed_day():
    case = assessed(complained_on=date(2026, 1, 31))
    assert case.latest_on == date(2027, 1, 31)
    assert case.reminders_on == (date(2026, 12, 2), date(2027, 1, 1), date(2027, 1, 24))
