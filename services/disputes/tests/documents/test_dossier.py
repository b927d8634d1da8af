"""What the mediator reads, in which order, and that no text of anybody becomes more than text."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from services.disputes.tests.documents.world import T0, dossier, read, text_of, words_of

from disputes.documents.dossier import write_dossier
from disputes.documents.signs import PRINTABLE
from disputes.domain.dossier import Admissibility, Consumer, Trader, Verdict

HOSTILE = (
    "#panic()",
    '#import "@preview/cetz:0.3.0": *',
    "= Titre *gras* _italique_ `code` $x^2$ <étiquette> @renvoi // fin /* */ \\u{1F600}",
    ']#read("common.typ")[',
    "#sys.inputs.data #data.consumer.email",
    '{"data": null} \\" \\n',
    "a" * 200,
    "/ terme: valeur\n- liste\n+ liste\n1. liste",
)

WORDS = st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "S")), min_size=1, max_size=30)


def test_the_file_says_what_it_must_in_the_order_of_reading():
    said = " ".join(words_of(text_of(write_dossier(dossier()))))
    places = [
        said.index(part)
        for part in (
            "Dossier de médiation",
            "R-2026-004812",
            "Préparé le : 2 novembre 2026",
            "Médiateur de l’énergie",
            "Médiation gratuite ; accompagnement facultatif et payant.",
            "il décide de saisir le médiateur, relit ce dossier et le signe",
            "ce n’est pas un conseil juridique",
            "4 rue des Lilas 35000 Rennes",
            "camille@courriel.example",
            "06 00 00 00 01",
            "Filandre SAS",
            "204 123 456",
            "J’ai payé deux fois la même facture.",
            "4 août 2026 Le consommateur écrit à Filandre.",
            "3 septembre 2026 La réclamation est publiée.",
            "Réponse du 23 septembre 2026 : Nous regrettons cette erreur.",
            "Le remboursement de la seconde facture.",
            "Montant demandé : 1 289,00 €",
            "Règles en version 2026-11-24, médiateurs en version 2026-11-22",
            "Règle Verdict Article Élément",
            "Réclamation écrite préalable Recevable C. conso. L612-2, 1° Courriel du 3 mars 2026, pièce 3",
            "Pas encore (dès le 1er décembre 2026)",
            "À vérifier",
            "Non recevable",
            "N° Nature Fichier Taille Empreinte SHA-256",
            "1 Facture pieces/01-facture.pdf facture du 3 mars.pdf 412 Ko",
            "2 Contrat signé",
            "3 Courriel",
            "Signature du consommateur",
        )
    ]
    assert places == sorted(places)


def test_each_page_says_which_it_is():
    pages = [page.extract_text() for page in read(write_dossier(dossier(facts="Un fait.\n\n" * 300))).pages]
    assert len(pages) > 3
    assert all(f"Page {place} sur {len(pages)}" in page for place, page in enumerate(pages, start=1))


def test_what_is_not_known_is_left_out():
    made = dossier(
        consumer=Consumer("Camille Renaud", "Rennes", "camille@courriel.example"),
        trader=Trader("Filandre"),
        chronology=(),
        answers=(),
        amount=None,
        pieces=(),
        admissibility=Admissibility(Verdict.UNSURE, (), "2026-11-24", "2026-11-22"),
    )
    said = text_of(write_dossier(made))
    for absent in ("Téléphone", "SIREN", "Raison sociale", "Site", "Montant", "None", "SHA-256"):
        assert absent not in said
    for told in ("n’a pas répondu", "Aucune pièce", "Aucune date"):
        assert told in said


def test_the_same_file_is_the_same_bytes():
    assert write_dossier(dossier()) == write_dossier(dossier())


def test_a_file_says_when_it_was_prepared():
    later = write_dossier(dossier(prepared_at=T0 + timedelta(days=1)))
    assert read(later).metadata.creation_date == T0 + timedelta(days=1)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_text_is_text(text):
    said = "".join(words_of(text_of(write_dossier(dossier(facts=text, wish=text)))))
    assert said.count("".join(text.split())) == 2


def test_a_word_of_five_thousand_letters_stays_within_the_margins():
    said = text_of(write_dossier(dossier(facts="w" * 5000)))
    assert sum(line.count("w") for line in said.splitlines() if set(line) <= {"w", "\u200b", " "}) == 5000
    assert max(line.count("w") for line in said.splitlines()) <= 64


@given(st.lists(WORDS, min_size=1, max_size=20))
@example(["#", "$", "@", "*", "\\", "`", "<a>", "//", "~", "--", "..."])
@settings(deadline=None, max_examples=40)
def test_the_words_that_went_in_come_out(words):
    said = "".join(words_of(text_of(write_dossier(dossier(facts=" ".join(words))))))
    assert "".join(words) in said


@given(st.text(max_size=400), st.text(max_size=60))
@settings(deadline=None, max_examples=40)
def test_any_text_can_be_set_anywhere(text, name):
    made = dossier(
        facts=text,
        wish=name,
        mediator=name,
        consumer=Consumer(name, text, name, name),
        trader=Trader(name, name, "204123456", text),
        pieces=tuple(replace(each, piece=replace(each.piece, label=name, name=text)) for each in dossier().pieces),
    )
    assert write_dossier(made).startswith(b"%PDF-1.7")


@given(st.text(st.characters().filter(PRINTABLE.match), max_size=400))
@settings(deadline=None, max_examples=40)
def test_any_mixture_of_printable_signs_can_be_set(text):
    assert write_dossier(dossier(facts=text))
