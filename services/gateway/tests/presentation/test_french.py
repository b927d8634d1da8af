"""Dates, numbers and money as French readers expect them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gateway.presentation import french

T0 = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NARROW = "\u202f"
NBSP = "\u00a0"


def test_the_first_of_a_month_is_said_1er():
    assert french.day(date(2026, 3, 1)) == f"1er{NBSP}mars 2026"
    assert french.day(date(2026, 3, 11)) == f"11{NBSP}mars 2026"


def test_a_deadline_says_the_weekday_and_the_last_minute_in_paris():
    end = datetime(2026, 3, 12, 22, 59, 59, tzinfo=UTC)
    assert french.deadline(end) == f"jeudi 12{NBSP}mars 2026, 23{NBSP}h{NBSP}59"


def test_a_moment_late_at_night_in_utc_is_already_tomorrow_in_paris():
    assert french.day(datetime(2026, 7, 14, 22, 30, tzinfo=UTC)) == f"15{NBSP}juillet 2026"


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        french.moment(datetime(2026, 7, 14, 22, 30))  # noqa: DTZ001 -- the very thing to refuse


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "aujourd’hui"),
        (1, "hier"),
        (3, "il y a 3 jours"),
        (-1, "demain"),
        (-5, "dans 5 jours"),
        (60, "il y a 2 mois"),
    ],
)
def test_a_relative_date_carries_the_real_one(days, words):
    at = T0 - timedelta(days=days)
    assert french.ago(at, T0).replace(NBSP, " ") == f"{words} ({french.day(at)})".replace(NBSP, " ")


def test_thousands_are_parted_by_a_narrow_no_break_space():
    assert french.number(1250) == f"1{NARROW}250"


def test_a_score_has_one_decimal_and_a_note_none():
    assert french.note(Decimal("7.4")) == "7,4"
    assert french.note(Decimal(8)) == "8,0"
    assert french.note(8) == "8"


def test_a_claim_drops_zero_cents_and_a_fee_keeps_them():
    assert french.amount(28900) == f"289{NBSP}€"
    assert french.amount(3799) == f"37,99{NBSP}€"
    assert french.fee(28900) == f"289,00{NBSP}€"
    assert french.fee(125050) == f"1{NARROW}250,50{NBSP}€"


def test_a_share_of_nothing_is_a_dash():
    assert french.share(29, 42) == f"69{NBSP}%"
    assert french.share(0, 0) == "–"


def test_french_counts_zero_as_singular():
    assert french.plural(0, "avis", "avis") == f"0{NBSP}avis"
    assert french.plural(1, "réclamation", "réclamations") == f"1{NBSP}réclamation"
    assert french.plural(1250, "réclamation", "réclamations") == f"1{NARROW}250{NBSP}réclamations"


def test_a_delay_is_said_in_days():
    assert french.span(Decimal("0.2")) == "moins d’un jour"
    assert french.span(1) == f"1{NBSP}jour"
    assert french.span(Decimal("3.2")) == f"3{NBSP}jours"


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [(0, "0 ms"), (1_999, "1 999 ms"), (2_000, "2 s"), (119_999, "119 s"), (7_680_000, "2 h"), (424_320_000, "4 j")],
)
def test_a_lapse_is_said_in_the_largest_unit_that_fits_twice(milliseconds, said):
    assert french.lapse(milliseconds).replace(NBSP, " ").replace(NARROW, " ") == said


def test_a_wait_of_today_says_the_hour():
    assert french.waiting(T0 - timedelta(hours=2), T0) == f"depuis aujourd’hui, 8{NBSP}h{NBSP}30"
    assert french.waiting(T0 - timedelta(days=3), T0) == f"depuis 3{NBSP}jours (19{NBSP}novembre 2026)"


def test_sizes_are_said_in_ko_and_mo():
    assert french.size(1) == f"1{NBSP}Ko"
    assert french.size(412_000) == f"402{NBSP}Ko"
    assert french.size(10 * 1024**2) == f"10{NBSP}Mo"


def test_months_and_identifiers_are_spaced_as_people_write_them():
    assert french.month("2026-11") == "novembre 2026"
    assert french.month_tick("2026-11") == f"nov.{NBSP}26"
    assert french.siren("204123456") == f"204{NBSP}123{NBSP}456"
    assert french.siren("20412345600011") == f"204{NBSP}123{NBSP}456{NBSP}00011"
