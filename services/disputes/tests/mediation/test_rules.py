"""Each rule of the law, each answer to it: verdict, article, evidence, and what is asked or would help."""

from datetime import date

import pytest
from services.disputes.tests.mediation.world import (
    CM2C,
    INSURANCE,
    MEDIATORS,
    MNE,
    ONE,
    RULES,
    T0,
    assessed,
    check,
    declares,
)

from disputes.domain.mediation import Examiner, ExcludedField, MediationFacts, Party, assess

pytestmark = pytest.mark.promise("D2")

PARTIES = "C. conso. L611-1, L611-3"
TRIED = "C. conso. L612-2, 1°"
ELSEWHERE = "C. conso. L612-2, 3°"
YEAR = "C. conso. L612-2, 4°\u202f; CPC 641, 642"
ASK = "C. conso. L616-1, R616-1"
HOUSE_WAIT = "Règlement du médiateur\u202f; CPC 641, 642"

UNKNOWN = "Ce point reste à préciser."
NOT_FOR_TRADERS = "ne s’ouvre pas aux professionnels"
NOT_AGAINST = "une demande contre un consommateur"

ANSWERS = (
    # what is changed, rule, verdict, article, evidence
    ({}, "parties", "admissible", PARTIES, "Un consommateur, face"),
    ({"claimant": None}, "parties", "unsure", PARTIES, UNKNOWN),
    ({"against": None}, "parties", "unsure", PARTIES, UNKNOWN),
    ({"claimant": None, "against": None}, "parties", "unsure", PARTIES, UNKNOWN),
    ({"claimant": Party.PROFESSIONAL}, "parties", "inadmissible", PARTIES, NOT_FOR_TRADERS),
    ({"claimant": Party.PROFESSIONAL, "against": None}, "parties", "inadmissible", PARTIES, NOT_FOR_TRADERS),
    ({"claimant": Party.PROFESSIONAL, "against": Party.CONSUMER}, "parties", "inadmissible", PARTIES, NOT_AGAINST),
    ({"claimant": None, "against": Party.CONSUMER}, "parties", "inadmissible", PARTIES, NOT_AGAINST),
    ({"against": Party.CONSUMER}, "parties", "inadmissible", PARTIES, NOT_AGAINST),
    ({"against": Party.MICRO_ENTERPRISE}, "parties", "admissible", PARTIES, "Un consommateur, face"),
    ({"claimant": Party.MICRO_ENTERPRISE}, "parties", "admissible", PARTIES, "aussi ouvert aux micro-entreprises"),
    ({"claimant": Party.MICRO_ENTERPRISE, "against": None}, "parties", "unsure", PARTIES, UNKNOWN),
    (
        {"claimant": Party.MICRO_ENTERPRISE, "sector": "insurance"},
        "parties",
        "inadmissible",
        PARTIES,
        "n’est pas ouvert aux micro-entreprises",
    ),
    ({"claimant": Party.MICRO_ENTERPRISE, "sector": "food"}, "parties", "unsure", PARTIES, UNKNOWN),
    ({"claimant": Party.MICRO_ENTERPRISE, "sector": None}, "parties", "unsure", PARTIES, UNKNOWN),
    ({}, "contract", "admissible", "C. conso. L611-1", "Un contrat lie"),
    ({"contract": None}, "contract", "unsure", "C. conso. L611-1", UNKNOWN),
    ({"contract": False}, "contract", "inadmissible", "C. conso. L611-1", "se publie mais ne va pas en médiation"),
    ({}, "field", "admissible", "C. conso. L611-4", "n’exclut pas ce domaine"),
    ({"excluded_field": None}, "field", "unsure", "C. conso. L611-4", UNKNOWN),
    ({"excluded_field": ExcludedField.HEALTH}, "field", "inadmissible", "C. conso. L611-4", "Les soins"),
    (
        {"excluded_field": ExcludedField.PUBLIC_HIGHER_EDUCATION},
        "field",
        "inadmissible",
        "C. conso. L611-4",
        "L’enseignement supérieur public",
    ),
    (
        {"excluded_field": ExcludedField.NON_ECONOMIC_PUBLIC_SERVICE},
        "field",
        "inadmissible",
        "C. conso. L611-4",
        "Un service public non marchand",
    ),
    ({}, "written-complaint", "admissible", TRIED, "Une réclamation écrite est partie le 15\u00a0juin 2026."),
    ({"complained_on": None}, "written-complaint", "admissible", TRIED, "Une réclamation écrite est partie."),
    ({"written": None}, "written-complaint", "unsure", TRIED, UNKNOWN),
    ({"written": None, "complained_on": None}, "written-complaint", "unsure", TRIED, UNKNOWN),
    ({"written": False}, "written-complaint", "inadmissible", TRIED, "Aucune réclamation écrite"),
    ({"complained_on": T0}, "written-complaint", "admissible", TRIED, "le 24\u00a0novembre 2026"),
    ({"complained_on": T0 + ONE}, "written-complaint", "not-yet", TRIED, "n’est pas encore partie"),
    ({}, "contract-channel", "admissible", TRIED, "La voie du contrat a été suivie"),
    ({"contract_channel_kept": None}, "contract-channel", "unsure", TRIED, UNKNOWN),
    ({"contract_channel_kept": False}, "contract-channel", "inadmissible", TRIED, "impose une autre voie"),
    ({}, "unfounded", "admissible", "C. conso. L612-2, 2°", "le médiateur en décide"),
    ({"unfounded": False}, "unfounded", "admissible", "C. conso. L612-2, 2°", "le médiateur en décide"),
    ({"unfounded": True}, "unfounded", "inadmissible", "C. conso. L612-2, 2°", "L’équipe de RéclameICI"),
    ({}, "other-mediator", "admissible", ELSEWHERE, "Aucun autre médiateur"),
    ({"examined_by": None}, "other-mediator", "unsure", ELSEWHERE, UNKNOWN),
    ({"examined_by": Examiner.MEDIATOR}, "other-mediator", "inadmissible", ELSEWHERE, "Un autre médiateur"),
    ({"examined_by": Examiner.COMPANY_MEDIATOR}, "other-mediator", "admissible", ELSEWHERE, "n’empêche pas"),
    (
        {"examined_by": Examiner.COMPANY_MEDIATOR, "sector": "water"},
        "other-mediator",
        "inadmissible",
        ELSEWHERE,
        "Le médiateur de l’entreprise a examiné",
    ),
    (
        {"examined_by": Examiner.COMPANY_MEDIATOR, "sector": "fitness"},
        "other-mediator",
        "unsure",
        ELSEWHERE,
        UNKNOWN,
    ),
    ({}, "court", "admissible", ELSEWHERE, "Aucun tribunal"),
    ({"in_court": None}, "court", "unsure", ELSEWHERE, UNKNOWN),
    ({"in_court": True}, "court", "inadmissible", ELSEWHERE, "Un tribunal a été saisi"),
    ({}, "one-year", "admissible", YEAR, "le 15\u00a0juin 2027"),
    ({"complained_on": None}, "one-year", "unsure", YEAR, UNKNOWN),
    ({"complained_on": None, "written": None}, "one-year", "unsure", YEAR, UNKNOWN),
    ({"written": False}, "one-year", "admissible", YEAR, "commence avec la réclamation écrite"),
    ({"complained_on": date(2025, 11, 23)}, "one-year", "inadmissible", YEAR, "Ce jour est passé"),
    ({}, "wait", "admissible", "C. énergie L122-1, R122-1", "depuis le 16\u00a0août 2026"),
    ({"complained_on": None}, "wait", "unsure", "Règlement du médiateur\u202f; CPC 641, 642", UNKNOWN),
    ({"written": False}, "wait", "not-yet", HOUSE_WAIT, "commence avec la réclamation écrite"),
    ({"complained_on": T0}, "wait", "not-yet", "C. énergie L122-1, R122-1", "à partir du 25\u00a0janvier 2027"),
    ({"sector": "insurance", "complained_on": T0}, "wait", "not-yet", HOUSE_WAIT, "à partir du 25\u00a0janvier 2027"),
    ({}, "mediator", "admissible", "C. conso. L612-5", f"{MNE}\u00a0: médiateur public"),
    (
        {"sector": "insurance"},
        "mediator",
        "admissible",
        "C. conso. L612-1",
        f"Tout le secteur relève du même médiateur\u00a0: {INSURANCE}.",
    ),
    ({"sector": None}, "mediator", "unsure", ASK, "Le secteur du professionnel n’est pas connu."),
    ({"sector": "food"}, "mediator", "unsure", ASK, "La marque doit indiquer son médiateur."),
    (
        {"sector": "food", "declared": declares(CM2C)},
        "mediator",
        "admissible",
        "C. conso. L612-1, L616-1",
        "La marque indique CM2C (conditions de vente, le 4\u00a0mai 2026).",
    ),
)


@pytest.mark.parametrize(("changes", "rule", "verdict", "article", "evidence"), ANSWERS)
def test_each_rule_answers_with_its_article_and_what_shows_it(changes, rule, verdict, article, evidence):
    check(assessed(**changes), rule, verdict, article, evidence)


ASKED = (
    ({"claimant": None}, "parties", "claimant"),
    ({"claimant": None, "against": None}, "parties", "claimant"),
    ({"against": None}, "parties", "against"),
    ({"claimant": Party.MICRO_ENTERPRISE, "sector": None}, "parties", "sector"),
    ({"claimant": Party.MICRO_ENTERPRISE, "sector": "food"}, "parties", "declared"),
    ({"contract": None}, "contract", "contract"),
    ({"excluded_field": None}, "field", "excluded_field"),
    ({"written": None}, "written-complaint", "written"),
    ({"contract_channel_kept": None}, "contract-channel", "contract_channel_kept"),
    ({"examined_by": None}, "other-mediator", "examined_by"),
    ({"examined_by": Examiner.COMPANY_MEDIATOR, "sector": "fitness"}, "other-mediator", "declared"),
    ({"in_court": None}, "court", "in_court"),
    ({"complained_on": None}, "one-year", "complained_on"),
    ({"complained_on": None}, "wait", "complained_on"),
    ({"sector": None}, "mediator", "sector"),
    ({"sector": "food"}, "mediator", "declared"),
    ({"sector": "banking", "sub_case": None}, "mediator", "sub_case"),
    ({"sector": "food", "declared": declares(INSURANCE)}, "mediator", "mediator_covers"),
    ({"sector": "food", "declared": declares("Maître Inconnu")}, "mediator", "mediator_listed"),
    (
        {"claimant": Party.MICRO_ENTERPRISE, "sector": "insurance", "declared": declares("Maître Inconnu")},
        "parties",
        "mediator_listed",
    ),
)


@pytest.mark.parametrize(("changes", "rule", "asked"), ASKED)
def test_a_rule_that_is_unsure_asks_for_what_is_missing(changes, rule, asked):
    assessment = assessed(**changes)
    assert assessment.of(rule).question.code == asked
    assert assessment.of(rule).question in assessment.questions
    assert assessment.verdict == "unsure"


def test_a_question_is_asked_in_the_words_of_the_data():
    assert assessed(in_court=None).of("court").question.text == "Un tribunal a-t-il été saisi de ce litige\u202f?"


def test_what_several_rules_ask_is_asked_once_in_the_order_of_the_rules():
    assessment = assessed(complained_on=None, in_court=None, contract=None)
    assert [each.code for each in assessment.questions] == ["contract", "in_court", "complained_on"]


@pytest.mark.parametrize(
    ("changes", "rule", "remedy"),
    [
        ({"written": False}, "written-complaint", "Écrivez au professionnel"),
        ({"contract_channel_kept": False}, "contract-channel", "Réclamez de nouveau"),
    ],
)
def test_what_can_be_put_right_says_how(changes, rule, remedy):
    assert remedy in assessed(**changes).of(rule).remedy
    assert assessed().of(rule).remedy == ""


def test_a_complaint_that_is_planned_is_not_yet_and_says_from_when():
    planned = assessed(complained_on=T0 + ONE)
    assert planned.of("written-complaint").from_on == T0 + ONE
    assert planned.verdict == "not-yet"


PRECEDENCE = (
    ({}, "admissible"),
    ({"in_court": None}, "unsure"),
    ({"complained_on": T0}, "not-yet"),
    ({"complained_on": T0, "in_court": None}, "not-yet"),
    ({"in_court": True}, "inadmissible"),
    ({"in_court": True, "contract": None}, "inadmissible"),
    ({"in_court": True, "complained_on": T0}, "inadmissible"),
    ({"in_court": True, "complained_on": T0, "contract": None}, "inadmissible"),
    ({"written": False}, "inadmissible"),
)


@pytest.mark.parametrize(("changes", "verdict"), PRECEDENCE)
def test_a_bar_beats_a_date_and_a_date_beats_a_question(changes, verdict):
    assert assessed(**changes).verdict == verdict


def test_no_answer_at_all_is_unsure_and_asks_everything():
    nothing = assess(MediationFacts(), RULES, MEDIATORS, T0)
    assert nothing.verdict == "unsure"
    assert [each.code for each in nothing.questions] == [
        "claimant",
        "contract",
        "excluded_field",
        "written",
        "contract_channel_kept",
        "examined_by",
        "in_court",
        "complained_on",
        "sector",
    ]
    assert (nothing.earliest_on, nothing.latest_on, nothing.latest_extended_on, nothing.reminders_on) == (
        None,
        None,
        None,
        (),
    )
