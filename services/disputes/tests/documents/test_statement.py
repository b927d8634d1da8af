"""A statement adds up, and says that nothing is owed on failure; a receipt says when one withdrew."""

import pytest
from services.disputes.tests.documents.world import statement, text_of, withdrawal, words_of

from disputes.documents.statement import Fee, write_statement, write_withdrawal
from disputes.domain.facts import Outcome


def said(pdf):
    return " ".join(words_of(text_of(pdf)))


def test_a_statement_says_what_was_obtained_and_each_line_of_what_is_owed():
    found = said(write_statement(statement()))
    for part in (
        "Litige résolu par médiation",
        "Somme obtenue : 1 289,00 €",
        "devis accepté DV-2026-0009",
        "Forfait 30,00 €",
        "20 % de la somme obtenue 257,80 €",
        "Total hors taxe 287,80 €",
        "TVA à 20 % 57,56 €",
        "Total à payer 345,36 €",
        "À payer au plus tard le 1er décembre 2026.",
    ):
        assert part in found


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.SETTLED, "Accord accepté avec la marque"),
        (Outcome.MEDIATED, "Litige résolu par médiation"),
        (Outcome.UNRESOLVED, "Litige non résolu"),
        (Outcome.INADMISSIBLE, "Médiation non recevable"),
        (Outcome.WITHDRAWN, "Litige abandonné par le consommateur"),
    ],
)
def test_each_outcome_has_its_words_and_says_that_failure_costs_nothing(outcome, words):
    found = said(write_statement(statement(outcome=outcome)))
    assert f"Résultat : {words}" in found
    assert "Rien n’est dû en cas d’échec, sauf le forfait accepté." in found


def test_on_failure_the_accepted_fixed_fee_is_all():
    failed = statement(outcome=Outcome.UNRESOLVED, obtained=0, fees=(Fee("Forfait", 3_000),), vat=600)
    assert "Total à payer 36,00 €" in said(write_statement(failed))


def test_where_nothing_is_owed_nothing_is_asked():
    free = statement(outcome=Outcome.UNRESOLVED, obtained=0, fees=(), vat=0, due_on=None)
    assert "Vous n’avez rien à payer." in said(write_statement(free))
    assert "au plus tard" not in said(write_statement(free))


def test_a_receipt_says_what_was_withdrawn_from_and_when():
    found = said(write_withdrawal(withdrawal()))
    owed = "Vous n’avez rien à payer, même pour un travail commencé à votre demande."
    for part in ("DV-2026-0009", "2 novembre 2026, 10 h 30", "13 novembre 2026 inclus", owed):
        assert part in found
