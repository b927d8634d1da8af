"""What holds of every case, whatever is known of it."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from services.disputes.tests.mediation import other_calendar as other
from services.disputes.tests.mediation.world import MEDIATORS, ONE, RULES, declares

from disputes.domain.mediation import (
    ORDINARY,
    Examiner,
    ExcludedField,
    MediationFacts,
    Party,
    Place,
    Verdict,
    assess,
    clocks,
)

pytestmark = pytest.mark.promise("D2")

ORDER = ["admissible", "unsure", "not-yet", "inadmissible"]
DAYS = st.dates(date(2025, 1, 1), date(2029, 12, 31))
TODAY = st.dates(date(2026, 1, 1), date(2029, 12, 31))
NAMES = st.sampled_from([*(each.name for each in MEDIATORS.all), "Maître Inconnu"])
SUB_CASES = st.sampled_from([ORDINARY, *(each.code for each in RULES.sub_cases)])


def perhaps(values):
    """Known or not."""
    return st.none() | values


KNOWN = {
    "claimant": st.sampled_from(Party),
    "against": st.sampled_from(Party),
    "contract": st.booleans(),
    "excluded_field": st.sampled_from(ExcludedField),
    "sector": st.sampled_from(sorted(RULES.sectors)),
    "sub_case": SUB_CASES,
    "written": st.booleans(),
    "complained_on": DAYS,
    "contract_channel_kept": st.booleans(),
    "answered_on": DAYS,
    "refused": st.booleans(),
    "examined_by": st.sampled_from(Examiner),
    "in_court": st.booleans(),
    "unfounded": st.booleans(),
    "declared": st.builds(declares, NAMES),
    "ec261": st.booleans(),
    "amount_cents": st.integers(0, 10_000_00),
    "place": st.sampled_from(Place),
    "sent_on": DAYS,
    "notified_on": DAYS,
}
FACTS = st.builds(MediationFacts, **{name: perhaps(values) for name, values in KNOWN.items()})
MET = st.builds(
    MediationFacts,
    claimant=st.just(Party.CONSUMER),
    against=st.just(Party.PROFESSIONAL),
    contract=st.just(True),
    excluded_field=st.just(ExcludedField.NONE),
    sector=st.sampled_from(["energy", "insurance", "water", "notary", "rail", "food"]),
    sub_case=SUB_CASES,
    written=st.just(True),
    complained_on=DAYS,
    contract_channel_kept=st.just(True),
    answered_on=perhaps(DAYS),
    refused=perhaps(st.booleans()),
    examined_by=st.just(Examiner.NOBODY),
    in_court=st.just(False),
    declared=perhaps(st.builds(declares, NAMES)),
    place=perhaps(st.sampled_from(Place)),
)
"""Cases in which only time and the mediator decide."""

thorough = settings(max_examples=400)


def own_cases(sector):
    """The sub-cases that there are in a sector."""
    return {ORDINARY, *(each.code for each in RULES.sub_cases if sector in each.sectors)}


def judged(facts, today):
    """The case, by the data of the service."""
    return assess(facts, RULES, MEDIATORS, today)


def test_every_fact_has_its_strategy():
    assert list(KNOWN) == [field.name for field in fields(MediationFacts)]


@thorough
@given(FACTS, TODAY)
def test_the_whole_is_its_worst_rule_and_every_rule_explains_itself(facts, today):
    case = judged(facts, today)
    assert case.verdict == max((each.verdict for each in case.rules), key=ORDER.index)
    assert [each.rule for each in case.rules] == [each.code for each in RULES.rules]
    for each in case.rules:
        assert each.article
        assert each.evidence.endswith(".")
        assert each.label
        assert (each.question is not None) == (each.verdict is Verdict.UNSURE)
    assert (case.rules_version, case.mediators_version) == (RULES.version, MEDIATORS.version)
    assert case.notices[0].code == "free"


@given(FACTS, TODAY)
def test_french_typography_holds_in_every_sentence(facts, today):
    case = judged(facts, today)
    said = [
        *(each.evidence for each in case.rules),
        *(each.remedy for each in case.rules),
        *(each.text for each in case.questions),
        *(each.text for each in case.notices),
        *(each.explanation for each in clocks(facts, case, RULES)),
        *case.warnings,
    ]
    assert [each for each in said if re.search(r" [;:!?%€»]|« |'", each)] == []


@thorough
@given(FACTS, TODAY)
def test_it_is_never_too_early_from_the_earliest_day_on(facts, today):
    case = judged(facts, today)
    if case.verdict is Verdict.NOT_YET and case.earliest_on:
        assert case.assessed_on < case.earliest_on


@thorough
@given(FACTS, TODAY)
def test_the_year_is_never_refused_up_to_its_pushed_day_nor_doubted_up_to_its_last(facts, today):
    case = judged(facts, today)
    year = case.of("one-year").verdict
    if case.latest_on:
        assert case.latest_on <= case.latest_extended_on
        assert (year is Verdict.ADMISSIBLE) == (case.assessed_on <= case.latest_on)
        assert (year is Verdict.INADMISSIBLE) == (case.assessed_on > case.latest_extended_on)
    else:
        assert year is not Verdict.INADMISSIBLE


@thorough
@given(FACTS, TODAY)
def test_the_dates_are_those_of_the_second_calendar(facts, today):
    case = judged(facts, today)
    if facts.complained_on is None or facts.written is False:
        assert (case.earliest_on, case.latest_on, case.latest_extended_on) == (None, None, None)
    else:
        last = other.latest(facts.complained_on)
        assert case.latest_on == last
        assert case.latest_extended_on == (
            other.pushed(last, facts.place.value) if facts.place else other.furthest(last)
        )
        assert case.reminders_on == tuple(last - days * ONE for days in (60, 30, 7))


SNCF = {"ordinary": (1, "months"), "fine": (2, "months"), "eurostar": (3, "months"), "cf-corse": (3, "months")}
RATP = {"ordinary": (1, "months"), "fine": (2, "months")}
TRAVEL = dict.fromkeys(SNCF, (60, "days"))
OWN_WAITS = {"Médiateur SNCF Voyageurs": SNCF, "Médiateur du groupe RATP": RATP, "Médiation Tourisme et Voyage": TRAVEL}


def longest(facts, name):
    """The day from which nobody waits: the mediator, or else any that it may be."""
    cases = tuple(SNCF) if facts.sector == "rail" else ("ordinary",)
    cases = (facts.sub_case,) if facts.sub_case in cases else cases
    perhaps = [SNCF, TRAVEL] if facts.sector == "rail" else []
    found = [OWN_WAITS.get(name, {})] if name else [{}, *perhaps]
    waits = [waits.get(case, waits.get("ordinary", (2, "months"))) for waits in found for case in cases]
    return max(other.earliest(facts.complained_on, wait) for wait in waits)


@thorough
@given(MET, TODAY)
def test_the_earliest_day_is_that_of_the_second_calendar(facts, today):
    case = judged(facts, today)
    assert case.earliest_on == longest(facts, case.mediator.name if case.mediator else "")


LIFTING = {"declared", "sent_on"}
"""Facts that may lift a bar: another mediator takes what the first does not; another day is judged."""


@thorough
@given(FACTS, TODAY, st.data())
def test_what_is_barred_stays_barred_whatever_else_becomes_known(facts, today, data):
    assume(judged(facts, today).verdict is Verdict.INADMISSIBLE)
    name = data.draw(st.sampled_from([name for name in KNOWN if name not in LIFTING]))
    assume(getattr(facts, name) is None)
    more = replace(facts, **{name: data.draw(KNOWN[name])})
    assert judged(more, today).verdict is Verdict.INADMISSIBLE


HARMLESS = ("place", "amount_cents", "notified_on", "refused", "ec261", "answered_on")


@thorough
@given(MET, st.integers(90, 365), st.sampled_from(HARMLESS), st.data())
def test_what_is_admissible_stays_so_when_a_fact_that_decides_nothing_becomes_known(facts, days, name, data):
    less, today = replace(facts, **{name: None}), facts.complained_on + timedelta(days=days)
    assume(judged(less, today).verdict is Verdict.ADMISSIBLE)
    assert judged(replace(less, **{name: data.draw(KNOWN[name])}), today).verdict is Verdict.ADMISSIBLE


@thorough
@given(FACTS, TODAY)
def test_no_question_is_asked_whose_answer_is_known(facts, today):
    if facts.sub_case and facts.sector and facts.sub_case not in own_cases(facts.sector):
        facts = replace(facts, sub_case=None)  # the answer of another sector is none
    asked = {each.code for each in judged(facts, today).questions} & set(KNOWN)
    assert [name for name in asked if getattr(facts, name) is not None] == []


@given(MET, st.integers(0, 500))
def test_time_opens_a_case_once_and_closes_it_once(facts, step):
    start = facts.complained_on
    days = [start + timedelta(days=each) for each in (0, step, step + 1, 366, 400, 800)]
    seen = [judged(facts, day).verdict for day in sorted(days)]
    phases = {"not-yet": 0, "unsure": 1, "admissible": 1, "inadmissible": 2}
    assert [phases[each] for each in seen] == sorted(phases[each] for each in seen)
    assert seen[-1] is Verdict.INADMISSIBLE


@given(FACTS, TODAY)
def test_a_mediator_that_is_struck_off_or_generic_and_undeclared_is_never_proposed(facts, today):
    case = judged(facts, today)
    for each in (case.mediator, *case.candidates):
        if each:
            assert each.is_listed(case.assessed_on)
            assert each.name != "MEDICYS"
    if case.mediator and case.mediator.kind == "generic":
        assert case.basis == "declared"
        assert facts.declared.name == case.mediator.name


@given(FACTS, TODAY)
def test_clocks_are_in_order_and_remind_before_they_are_due(facts, today):
    found = clocks(facts, judged(facts, today), RULES)
    assert [each.due_on for each in found] == sorted(each.due_on for each in found)
    assert len({each.kind for each in found}) == len(found)
    assert all(day < each.due_on for each in found for day in each.reminders_on)
