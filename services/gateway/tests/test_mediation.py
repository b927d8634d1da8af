"""Mediation as it is shown: which question comes next, what is sent of an answer, what the verdict promises."""

from datetime import date
from types import SimpleNamespace

import pytest

from contracts.http import mediation as http
from gateway.presentation.questions import questions_for, still_asked
from gateway.usecases.mediation import block, is_as_shown, told_before

pytestmark = pytest.mark.promise("D2")


def rule(code, verdict="admissible", asked=None, from_on=None):
    """What one rule says."""
    return http.RuleView(
        rule=code,
        label=code,
        verdict=verdict,
        article="C. conso. L612-2",
        evidence="Voici.",
        question=asked and "Demandez.",
        question_code=asked,
        remedy="",
        from_on=from_on,
        until_on=None,
        until_extended_on=None,
    )


def found(verdict, *rules):
    """An assessment by these rules."""
    return block(
        http.AssessmentView(
            verdict=verdict,
            rules=rules,
            mediator=None,
            basis="ask",
            candidates=(),
            earliest_on=None,
            latest_on=None,
            latest_extended_on=None,
            reminders_on=(),
            compulsory=False,
            notices=(),
            warnings=(),
            clocks=(),
            assessed_on=date(2026, 11, 29),
            rules_version="2026-11-24",
            mediators_version="2026-11-22",
        )
    )


def test_every_choice_leads_back_to_not_knowing():
    assert {each.answers[-1].value for each in questions_for("rail") if each.kind == "choice"} == {""}


@pytest.mark.parametrize(
    ("marks", "contract"), [((), True), (("no-purchase",), False), (("purchase-unsure",), None), (("platform",), None)]
)
def test_what_the_complaint_says_is_not_asked_anew_but_confirmed(marks, contract):
    case = SimpleNamespace(marks=marks, amount_cents=4500)
    told = told_before(http.MediationFacts(), case)
    assert (told.contract, told.amount_cents) == (contract, 4500)
    answered = told_before(http.MediationFacts(contract=False, amount_cents=1), case)
    assert (answered.contract, answered.amount_cents) == (False, 1)


@pytest.mark.parametrize(("refused", "asked"), [(True, True), (False, False), (None, False)])
def test_the_day_of_a_refusal_is_asked_after_the_refusal(refused, asked):
    fields = [each.field for each in still_asked(questions_for("energy"), http.MediationFacts(refused=refused))]
    assert ("answered_on" in fields) == asked
    if asked:
        assert fields.index("answered_on") == fields.index("refused") + 1


DECLARED = http.MediationFacts(declared=http.DeclaredMediator(name="CM2C", source="page de la marque sur RéclameICI"))


@pytest.mark.parametrize(
    ("facts", "field", "answer", "same"),
    [
        (DECLARED, "declared", {"name": "CM2C"}, True),
        (DECLARED, "declared", {"name": "MEDICYS"}, False),
        (DECLARED, "declared", None, False),
        (http.MediationFacts(), "declared", {"name": "CM2C"}, False),
        (DECLARED, "written", True, False),
    ],
)
def test_a_declaration_that_is_left_as_shown_stays_the_brands_own(facts, field, answer, same):
    assert is_as_shown(facts, field, answer) == same


WAITING = rule("wait", "not-yet", from_on=date(2027, 1, 30))


def test_the_headline_promises_a_date_only_where_nothing_else_is_open():
    assert found("not-yet", WAITING).headline == "Vous pourrez saisir un médiateur à partir du 30\u00a0janvier 2027."
    open_ = found("not-yet", WAITING, rule("court", "unsure", "in_court"))
    assert open_.headline == "Pas avant le 30\u00a0janvier 2027, si ce qui reste à vérifier le permet."


@pytest.mark.parametrize(("asked", "unconfirmed"), [("mediator_listed", True), ("declared", False)])
def test_a_declared_mediator_that_is_not_listed_is_to_be_checked(asked, unconfirmed):
    assert found("unsure", rule("mediator", "unsure", asked)).is_unconfirmed == unconfirmed
