"""The right mediator: public, then declared, then of the whole sector, else the brand is asked; never guessed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from services.disputes.tests.mediation.world import (
    CM2C,
    INSURANCE,
    MEDIATORS,
    MEDICYS,
    MNE,
    MTV,
    ONE,
    T0,
    TELECOM,
    assessed,
    check,
    declares,
)

from disputes.domain.mediation import Basis, Declared, Mediators, Verdict
from disputes.domain.mediation.mediators import Kind

pytestmark = pytest.mark.promise("D2")

FBF = "Médiateur auprès de la FBF"
AMF = "Médiateur de l’AMF"
NOTARY = "Médiateur du notariat"
WATER = "Médiation de l’eau"
DECLARED = "C. conso. L612-1, L616-1"
SECTOR = "C. conso. L612-1"
PUBLIC = "C. conso. L612-5"
ASK = "C. conso. L616-1, R616-1"

FOUND = (
    # sector, sub-case, declared, mediator, basis, article, evidence
    ("energy", "ordinary", None, MNE, "public", PUBLIC, "seul compétent"),
    ("energy", "ordinary", "Médiateur EDF", MNE, "public", PUBLIC, "mais le médiateur public passe en premier"),
    ("energy", "ordinary", CM2C, MNE, "public", PUBLIC, "mais le médiateur public passe en premier"),
    ("energy", "ordinary", MNE, MNE, "public", PUBLIC, "seul compétent"),
    ("banking", "investment", FBF, AMF, "public", PUBLIC, "mais le médiateur public passe en premier"),
    ("banking", "ordinary", FBF, FBF, "declared", DECLARED, "La marque indique Médiateur auprès de la FBF"),
    ("telecom", "ordinary", TELECOM, TELECOM, "declared", DECLARED, "La marque indique"),
    ("rail", "ordinary", MTV, MTV, "declared", DECLARED, "La marque indique"),
    ("food", "ordinary", CM2C, CM2C, "declared", DECLARED, "La marque indique"),
    ("insurance", "ordinary", CM2C, CM2C, "declared", DECLARED, "La marque indique"),
    ("insurance", "ordinary", None, INSURANCE, "sector", SECTOR, "Tout le secteur relève du même médiateur"),
    ("energy", "ordinary", "Maître Inconnu", MNE, "public", PUBLIC, "mais le médiateur public passe en premier"),
    ("energy", "ordinary", MEDICYS, MNE, "public", PUBLIC, "mais le médiateur public passe en premier"),
    ("notary", "ordinary", None, NOTARY, "sector", SECTOR, "Tout le secteur relève du même médiateur"),
    ("water", "ordinary", None, WATER, "sector", SECTOR, "Tout le secteur relève du même médiateur"),
)


@pytest.mark.parametrize(("sector", "sub_case", "declared", "name", "basis", "article", "evidence"), FOUND)
def test_the_mediator_is_found_in_the_order_of_the_law(sector, sub_case, declared, name, basis, article, evidence):
    case = assessed(sector=sector, sub_case=sub_case, declared=declares(declared) if declared else None)
    assert (case.mediator.name, case.basis) == (name, basis)
    check(case, "mediator", "admissible", article, evidence)
    assert case.candidates == ()


NOT_FOUND = (
    # sector, declared, evidence
    ("food", None, "La marque doit indiquer son médiateur."),
    ("fitness", None, "La marque doit indiquer son médiateur."),
    ("platform", None, "La marque doit indiquer son médiateur."),
    ("parcel", None, "La marque doit indiquer son médiateur."),  # La Poste's mediator is La Poste's only
    ("rail", None, "La marque doit indiquer son médiateur."),
    ("urban-transport", None, "La marque doit indiquer son médiateur."),
    ("telecom", None, "La marque doit indiquer son médiateur."),
    ("air", None, "La marque doit indiquer son médiateur."),
    ("real-estate", None, "La marque doit indiquer son médiateur."),
    ("sector-of-tomorrow", None, "La marque doit indiquer son médiateur."),
)


@pytest.mark.parametrize(("sector", "declared", "evidence"), NOT_FOUND)
def test_no_mediator_is_guessed(sector, declared, evidence):
    case = assessed(sector=sector, declared=declares(declared) if declared else None)
    assert (case.mediator, case.basis) == (None, Basis.ASK)
    check(case, "mediator", "unsure", ASK, evidence)
    assert case.verdict == "unsure"


UNCONFIRMED = (
    # sector, declared, what the data say of the name, candidates
    ("insurance", "Médiateur du groupe Untel", "est inconnu de nos données", [INSURANCE]),
    ("insurance", MEDICYS, "n’est pas sur la liste des médiateurs", [INSURANCE]),
    ("e-commerce", "Maître Inconnu", "est inconnu de nos données", ["Médiateur du e-commerce de la FEVAD"]),
    ("e-commerce", MEDICYS, "n’est pas sur la liste des médiateurs", ["Médiateur du e-commerce de la FEVAD"]),
    ("subscription-press", MEDICYS, "n’est pas sur la liste des médiateurs", []),
    ("food", "Maître Inconnu", "est inconnu de nos données", []),
)


@pytest.mark.parametrize(("sector", "declared", "why", "candidates"), UNCONFIRMED)
def test_a_declared_mediator_that_is_not_listed_is_checked_and_never_replaced(sector, declared, why, candidates):
    case = assessed(sector=sector, declared=declares(declared))
    assert (case.mediator, case.verdict, case.basis) == (None, "unsure", "ask")
    said = f"La marque indique {declared} (conditions de vente, le 4\u00a0mai 2026)\u00a0: ce nom {why}."
    check(case, "mediator", "unsure", ASK, said)
    question = case.of("mediator").question
    assert (question.code, "liste officielle de la CECMC" in question.text) == ("mediator_listed", True)
    assert [each.name for each in case.candidates] == candidates
    assert all(name in question.text for name in candidates)


def test_a_flight_whose_airline_declares_an_unknown_mediator_is_not_sent_to_another():
    case = flown(T0, declared=declares("Maître Inconnu"))
    assert (case.mediator, [each.name for each in case.candidates], case.compulsory) == (None, [MTV], True)


CANDIDATES = {
    "telecom": [TELECOM],
    "air": [MTV],
    "rail": [MTV],
    "banking": [FBF, "Médiateur de l’ASF"],
    "real-estate": ["MEDIMMOCONSO"],
    "retail": ["Médiateur du e-commerce de la FEVAD", "Médiateur du commerce coopératif et associé"],
    "food": [],
    "parcel": [],
}


@pytest.mark.parametrize(("sector", "names"), CANDIDATES.items())
def test_a_mediator_for_members_is_named_in_the_question_only(sector, names):
    case = assessed(sector=sector)
    assert [each.name for each in case.candidates] == names
    question = case.of("mediator").question.text
    named = "\u202f; ".join(names)
    assert question.endswith(f" Peut-être, si elle en relève\u00a0: {named}." if names else " vous le dire.")


@pytest.mark.parametrize("sector", ["energy", "rail"])
def test_a_sub_case_of_another_sector_says_nothing(sector):
    other = assessed(sector=sector, sub_case="investment")
    unknown = assessed(sector=sector, sub_case=None)
    assert (other.mediator, other.basis, other.earliest_on) == (unknown.mediator, unknown.basis, unknown.earliest_on)
    assert other.mediator is None or other.mediator.name == MNE


def test_a_bank_may_be_a_matter_of_two_mediators_and_the_sub_case_decides():
    case = assessed(sector="banking", sub_case=None, declared=declares(FBF))
    check(case, "mediator", "unsure", ASK, "Le médiateur dépend de ce dont il s’agit.")
    assert case.of("mediator").question.code == "sub_case"
    assert case.mediator is None


def test_the_wait_asks_for_the_sub_case_too_when_the_mediator_depends_on_it():
    early = assessed(date(2026, 7, 1), sector="banking", sub_case=None, declared=declares(FBF))
    assert early.of("wait").question.code == "sub_case"


def test_a_declared_mediator_of_another_sector_is_proposed_with_a_doubt():
    case = assessed(sector="food", declared=declares(INSURANCE))
    check(case, "mediator", "unsure", "C. conso. L612-2, 5°", "Nos données ne lui connaissent pas ce secteur.")
    assert (case.mediator.name, case.basis) == (INSURANCE, "declared")


def test_a_declaration_says_where_it_was_read_and_when_if_that_is_known():
    dated = assessed(sector="food", declared=declares(CM2C)).of("mediator").evidence
    assert dated == "La marque indique CM2C (conditions de vente, le 4\u00a0mai 2026)."
    undated = assessed(sector="food", declared=Declared(CM2C, "facture")).of("mediator").evidence
    assert undated == "La marque indique CM2C (facture)."
    bare = assessed(sector="food", declared=Declared(CM2C, "")).of("mediator").evidence
    assert bare == "La marque indique CM2C."


@pytest.mark.parametrize("declared", [None, MNE])
def test_nothing_is_said_of_a_declaration_that_agrees_with_the_public_mediator(declared):
    said = assessed(declared=declares(declared) if declared else None).of("mediator").evidence
    assert said == f"{MNE}\u00a0: médiateur public, seul compétent dans son domaine."


@pytest.mark.parametrize("typed", ["Médiateur du e-commerce de la FEVAD", "MÉDIATEUR  du e-commerce de la fevad "])
def test_a_name_is_known_however_it_is_typed(typed):
    assert assessed(sector="e-commerce", declared=declares(typed)).mediator.domain == "mediateurfevad.fr"


def test_straight_and_curly_apostrophes_are_the_same():
    typed = assessed(sector="water", declared=declares("Médiation de l'eau"))
    assert (typed.mediator.name, typed.basis) == (WATER, "declared")


def changed(name, **changes):
    """The mediators, one of which is otherwise."""
    all_ = tuple(replace(each, **changes) if each.name == name else each for each in MEDIATORS.all)
    return Mediators(all_, MEDIATORS.version)


LISTED = (
    # from, to, proposed
    (None, None, True),
    (None, T0, False),
    (None, T0 + ONE, True),
    (T0, None, True),
    (T0 + ONE, None, False),
    (T0, T0 + ONE, True),
    (T0 - ONE, T0, False),
)


@pytest.mark.parametrize(("since", "until", "proposed"), LISTED)
def test_a_mediator_is_proposed_from_its_listing_to_the_day_before_it_is_struck_off(since, until, proposed):
    dates = {"listed_from": since, "listed_to": until}
    for name, facts in (
        (MNE, {"sector": "energy"}),
        (INSURANCE, {"sector": "insurance"}),
        (CM2C, {"sector": "food", "declared": declares(CM2C)}),
    ):
        found = assessed(mediators=changed(name, **dates), **facts).mediator
        assert (found is not None and found.name == name) == proposed


def test_a_struck_off_candidate_is_not_named():
    assert assessed(sector="telecom", mediators=changed(TELECOM, listed_to=T0)).candidates == ()


def test_of_two_mediators_of_a_whole_sector_none_is_chosen():
    two = changed(WATER, sectors=frozenset({"insurance"}))
    case = assessed(sector="insurance", mediators=two)
    assert (case.mediator, [each.name for each in case.candidates]) == (None, [INSURANCE, WATER])


def test_a_generic_mediator_comes_only_declared_even_where_the_data_give_it_sectors():
    generous = changed(CM2C, sectors=frozenset({"food"}), kind=Kind.GENERIC)
    assert assessed(sector="food", mediators=generous).mediator is None


FLIGHT = {"sector": "air", "ec261": True}
DECREE = date(2026, 2, 7)


def flown(today, **changes):
    """A flight, complained about long enough before."""
    return assessed(today, **{**FLIGHT, "complained_on": today - timedelta(days=90), **changes})


COMPULSORY = (
    # day, complaint, EC 261, compulsory
    (DECREE - ONE, date(2025, 9, 1), True, False),
    (DECREE, date(2025, 9, 1), True, True),
    (DECREE + ONE, date(2025, 9, 1), True, True),
    (DECREE, date(2025, 8, 6), True, False),  # the airline was written to before the decree was published
    (DECREE, date(2025, 8, 7), True, True),
    (DECREE, None, True, True),
    (DECREE, date(2025, 9, 1), False, False),
    (DECREE, date(2025, 9, 1), None, False),
)


@pytest.mark.parametrize(("day", "complained_on", "ec261", "compulsory"), COMPULSORY)
def test_a_flight_must_be_mediated_before_court_since_7_february_2026(day, complained_on, ec261, compulsory):
    case = flown(day, complained_on=complained_on, ec261=ec261)
    assert case.compulsory == compulsory
    said = [each for each in case.notices if each.code == "compulsory"]
    assert bool(said) == compulsory
    assert all("obligatoire avant de saisir le tribunal depuis le 7\u00a0février 2026" in each.text for each in said)
    if compulsory:
        assert (case.mediator.name, case.basis) == (MTV, "compulsory")
        check(case, "mediator", "admissible", "Décret 2025-772\u202f; règlement (CE) 261/2004", "traite les vols")
    else:
        assert (case.mediator, case.basis) == (None, "ask")


def test_a_flight_goes_to_the_mediator_its_airline_declares():
    case = flown(T0, declared=declares(CM2C))
    assert (case.mediator.name, case.basis, case.compulsory) == (CM2C, "declared", True)


def test_a_flight_claim_outside_the_sectors_of_the_travel_mediator_is_not_sent_there():
    assert flown(T0, sector="insurance").mediator.name == INSURANCE


def test_the_travel_mediator_is_not_proposed_once_struck_off_or_gone():
    gone = Mediators(tuple(each for each in MEDIATORS.all if each.name != MTV), "x")
    for mediators in (gone, changed(MTV, listed_to=T0)):
        assert flown(T0, mediators=mediators).mediator is None


AGES = ((0, False), (179, False), (180, False), (181, True), (400, True))


@pytest.mark.parametrize(("days", "warned"), AGES)
@pytest.mark.parametrize("sector", ["energy", "food"])
def test_data_older_than_180_days_warn(days, warned, sector):
    checked_on = date(2026, 11, 22)
    case = assessed(checked_on + timedelta(days=days), sector=sector, complained_on=date(2026, 6, 15))
    assert bool(case.warnings) == warned
    assert all("relevées le 22\u00a0novembre 2026" in each for each in case.warnings)


def test_the_age_of_the_found_mediator_counts_or_else_that_of_the_oldest():
    old = changed(CM2C, checked_at=date(2025, 1, 1))
    assert assessed(mediators=old).warnings == ()
    assert assessed(mediators=old, sector="food").warnings != ()
    assert assessed(mediators=old, sector="food", declared=declares(CM2C)).warnings != ()


def test_the_age_of_the_data_is_that_of_today_even_for_a_file_sent_before():
    later = assessed(date(2027, 9, 1), sent_on=T0)
    assert (later.verdict, bool(later.warnings)) == (Verdict.ADMISSIBLE, True)


def test_without_any_mediator_nothing_is_found_and_nothing_is_old():
    case = assessed(mediators=Mediators((), "none"))
    assert (case.mediator, case.warnings, case.mediators_version) == (None, (), "none")
