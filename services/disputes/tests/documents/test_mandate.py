"""A mandate says who, for whom, in which case, what may be done and what may not, and how it ends."""

import hashlib

import pytest
from services.disputes.tests.documents.world import SIGNATURE, mandate, text_of, words_of

from disputes.documents.mandate import load_mandate_text, write_mandate

TEXT = load_mandate_text()


def said(signature=None, **changes):
    return " ".join(words_of(text_of(write_mandate(mandate(**changes), TEXT, signature))))


def test_a_mandate_names_its_parties_its_case_and_its_end():
    for part in (
        "Camille Renaud",
        "4 rue des Lilas 35000 Rennes",
        "RéclameICI",
        "SIREN : 204 123 456",
        "R-2026-004812",
        "Filandre",
        "Une facture payée deux fois",
        "Jusqu’au 1er novembre 2027 inclus.",
        "d’un clic",
        "les tiers qui ont reçu le mandat sont prévenus",
        "écrit au nom du mandant et le dit dans chaque courrier",
        f"Texte en version : {TEXT.version}",
    ):
        assert part in said()


@pytest.mark.parametrize(("code", "label"), TEXT.powers)
def test_each_power_is_a_line_given_only_where_it_was_ticked(code, label):
    assert f"Oui {label}" in said(powers=frozenset({code}))
    others = {other for other, _ in TEXT.powers} - {code}
    assert f"Non {label}" in said(powers=frozenset(others))


def test_settling_and_cashing_are_powers_of_their_own_and_not_given_with_the_others():
    found = said()
    assert "Non Accepter un accord à la place du mandant" in found
    assert "Non Encaisser une somme pour le mandant" in found


def test_a_power_without_words_is_refused():
    with pytest.raises(ValueError, match="everything"):
        write_mandate(mandate(powers=frozenset({"everything"})), TEXT)


def test_a_mandate_is_free_and_nobody_replaces_the_agent():
    assert "Ce mandat est gratuit." in said()
    assert "ne se fait remplacer par personne" in said()


def test_an_unsigned_mandate_says_that_it_gives_no_power():
    assert "il ne donne aucun pouvoir" in said()


def test_a_signed_mandate_says_how_and_binds_what_was_read():
    unsigned = hashlib.sha256(write_mandate(mandate(), TEXT)).hexdigest()
    found = said(SIGNATURE)
    for part in ("Camille Renaud", "camille@courriel.example", "2 novembre 2026, 10 h 34", "cd" * 16):
        assert part in found
    assert "il ne donne aucun pouvoir" not in found
    assert unsigned != hashlib.sha256(write_mandate(mandate(powers=frozenset({"write"})), TEXT)).hexdigest()


def test_the_words_say_when_they_were_checked_and_from_when_they_hold():
    assert TEXT.valid_from <= TEXT.checked_at
    assert TEXT.version == TEXT.valid_from.isoformat()
