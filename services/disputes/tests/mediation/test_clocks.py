"""The clocks of a case: when they start, end and remind; what is always said beside a verdict."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from services.disputes.tests.mediation.world import COMPLAINED_ON, MEDIATORS, ONE, RULES, T0, assessed, facts

from disputes.domain.mediation import ClockKind, Examiner, ExcludedField, Place, assess, clocks

pytestmark = pytest.mark.promise("D2")


def timeline(today=T0, **changes):
    """The clocks of the clear case."""
    return clocks(facts(**changes), assessed(today, **changes), RULES)


def clock(kind, today=T0, **changes):
    """One of them."""
    return next(each for each in timeline(today, **changes) if each.kind == kind)


def test_a_written_complaint_starts_three_clocks_the_last_with_reminders():
    assert [(each.kind, each.due_on, each.reminders_on) for each in timeline()] == [
        ("written-complaint", COMPLAINED_ON, ()),
        ("earliest-mediation", date(2026, 8, 16), ()),
        ("one-year-limit", date(2027, 6, 15), (date(2027, 4, 16), date(2027, 5, 16), date(2027, 6, 8))),
    ]


@pytest.mark.parametrize("changes", [{"complained_on": None}, {"written": False}])
def test_without_a_dated_written_complaint_no_clock_runs(changes):
    assert timeline(**changes) == ()


def told(**changes):
    """The clocks that the author hears of, with how many mails."""
    return {each.kind: len(each.moments) for each in timeline(**changes) if each.moments}


def test_an_author_hears_of_what_is_still_to_do():
    assert told() == {"earliest-mediation": 1, "one-year-limit": 4}
    assert told(sent_on=T0) == {"rejection": 1}
    assert told(sent_on=T0, notified_on=T0) == {"outcome": 1}


@pytest.mark.parametrize(
    "bar",
    [
        {"in_court": True},
        {"contract": False},
        {"excluded_field": ExcludedField.HEALTH},
        {"examined_by": Examiner.MEDIATOR},
    ],
    ids=["court", "no-contract", "excluded", "examined"],
)
def test_where_no_mediator_may_take_the_case_no_day_says_that_one_may(bar):
    assert [each.kind for each in timeline(**bar)] == ["written-complaint"]
    assert told(**bar) == {}


def test_what_can_be_put_right_keeps_its_days():
    assert told(contract_channel_kept=False) == told()
    over = timeline(COMPLAINED_ON + timedelta(days=500))
    assert [each.kind for each in over] == ["written-complaint", "earliest-mediation", "one-year-limit"]


def test_the_mediator_has_three_weeks_to_reject_and_ninety_days_to_conclude():
    sent, notified = date(2026, 11, 25), date(2026, 12, 1)
    assert clock("rejection", sent_on=sent).due_on == date(2026, 12, 16)
    assert clock("outcome", sent_on=sent, notified_on=notified).due_on == date(2027, 3, 1)
    assert [each.kind for each in timeline(sent_on=sent)][-1] == "one-year-limit"
    assert "outcome" not in [each.kind for each in timeline(sent_on=sent)]


def test_the_clocks_stand_in_the_order_of_their_days():
    kinds = [each.kind for each in timeline(sent_on=T0, notified_on=T0)]
    assert kinds == ["written-complaint", "earliest-mediation", "rejection", "outcome", "one-year-limit"]


ANSWERS = (
    # notified, place, due: twenty working days, from the directive's day on
    (date(2028, 9, 19), None, None),
    (date(2028, 9, 20), None, date(2028, 10, 18)),
    (date(2028, 12, 4), Place.METROPOLITAN, date(2029, 1, 3)),  # Christmas and New Year are Mondays
    (date(2028, 12, 4), Place.ALSACE_MOSELLE, date(2029, 1, 4)),
    (date(2028, 12, 4), None, date(2029, 1, 3)),
)


@pytest.mark.parametrize(("notified_on", "place", "due_on"), ANSWERS)
def test_the_trader_answers_the_mediator_in_twenty_working_days_once_the_directive_applies(notified_on, place, due_on):
    found = [each.due_on for each in timeline(notified_on=notified_on, place=place) if each.kind == "trader-answer"]
    assert found == ([due_on] if due_on else [])


def test_every_clock_says_what_it_is_and_by_which_article():
    whole = timeline(date(2028, 11, 1), complained_on=date(2028, 5, 1), sent_on=date(2028, 9, 29), notified_on=T0)
    later = timeline(notified_on=date(2028, 10, 1), sent_on=T0)
    assert {each.kind for each in (*whole, *later)} == set(ClockKind)
    for each in (*whole, *later):
        assert each.label
        assert each.explanation.endswith(".")
        assert each.article
    articles = {each.kind: each.article for each in later}
    assert articles["written-complaint"] == "C. conso. L612-2, 1°"
    assert articles["earliest-mediation"] == "C. énergie L122-1, R122-1"
    assert articles["one-year-limit"] == "C. conso. L612-2, 4°\u202f; CPC 641, 642"
    assert articles["rejection"] == "C. conso. L612-2"
    assert articles["outcome"] == "C. conso. R612-2, R612-5"
    assert articles["trader-answer"] == "Directive (UE) 2025/2647"


def test_names_of_clocks_are_stable():
    assert [kind.value for kind in ClockKind] == [
        "written-complaint",
        "earliest-mediation",
        "one-year-limit",
        "rejection",
        "outcome",
        "trader-answer",
    ]


def said(today=T0, **changes):
    """Codes of what is said beside the verdict."""
    return [each.code for each in assessed(today, **changes).notices]


def test_it_is_always_said_that_mediation_is_free_and_help_optional():
    for changes in ({}, {"in_court": True}, {"complained_on": None}, {"sector": None}):
        free = assessed(**changes).notices[0]
        assert free.text == "médiation gratuite\u202f; accompagnement facultatif et payant"
        assert free.article == "C. conso. L612-1, R612-1"
    assert said() == ["free", "freedom", "confidential"]


AMOUNTS = ((None, False), (0, True), (499_999, True), (500_000, True), (500_001, False))


@pytest.mark.parametrize(("cents", "small"), AMOUNTS)
def test_up_to_5000_euros_an_amicable_attempt_comes_before_court(cents, small):
    assert ("small-claim" in said(amount_cents=cents)) == small


@pytest.mark.parametrize(("day", "applies"), [(date(2028, 9, 19), False), (date(2028, 9, 20), True)])
def test_the_directive_is_told_of_from_the_day_it_applies(day, applies):
    assert ("trader-answer" in said(day)) == applies


def test_a_rule_that_is_no_longer_in_force_is_not_applied():
    ended = tuple(replace(each, valid_to=T0) if each.code == "contract" else each for each in RULES.rules)
    rules = replace(RULES, rules=ended)
    before = assess(facts(contract=False), rules, MEDIATORS, T0 - ONE)
    after = assess(facts(contract=False), rules, MEDIATORS, T0)
    assert (before.verdict, after.verdict) == ("inadmissible", "admissible")


def test_a_day_before_the_law_is_judged_by_the_first_law():
    sent = assessed(sent_on=date(2001, 3, 1))
    assert sent.assessed_on == date(2016, 7, 1)
    assert len(sent.rules) == len(RULES.rules)


def test_a_duration_changes_with_its_version():
    longer = tuple(
        new
        for each in RULES.durations
        for new in (
            [replace(each, valid_to=T0), replace(each, valid_from=T0, span=replace(each.span, days=10))]
            if each.code == "rejection"
            else [each]
        )
    )
    rules = replace(RULES, durations=longer)
    due = [
        each.due_on - day
        for day in (T0 - ONE, T0)
        for each in clocks(facts(sent_on=day), assessed(sent_on=day), rules)
        if each.kind == "rejection"
    ]
    assert due == [timedelta(days=21), timedelta(days=10)]


def test_a_file_sent_before_the_law_has_no_clock_of_the_mediator():
    assert "rejection" not in [each.kind for each in timeline(sent_on=date(2001, 3, 1))]


def test_a_duration_that_the_rules_lack_is_an_error():
    with pytest.raises(LookupError, match="trader-answer"):
        RULES.span("trader-answer", T0)
