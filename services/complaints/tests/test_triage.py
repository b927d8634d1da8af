"""Who may complain here, and the right door for the others."""

import pytest

from complaints.data import load_triage, read_data
from complaints.domain.errors import InvalidError
from complaints.domain.triage import ACCEPT, Accepted, Ask, Refused, make_triage_rules, triage, ways

pytestmark = pytest.mark.promise("C1")

RULES = load_triage()
CONSUMER = {"counterpart": "business", "capacity": "consumer", "purchase": "yes"}


def test_the_first_question_asks_with_whom():
    asked = triage({}, RULES)
    assert isinstance(asked, Ask)
    assert asked.question.text == "Avec qui avez-vous un problème\u202f?"


def test_a_consumer_with_a_purchase_may_file():
    assert triage(CONSUMER | {"accessibility": "no"}, RULES) == Accepted((), RULES.version)


@pytest.mark.parametrize(
    ("answers", "reason", "door"),
    [
        ({"counterpart": "health"}, "health", "commission des usagers"),
        ({"counterpart": "administration"}, "administration", "VoxUsagers"),
        ({"counterpart": "person"}, "person", "Avostart"),
        ({"counterpart": "employment"}, "employment", "Code du travail"),
        ({"counterpart": "business", "capacity": "professional"}, "business-to-business", "Médiateur des entreprises"),
    ],
)
def test_what_does_not_belong_here_is_told_why_and_where_to_go(answers, reason, door):
    refused = triage(answers, RULES)
    assert isinstance(refused, Refused)
    assert refused.reason_code == reason
    assert door in refused.door.name
    assert refused.why
    assert refused.article


def test_the_door_of_a_conflict_between_persons_leads_to_a_page_of_the_site_that_asks_for_consent():
    refused = triage({"counterpart": "person"}, RULES)
    assert refused.door.link == "/mise-en-relation/avostart"
    assert "sans votre accord" in refused.door.note
    assert refused.doors[1].link


def test_a_complaint_about_reclameici_itself_is_allowed_and_marked():
    accepted = triage({"counterpart": "platform", "accessibility": "no"}, RULES)
    assert accepted == Accepted(("platform",), RULES.version)


def test_a_complaint_without_a_purchase_is_allowed_and_marked():
    accepted = triage(CONSUMER | {"purchase": "no", "accessibility": "no"}, RULES)
    assert accepted == Accepted(("no-purchase",), RULES.version)


@pytest.mark.parametrize("kind", ["physical", "digital"])
def test_an_accessibility_complaint_asks_for_consent_before_it_speaks_of_a_disability(kind):
    asked = triage(CONSUMER | {"accessibility": kind}, RULES)
    assert isinstance(asked, Ask)
    assert asked.question.code == "disability"
    accepted = triage(CONSUMER | {"accessibility": kind, "disability": "consent"}, RULES)
    assert accepted.marks == (f"accessibility-{kind}", "disability-consent")


def test_refusing_to_speak_of_a_disability_does_not_refuse_the_complaint():
    accepted = triage(CONSUMER | {"accessibility": "physical", "disability": "decline"}, RULES)
    assert accepted.marks == ("accessibility-physical", "disability-declined")


def test_not_knowing_is_never_taken_for_consent():
    accepted = triage(CONSUMER | {"accessibility": "digital", "disability": "unknown"}, RULES)
    assert "disability-consent" not in accepted.marks


def test_every_question_accepts_je_ne_sais_pas():
    for question in RULES.questions.values():
        assert question.choice("unknown").label == "Je ne sais pas"


def test_not_knowing_at_every_step_ends_in_a_filing_that_staff_will_look_at():
    answers = {}
    while isinstance(outcome := triage(answers, RULES), Ask):
        answers[outcome.question.code] = "unknown"
    assert isinstance(outcome, Accepted)
    assert {"counterpart-unsure", "capacity-unsure", "purchase-unsure"} <= set(outcome.marks)


def test_an_answer_that_is_not_offered_is_an_error_of_that_question():
    with pytest.raises(InvalidError) as raised:
        triage({"counterpart": "king"}, RULES)
    assert raised.value.field == "counterpart"


def test_answers_off_the_way_change_nothing():
    assert triage({"counterpart": "health", "purchase": "no"}, RULES).reason_code == "health"


def test_the_count_of_remaining_questions_never_grows_along_a_way():
    answers, remaining = {}, []
    while isinstance(outcome := triage(answers, RULES), Ask):
        remaining.append(outcome.remaining)
        answers[outcome.question.code] = "unknown"
    assert remaining == sorted(remaining, reverse=True)


def test_every_way_ends_and_every_refusal_can_be_reached():
    ends = {way[-1] for way in ways(RULES.first, (), RULES)}
    assert ends == {ACCEPT, *RULES.refusals}


@pytest.mark.parametrize("then", ["nowhere", "counterpart"])
def test_rules_that_lead_nowhere_or_in_a_circle_do_not_load(then):
    data = read_data("triage.toml")
    data["questions"]["accessibility"]["choices"][0]["then"] = then
    with pytest.raises(ValueError, match="nowhere or in a circle"):
        make_triage_rules(data)


def test_the_rules_say_since_when_where_from_and_when_they_were_read():
    assert RULES.valid_from <= RULES.checked_at
    assert RULES.source
    assert RULES.version


def test_links_are_secure_or_of_the_site_itself():
    doors = [door for refusal in RULES.refusals.values() for door in refusal.doors]
    assert all(door.link is None or door.link.startswith(("https://", "/")) for door in doors)
    assert all(door.link or door.note for door in doors)
