"""The cases within a sector stand in the data of disputes; the gateway, which cannot read them, words its own."""

from disputes.data import load_rules
from disputes.domain.mediation import ORDINARY
from gateway.presentation.questions import QUESTIONS, SUB_CASES


def test_the_pages_offer_the_sub_cases_of_the_data_and_no_other():
    rules = load_rules()
    sectors = {sector for each in rules.sub_cases for sector in each.sectors}
    of_the_data = {sector: {ORDINARY, *(each.code for each in rules.within(sector))} for sector in sectors}
    assert {sector: {option.value for option in options} for sector, options in SUB_CASES.items()} == of_the_data
    (asked,) = (each for each in QUESTIONS if each.field == "sub_case")
    assert set(asked.sectors) == sectors


def test_every_question_of_the_pages_is_one_of_the_data_or_only_makes_the_answer_finer():
    finer = {"ec261", "amount_cents", "place"}
    assert {each.field for each in QUESTIONS} - finer <= set(load_rules().questions)
