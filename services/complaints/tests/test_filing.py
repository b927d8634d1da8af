"""Filing: what must be corrected, how often one may complain, what the triage leaves on the complaint."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from services.complaints.tests.world import T0, TERMS, TEXT, TITLE, a_complaint, to_file

from complaints.data import load_triage
from complaints.domain.complaint import Product
from complaints.domain.errors import DuplicateOfTodayError, InvalidError, OutOfScopeError, TooManyComplaintsError
from complaints.domain.facts import Filed
from complaints.domain.filing import FiledToday, file, marks_of
from complaints.domain.status import Status

NOTHING_TODAY = FiledToday(0, frozenset())
TRIAGE = load_triage()
CONSUMER = {"counterpart": "business", "capacity": "consumer", "purchase": "yes", "accessibility": "no"}


def refusal_of(today=NOTHING_TODAY, terms=TERMS, **changes):
    with pytest.raises(InvalidError) as raised:
        file(to_file(**changes), today, terms)
    return raised.value


@pytest.mark.promise("C3")
def test_a_complaint_well_filled_in_is_filed_and_waits_for_its_check():
    complaint, fact = file(to_file(), NOTHING_TODAY, TERMS)
    assert complaint == a_complaint()
    assert (complaint.status, complaint.version, fact) == (Status.FILED, 1, Filed(T0))


def test_spaces_around_a_text_are_not_kept():
    complaint, _ = file(
        to_file(title=f" {TITLE}\n", text=f"\n{TEXT} ", wish=" Un geste ", pseudonym=" Camille83 "),
        NOTHING_TODAY,
        TERMS,
    )
    assert (complaint.title, complaint.text, complaint.wish, complaint.pseudonym) == (
        TITLE,
        TEXT,
        "Un geste",
        "Camille83",
    )


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"commitments": False}, "commitments", "Acceptez les engagements"),
        ({"title": "Colis"}, "title", "au moins 8 signes"),
        ({"title": "   Colis   "}, "title", "au moins 8 signes"),
        ({"title": "a" * 121}, "title", "120 signes au plus"),
        ({"text": "Trop court."}, "text", "au moins 50 signes"),
        ({"text": "a" * 5001}, "text", "5000 signes au plus"),
        ({"pseudonym": "Jo"}, "pseudonym", "au moins 3 signes"),
        ({"pseudonym": "a" * 31}, "pseudonym", "30 signes au plus"),
        ({"wish": "a" * 301}, "wish", "300 signes au plus"),
        ({"experience_on": date(2026, 3, 11)}, "experience_on", "dans le futur"),
        ({"amount_cents": -1}, "amount_cents", "entre 0 et 1 000 000 €"),
        ({"amount_cents": 100_000_001}, "amount_cents", "entre 0 et 1 000 000 €"),
        ({"first_note": -1}, "first_note", "de 0 à 10"),
        ({"first_note": 11}, "first_note", "de 0 à 10"),
        ({"product": Product(barcode="3017620422004")}, "barcode", "clé de contrôle"),
        ({"product": Product(barcode="301762042200")}, "barcode", "clé de contrôle"),
        ({"product": Product(barcode="٣٠١٧٦٢٠٤٢٢٠٠٣")}, "barcode", "clé de contrôle"),
    ],
)
def test_a_value_to_correct_is_refused_with_its_field_and_what_to_do(changes, field, sentence):
    refusal = refusal_of(**changes)
    assert refusal.field == field
    assert sentence in str(refusal).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "a" * 8},
        {"title": "a" * 120},
        {"text": "a" * 50},
        {"text": "a" * 5000},
        {"pseudonym": "Léo"},
        {"pseudonym": "a" * 30},
        {"wish": None},
        {"wish": "a" * 300},
        {"amount_cents": None},
        {"amount_cents": 0},
        {"amount_cents": 100_000_000},
        {"first_note": None},
        {"first_note": 0},
        {"first_note": 10},
        {"experience_on": date(2026, 3, 10)},
        {"product": Product(lot="L42", bought_at="Lyon")},
        {"product": Product(barcode="3017620422003")},
        {"product": Product(barcode="96385074")},
    ],
)
def test_values_at_the_bounds_are_taken(changes):
    complaint, _ = file(to_file(**changes), NOTHING_TODAY, TERMS)
    assert {name: getattr(complaint, name) for name in changes} == changes


def test_today_is_a_day_of_paris_so_an_experience_of_tonight_may_be_told_after_midnight():
    just_after_midnight = datetime(2026, 7, 14, 22, 0, tzinfo=UTC)
    complaint, _ = file(
        to_file(experience_on=date(2026, 7, 15), now=just_after_midnight),
        NOTHING_TODAY,
        TERMS,
    )
    assert complaint.experience_on == date(2026, 7, 15)
    just_before = datetime(2026, 7, 14, 21, 59, 59, tzinfo=UTC)
    assert refusal_of(experience_on=date(2026, 7, 15), now=just_before).field == "experience_on"


@pytest.mark.promise("C3")
def test_a_second_complaint_about_the_same_brand_on_one_day_is_refused():
    with pytest.raises(DuplicateOfTodayError, match="déjà réclamé aujourd’hui"):
        file(to_file(), FiledToday(1, frozenset({"brand-1"})), TERMS)


def test_a_complaint_about_another_brand_on_the_same_day_is_taken():
    complaint, _ = file(to_file(), FiledToday(1, frozenset({"brand-2"})), TERMS)
    assert complaint.brand_id == "brand-1"


def test_the_tenth_complaint_of_a_day_is_taken_and_the_eleventh_refused():
    others = frozenset(f"other-{n}" for n in range(10))
    assert file(to_file(), FiledToday(9, others), TERMS)
    with pytest.raises(TooManyComplaintsError, match="10 réclamations aujourd’hui"):
        file(to_file(), FiledToday(10, others), TERMS)


def test_while_demonstration_data_is_loaded_neither_limit_holds():
    full_day = FiledToday(10, frozenset({"brand-1"}))
    assert file(to_file(), full_day, replace(TERMS, limited=False))


def test_a_value_to_correct_is_told_before_a_limit():
    assert refusal_of(today=FiledToday(10, frozenset({"brand-1"})), title="Non").field == "title"


@pytest.mark.promise("C1")
def test_the_complaint_carries_what_the_triage_learnt():
    assert marks_of(CONSUMER, TRIAGE) == ()
    assert "no-purchase" in marks_of(CONSUMER | {"purchase": "no"}, TRIAGE)


@pytest.mark.promise("C1")
def test_answers_that_lead_to_another_door_are_refused_with_the_reason_of_the_rule():
    with pytest.raises(OutOfScopeError) as raised:
        marks_of({"counterpart": "administration"}, TRIAGE)
    assert str(raised.value) == TRIAGE.refusals["administration"].why


def test_an_unfinished_triage_is_refused_with_the_question_that_is_left():
    with pytest.raises(InvalidError) as raised:
        marks_of({"counterpart": "business"}, TRIAGE)
    assert raised.value.field == "triage"
    assert TRIAGE.questions["capacity"].text in str(raised.value)


@pytest.mark.promise("C2")
def test_a_complaint_keeps_the_version_of_the_rules_it_was_filed_under():
    complaint, _ = file(to_file(rules_version="triage 1, guidance 2"), NOTHING_TODAY, TERMS)
    assert complaint.rules_version == "triage 1, guidance 2"
