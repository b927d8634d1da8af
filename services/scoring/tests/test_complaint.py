"""What a complaint weighs, fact by fact."""

from datetime import UTC, date, datetime, timedelta

import pytest
from services.scoring.tests.world import T0, at, published, rated

from scoring.domain.complaint import heard, standing_on
from scoring.domain.days import day_of, end_of, month_before, months_between
from scoring.domain.facts import (
    Answered,
    DisputeClosed,
    Disputed,
    Presumed,
    Published,
    Reattributed,
    Reinstated,
    Removed,
    Suspended,
    Withdrawn,
)
from scoring.domain.tally import Cell, Kind, cells_of, subjects_of

MARCH = date(2026, 3, 1)
LATER = at(300).date()
ANSWERED = (published(), Answered(at(2)))


def cells(*history, on=LATER):
    return {(cell.kind, cell.value) for cell in cells_of(standing_on(history, on))}


def test_a_published_complaint_waits_since_the_day_of_its_publication():
    assert cells(published()) == {(Kind.PUBLISHED, 0), (Kind.WAITING, T0.date().toordinal())}


def test_before_its_publication_a_complaint_is_nothing():
    assert cells(published(), on=at(-1).date()) == set()
    assert cells(Withdrawn(T0)) == set()


def test_only_the_first_answer_ends_the_delay():
    assert cells(*ANSWERED, Answered(at(8))) == {(Kind.PUBLISHED, 0), (Kind.ANSWERED, 2)}


def test_a_fact_heard_twice_stands_in_the_history_once():
    assert heard(ANSWERED, Answered(at(2))) == ANSWERED
    assert heard(ANSWERED, rated(3)) == (*ANSWERED, rated(3))


def test_the_last_rating_wins():
    assert (Kind.NOTE, 9) in cells(*ANSWERED, rated(3, 2), rated(4, 9))
    assert (Kind.NOTE, 2) not in cells(*ANSWERED, rated(3, 2), rated(4, 9))


def test_a_late_rating_replaces_the_presumption():
    presumed = (*ANSWERED, Presumed(at(13)))
    assert (Kind.PRESUMED, 0) in cells(*presumed)
    assert (Kind.PRESUMED, 0) not in cells(*presumed, rated(20, 1))
    assert (Kind.NOTE, 1) in cells(*presumed, rated(20, 1))


def test_a_rated_complaint_is_never_presumed():
    assert (Kind.PRESUMED, 0) not in cells(*ANSWERED, rated(3), Presumed(at(13)))


def test_a_new_answer_opens_a_new_window_so_that_nothing_is_presumed():
    assert (Kind.PRESUMED, 0) not in cells(*ANSWERED, Presumed(at(13)), Answered(at(14)))


def test_a_suspended_complaint_weighs_nothing_until_it_is_reinstated():
    suspended = (*ANSWERED, rated(3), Suspended(at(5)))
    assert cells(*suspended) == set()
    assert cells(*suspended, Reinstated(at(9))) == cells(*ANSWERED, rated(3))


@pytest.mark.parametrize("end", [Removed, Withdrawn])
def test_a_removed_or_withdrawn_complaint_weighs_nothing_for_good(end):
    assert cells(*ANSWERED, end(at(5)), Reinstated(at(6)), rated(7)) == set()


def test_the_second_brand_of_a_complaint_is_waited_for_from_the_day_it_got_it():
    moved = (
        published(brand="brand-a", shop="shop"),
        Answered(at(1)),
        Presumed(at(12)),
        Reattributed(at(20), "brand-b"),
    )
    assert cells(*moved) == {(Kind.PUBLISHED, 0), (Kind.WAITING, at(20).date().toordinal())}
    assert cells(*moved, Answered(at(23))) == {(Kind.PUBLISHED, 0), (Kind.ANSWERED, 3)}
    assert {subject.id for subject in subjects_of(standing_on(moved, LATER))} == {"brand-b"}


def test_a_moved_complaint_keeps_the_month_of_its_publication():
    moved = (published(), Reattributed(at(100), "brand-b"))
    assert {cell.month for cell in cells_of(standing_on(moved, LATER))} == {MARCH}


def test_a_past_day_is_told_as_it_was():
    history = (*ANSWERED, Presumed(at(13)), rated(20, 1), Removed(at(30)))
    assert cells(*history, on=at(1).date()) == cells(published())
    assert (Kind.PRESUMED, 0) in cells(*history, on=at(13).date())
    assert (Kind.NOTE, 1) in cells(*history, on=at(29).date())
    assert cells(*history, on=at(30).date()) == set()


def test_the_cells_of_a_rating_say_solved_and_would_buy_again():
    assert {(Kind.SOLVED, 0), (Kind.BUY_AGAIN, 0)} <= cells(*ANSWERED, rated(3, solved=True))
    assert not {(Kind.SOLVED, 0), (Kind.BUY_AGAIN, 0)} & cells(*ANSWERED, rated(3, solved=False))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-28T22:59:59", "2026-03-28"),
        ("2026-03-28T23:00:00", "2026-03-29"),  # still winter time: midnight is 23:00 UTC
        ("2026-03-29T21:59:59", "2026-03-29"),
        ("2026-03-29T22:00:00", "2026-03-30"),  # summer time since this night: midnight is 22:00 UTC
        ("2026-10-24T22:00:00", "2026-10-25"),
        ("2026-10-25T22:59:59", "2026-10-25"),  # winter time since this night: the day had 25 hours
        ("2026-10-25T23:00:00", "2026-10-26"),
    ],
)
def test_a_day_is_a_day_of_paris_in_summer_and_winter(moment, day):
    assert day_of(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == date.fromisoformat(day)


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-12-31"])
def test_a_day_ends_where_the_next_one_begins(day):
    end = end_of(date.fromisoformat(day))
    assert day_of(end) == date.fromisoformat(day) + timedelta(days=1)
    assert day_of(end - timedelta(microseconds=1)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("evening", "next_evening"),
    [("2026-03-28T22:30", "2026-03-29T21:30"), ("2026-10-24T21:30", "2026-10-25T22:30")],  # 23 hours, 25 hours
)
def test_an_answer_on_the_next_day_comes_after_one_day_whatever_the_switch_of_time(evening, next_evening):
    late, next_late = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (evening, next_evening))
    assert (Kind.ANSWERED, 1) in cells(Published(late, "R", "brand-a"), Answered(next_late))


def test_months_are_counted_across_years():
    assert months_between(date(2025, 11, 1), date(2026, 2, 1)) == 3
    assert month_before(date(2026, 2, 1), 3) == date(2025, 11, 1)
    assert Cell(month_before(MARCH, 0), Kind.NOTE).month == MARCH


@pytest.mark.promise("D1")
def test_a_dispute_counts_from_the_day_it_is_opened_whatever_was_rated():
    disputed = (*ANSWERED, rated(3, 2), Disputed(at(4)))
    assert {(Kind.NOTE, 2), (Kind.DISPUTED, 0)} <= cells(*disputed)
    assert (Kind.UNDISPUTED, 0) in cells(*disputed, on=at(3).date())
    assert (Kind.UNDISPUTED, 0) not in cells(*disputed)


def test_a_dispute_without_any_answer_counts_too():
    assert (Kind.DISPUTED, 0) in cells(published(), Disputed(at(20)))


@pytest.mark.parametrize(("counts", "kind"), [(True, Kind.DISPUTED), (False, Kind.UNDISPUTED)])
def test_a_dispute_that_was_given_up_or_was_none_for_a_mediator_is_forgotten(counts, kind):
    closed = (*ANSWERED, rated(3, 2), Disputed(at(4)), DisputeClosed(at(9), counts))
    assert {each for each, _ in cells(*closed)} & {Kind.DISPUTED, Kind.UNDISPUTED} == {kind}


def test_nothing_is_presumed_of_a_disputed_complaint():
    assert (Kind.PRESUMED, 0) not in cells(*ANSWERED, Presumed(at(13)), Disputed(at(14)))
    assert (Kind.PRESUMED, 0) not in cells(*ANSWERED, Disputed(at(5)), Presumed(at(13)))
