"""How long a mediator must be waited for: each of them, each sub-case, the days around the end of the wait."""

from dataclasses import replace
from datetime import date

import pytest
from services.disputes.tests.mediation import other_calendar as other
from services.disputes.tests.mediation.world import (
    CM2C,
    INSURANCE,
    MEDIATORS,
    MNE,
    MTV,
    ONE,
    RATP,
    SNCF,
    TELECOM,
    assessed,
    check,
    declares,
)

from disputes.domain.mediation import ORDINARY, Mediators, Verdict
from disputes.domain.mediation.mediators import Refusal

pytestmark = pytest.mark.promise("D2")

HOUSE = "Règlement du médiateur\u202f; CPC 641, 642"

WAITS = (
    # sector, sub-case, declared, wait, article
    ("energy", ORDINARY, None, (2, "months"), "C. énergie L122-1, R122-1"),
    ("telecom", ORDINARY, TELECOM, (2, "months"), HOUSE),
    ("insurance", ORDINARY, None, (2, "months"), HOUSE),
    ("water", ORDINARY, None, (2, "months"), HOUSE),
    ("banking", ORDINARY, "Médiateur auprès de la FBF", (2, "months"), HOUSE),
    ("air", ORDINARY, MTV, (60, "days"), HOUSE),
    ("hotel", ORDINARY, MTV, (60, "days"), HOUSE),
    ("coach", ORDINARY, MTV, (60, "days"), HOUSE),
    ("rail", ORDINARY, SNCF, (1, "months"), HOUSE),
    ("rail", "fine", SNCF, (2, "months"), HOUSE),
    ("rail", "eurostar", SNCF, (3, "months"), HOUSE),
    ("rail", "cf-corse", SNCF, (3, "months"), HOUSE),
    ("urban-transport", ORDINARY, RATP, (1, "months"), HOUSE),
    ("urban-transport", "fine", RATP, (2, "months"), HOUSE),
)

STARTS = (
    date(2026, 1, 31),  # a shorter month follows
    date(2026, 3, 15),
    date(2026, 6, 1),
    date(2026, 8, 31),
    date(2026, 11, 30),
    date(2026, 12, 31),  # into February
    date(2027, 12, 31),  # into a leap February
    date(2028, 2, 29),
)


def number(day):
    """The day of the month as it is written in French."""
    return f"{day.day}\u00a0" if day.day > 1 else "1er\u00a0"


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(("sector", "sub_case", "declared", "wait", "article"), WAITS)
@pytest.mark.parametrize(("days", "verdict"), [(-1, "not-yet"), (0, "not-yet"), (1, "admissible"), (2, "admissible")])
def test_the_wait_ends_at_the_midnight_of_its_last_day(start, sector, sub_case, declared, wait, article, days, verdict):
    last = other.last_of_wait(start, wait)
    case = assessed(
        last + days * ONE,
        complained_on=start,
        sector=sector,
        sub_case=sub_case,
        declared=declares(declared) if declared else None,
    )
    evidence = "peut être saisi depuis le " if verdict == "admissible" else "peut être saisi à partir du "
    check(case, "wait", verdict, article, evidence + number(last + ONE))
    assert case.earliest_on == case.of("wait").from_on == last + ONE == other.earliest(start, wait)
    assert case.verdict == verdict


UNKNOWN_WAITS = (
    ("fitness", None, "declared"),
    ("food", CM2C, "mediator_wait"),
    ("notary", None, "mediator_wait"),
    ("e-commerce", "Médiateur du e-commerce de la FEVAD", "mediator_wait"),
)
START = date(2026, 9, 30)
USUAL_END = date(2026, 11, 30)


@pytest.mark.parametrize(("sector", "declared", "asked"), UNKNOWN_WAITS)
def test_an_unknown_wait_is_asked_for_until_the_usual_two_months_are_over(sector, declared, asked):
    known = {"sector": sector, "declared": declares(declared) if declared else None, "complained_on": START}
    for day in (START, START + ONE, USUAL_END):
        case = assessed(day, **known)
        check(case, "wait", "unsure", HOUSE, "à partir du 1er\u00a0décembre 2026")
        assert case.of("wait").question.code == asked
    check(assessed(USUAL_END + ONE, **known), "wait", "admissible", HOUSE, "depuis le 1er\u00a0décembre 2026")
    check(assessed(START - ONE, **known), "wait", "not-yet", HOUSE, "à partir du 1er\u00a0décembre 2026")


LONGEST = (
    # sector, sub-case, the wait of the mediator that waits longest among those that it may be
    ("rail", "eurostar", (3, "months")),
    ("rail", None, (3, "months")),
    ("rail", "fine", (60, "days")),  # the travel mediator waits longer than two months from February
    ("urban-transport", None, (2, "months")),
    ("air", ORDINARY, (60, "days")),
    ("fitness", None, (2, "months")),
    (None, None, (3, "months")),
)
FEBRUARY = date(2026, 2, 10)


@pytest.mark.parametrize("declared", [None, "Maître Inconnu"])
@pytest.mark.parametrize(("sector", "sub_case", "wait"), LONGEST)
def test_without_a_mediator_the_wait_is_over_when_none_may_wait_any_more(sector, sub_case, wait, declared):
    known = {"sector": sector, "sub_case": sub_case, "complained_on": FEBRUARY}
    known["declared"] = declares(declared) if declared else None
    first = other.earliest(FEBRUARY, wait)
    for day in (FEBRUARY, first - ONE):
        check(assessed(day, **known), "wait", "unsure", HOUSE, "à partir du " + number(first))
    open_ = assessed(first, **known)
    check(open_, "wait", "admissible", HOUSE, "depuis le " + number(first))
    assert (open_.mediator, open_.earliest_on) == (None, first)


UNKNOWN_SUB_CASES = (
    # day, verdict: SNCF waits 1 month, 2 for fines, 3 for Eurostar and CF Corse
    (date(2026, 10, 30), "not-yet"),
    (date(2026, 10, 31), "unsure"),
    (date(2026, 12, 30), "unsure"),
    (date(2026, 12, 31), "admissible"),
)


@pytest.mark.parametrize(("day", "verdict"), UNKNOWN_SUB_CASES)
def test_an_unknown_sub_case_is_asked_for_while_it_matters(day, verdict):
    case = assessed(day, sector="rail", sub_case=None, declared=declares(SNCF), complained_on=START)
    check(case, "wait", verdict, HOUSE, "31\u00a0décembre 2026")
    assert case.mediator.name == SNCF


def test_the_question_of_the_sub_case_names_those_of_the_sector():
    rail = assessed(date(2026, 11, 15), sector="rail", sub_case=None, declared=declares(SNCF), complained_on=START)
    assert rail.of("wait").question.code == "sub_case"
    assert rail.of("wait").question.text == (
        "Votre litige porte-t-il sur l’un de ces cas\u202f? Par exemple\u00a0: une amende ou un procès-verbal, "
        "un voyage en Eurostar, un voyage avec les Chemins de fer de la Corse."
    )


def test_a_mediator_without_special_waits_needs_no_sub_case():
    case = assessed(date(2026, 11, 15), sector="rail", sub_case=None, declared=declares(MTV), complained_on=START)
    check(case, "wait", "not-yet", HOUSE, "30\u00a0novembre 2026")


def test_a_mediator_that_makes_no_exception_of_a_sub_case_waits_as_long_as_ever():
    case = assessed(
        date(2026, 10, 30), sector="rail", sub_case="eurostar", declared=declares(RATP), complained_on=START
    )
    check(case, "wait", "not-yet", HOUSE, "31\u00a0octobre 2026")


def with_refusal(refusal, name=INSURANCE):
    """The mediators, one of which treats a refusal so."""
    changed = tuple(replace(each, refusal=refusal) if each.name == name else each for each in MEDIATORS.all)
    return Mediators(changed, MEDIATORS.version)


REFUSED_ON = date(2026, 10, 15)
WAITED = {"sector": "insurance", "complained_on": START, "refused": True, "answered_on": REFUSED_ON}
REFUSALS = (
    # what a refusal does, day, verdict
    (Refusal.ENDS, REFUSED_ON - ONE, "not-yet"),
    (Refusal.ENDS, REFUSED_ON, "admissible"),
    (Refusal.KEEPS, REFUSED_ON, "not-yet"),
    (Refusal.KEEPS, USUAL_END, "not-yet"),
    (Refusal.KEEPS, USUAL_END + ONE, "admissible"),
    (Refusal.UNKNOWN, REFUSED_ON - ONE, "not-yet"),
    (Refusal.UNKNOWN, REFUSED_ON, "unsure"),
    (Refusal.UNKNOWN, USUAL_END, "unsure"),
    (Refusal.UNKNOWN, USUAL_END + ONE, "admissible"),
)


@pytest.mark.parametrize(("refusal", "day", "verdict"), REFUSALS)
def test_a_refusal_ends_the_wait_where_the_mediator_says_so(refusal, day, verdict):
    case = assessed(day, with_refusal(refusal), **WAITED)
    check(case, "wait", verdict, HOUSE, "Le médiateur peut être saisi")
    opens_on = REFUSED_ON if refusal is Refusal.ENDS else USUAL_END + ONE
    assert case.earliest_on == opens_on
    if verdict == "unsure":
        assert case.of("wait").question.code == "mediator_refusal"


@pytest.mark.parametrize("refusal", [Refusal.ENDS, Refusal.UNKNOWN])
@pytest.mark.parametrize(
    "changes",
    [
        {"refused": False},  # an answer that is no refusal
        {"answered_on": USUAL_END + ONE},  # the wait was over
    ],
)
def test_only_a_refusal_before_the_end_shortens_the_wait(refusal, changes):
    case = assessed(REFUSED_ON, with_refusal(refusal), **{**WAITED, **changes})
    assert case.of("wait").verdict is Verdict.NOT_YET
    assert case.earliest_on == USUAL_END + ONE


UNDATED = (
    # what a refusal does, what is known of it, asked
    (Refusal.ENDS, {"refused": None, "answered_on": None}, "refused"),
    (Refusal.ENDS, {"refused": None}, "refused"),
    (Refusal.ENDS, {"answered_on": None}, "answered_on"),
    (Refusal.UNKNOWN, {"answered_on": None}, "mediator_refusal"),
)


@pytest.mark.parametrize(("refusal", "changes", "asked"), UNDATED)
def test_what_is_not_known_of_a_refusal_is_asked_where_the_answer_may_open_the_case(refusal, changes, asked):
    for day in (START, REFUSED_ON, USUAL_END):
        case = assessed(day, with_refusal(refusal), **{**WAITED, **changes})
        check(case, "wait", "unsure", HOUSE, "à partir du 1er\u00a0décembre 2026")
        assert case.of("wait").question.code == asked
    after = assessed(USUAL_END + ONE, with_refusal(refusal), **{**WAITED, **changes})
    check(after, "wait", "admissible", HOUSE, "depuis le 1er\u00a0décembre 2026")


def test_a_refusal_is_not_asked_for_where_it_changes_nothing_for_sure():
    for refusal, changes in ((Refusal.KEEPS, {"refused": True}), (Refusal.UNKNOWN, {"refused": None})):
        case = assessed(REFUSED_ON, with_refusal(refusal), **{**WAITED, "answered_on": None, **changes})
        check(case, "wait", "not-yet", HOUSE, "à partir du 1er\u00a0décembre 2026")


def test_a_refusal_before_the_written_complaint_opens_nothing_before_it():
    early = {**WAITED, "answered_on": START - 5 * ONE}
    assert assessed(START, with_refusal(Refusal.ENDS), **early).earliest_on == START
    assert assessed(START - ONE, with_refusal(Refusal.UNKNOWN), **early).of("wait").verdict is Verdict.NOT_YET


def test_the_energy_mediator_waits_two_months_whatever_the_trader_answers():
    refused = {"refused": True, "answered_on": REFUSED_ON, "complained_on": START}
    case = assessed(USUAL_END, **refused)
    assert case.mediator.name == MNE
    check(case, "wait", "not-yet", "C. énergie L122-1, R122-1", "à partir du 1er\u00a0décembre 2026")


def test_a_sub_case_is_not_asked_for_again_nor_where_it_changes_nothing():
    refused = {"sector": "rail", "refused": True, "answered_on": START, "complained_on": START}
    fine = assessed(date(2026, 10, 15), **refused, sub_case="fine", declared=declares(SNCF))
    assert fine.of("wait").question.code == "mediator_refusal"
    generic = assessed(date(2026, 10, 15), **refused, sub_case=None, declared=declares(CM2C))
    assert generic.of("wait").question.code == "mediator_wait"
