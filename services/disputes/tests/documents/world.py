"""A dispute's papers as builders make them, and what a PDF says when it is read."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pypdf import PdfReader

from disputes.documents.mandate import Agent, Mandate, Signature
from disputes.documents.statement import Fee, Statement, Withdrawal
from disputes.domain.dossier import (
    Admissibility,
    Answer,
    Consumer,
    Dossier,
    Finding,
    Piece,
    Step,
    Trader,
    Verdict,
    number_pieces,
)

T0 = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

KINDS = ("invoice", "contract", "mail")


def piece(kind="invoice", label="Facture", days=0, **changes):
    made = Piece(kind, label, "facture du 3 mars.pdf", "application/pdf", 421_888, "ab" * 32, T0 + timedelta(days=days))
    return replace(made, **changes)


CONSUMER = Consumer("Camille Renaud", "4 rue des Lilas\n35000 Rennes", "camille@courriel.example", "06 00 00 00 01")

FINDINGS = (
    Finding(
        "Réclamation écrite préalable",
        Verdict.ADMISSIBLE,
        "C. conso. L612-2, 1°",
        "Courriel du 3 mars 2026, pièce 3",
    ),
    Finding(
        "Délai d’attente du secteur", Verdict.NOT_YET, "Charte du médiateur", "2 mois d’attente", date(2026, 12, 1)
    ),
    Finding("Aucun autre médiateur ni juge saisi", Verdict.UNSURE, "C. conso. L612-2, 3°", "À confirmer par vous"),
    Finding(
        "Moins d’un an après la réclamation", Verdict.INADMISSIBLE, "C. conso. L612-2, 4°", "Réclamation du 3 mars 2025"
    ),
)


def dossier(**changes):
    made = Dossier(
        dispute_id="0193",
        number="R-2026-004812",
        prepared_at=T0,
        consumer=CONSUMER,
        trader=Trader("Filandre", "Filandre SAS", "204123456", "www.filandre.example"),
        mediator="Médiateur de l’énergie",
        facts="J’ai payé deux fois la même facture.\n\nLe service client ne répond plus depuis mars.",
        chronology=(
            Step(T0 - timedelta(days=60), "La réclamation est publiée."),
            Step(T0 - timedelta(days=90), "Le consommateur écrit à Filandre."),
        ),
        answers=(Answer(T0 - timedelta(days=40), "Nous regrettons cette erreur."),),
        wish="Le remboursement de la seconde facture.",
        amount=128_900,
        admissibility=Admissibility(Verdict.NOT_YET, FINDINGS, "2026-11-24", "2026-11-22"),
        pieces=number_pieces(
            [piece("mail", "Courriel"), piece(days=1), piece("contract", "Contrat signé")],
            KINDS,
        ),
    )
    return replace(made, **changes)


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def words_of(text):
    """Its words, wherever lines broke and whatever white space stood between them."""
    return text.replace("\u200b", "").split()


def mandate(**changes):
    made = Mandate(
        number="M-2026-000107",
        made_at=T0,
        case_number="R-2026-004812",
        subject="Une facture payée deux fois",
        consumer=CONSUMER,
        agent=Agent("RéclameICI", "1 rue de l’Essai\n75011 Paris", "204123456"),
        trader=Trader("Filandre"),
        powers=frozenset({"write", "receive"}),
        partner=None,
        ends_on=date(2027, 11, 1),
    )
    return replace(made, **changes)


SIGNATURE = Signature("Camille Renaud", T0 + timedelta(minutes=4), "cd" * 32)


def statement(**changes):
    made = Statement(
        number="D-2026-000031",
        issued_at=T0,
        provider="Cabinet Vauquelin",
        subject="réclamation R-2026-004812 (Filandre)",
        declared_on=date(2026, 10, 30),
        obtained=128_900,
        quote="DV-2026-0009",
        fees=(Fee("Forfait", 3_000), Fee("20\u00a0% de la somme obtenue", 25_780)),
        vat_rate=2_000,
        vat=5_756,
        due_on=date(2026, 12, 1),
    )
    return replace(made, **changes)


def withdrawal(**changes):
    made = Withdrawal(
        number="A-2026-000004",
        provider="Cabinet Vauquelin",
        subject="réclamation R-2026-004812 (Filandre)",
        quote="DV-2026-0009",
        accepted_at=T0 - timedelta(days=3),
        withdrawn_at=T0,
        last_day=date(2026, 11, 13),
    )
    return replace(made, **changes)
