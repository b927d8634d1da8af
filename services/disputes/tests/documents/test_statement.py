"""A statement adds up, and says that nothing is owed on failure; a receipt says when one withdrew."""

import pytest
from services.disputes.tests.documents.world import statement, text_of, withdrawal, words_of

from disputes.documents.statement import Fee, write_statement, write_withdrawal


def said(pdf):
    return " ".join(words_of(text_of(pdf)))


def test_a_statement_says_what_was_obtained_and_each_line_of_what_is_owed():
    found = said(write_statement(statement()))
    for part in (
        "Somme obtenue : 1 289,00 €",
        "devis accepté DV-2026-0009",
        "Forfait 30,00 €",
        "20 % de la somme obtenue 257,80 €",
        "Total hors taxes 287,80 €",
        "TVA à 20 % 57,56 €",
        "Total à payer 345,36 €",
        "À payer au plus tard le 1er décembre 2026.",
    ):
        assert part in found


@pytest.mark.parametrize("subject", ["réclamation R-2026-004812 (Filandre)", "conflit avec une autre personne"])
def test_a_statement_says_for_which_case_who_declared_the_result_and_nothing_that_nobody_knows(subject):
    found = said(write_statement(statement(subject=subject)))
    assert "Prestataire : Cabinet Vauquelin" in found
    assert "Déclaré par le prestataire le : 30 octobre 2026" in found
    assert "L’argent obtenu vous est versé directement." in found
    assert f"Dossier : {subject}" in found
    for guess in ("Consommateur", "marque", "médiation"):
        assert guess not in found


def test_on_failure_the_accepted_fixed_fee_is_all():
    failed = statement(obtained=0, fees=(Fee("Forfait", 3_000),), vat=600)
    found = said(write_statement(failed))
    assert "Somme obtenue : aucune" in found
    assert "Rien n’est dû en cas d’échec, sauf le forfait accepté." in found
    assert "Total à payer 36,00 €" in found


def test_where_nothing_is_owed_nothing_is_asked():
    free = statement(obtained=0, fees=(), vat=0, due_on=None)
    assert "Vous n’avez rien à payer." in said(write_statement(free))
    assert "au plus tard" not in said(write_statement(free))


def test_a_receipt_says_what_was_withdrawn_from_and_when():
    found = said(write_withdrawal(withdrawal()))
    owed = "Vous n’avez rien à payer, même pour un travail commencé à votre demande."
    for part in (
        "DV-2026-0009",
        "Dossier : réclamation R-2026-004812 (Filandre)",
        "2 novembre 2026, 10 h 30",
        "13 novembre 2026 inclus",
        owed,
    ):
        assert part in found
