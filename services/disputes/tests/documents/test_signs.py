"""Which signs of a text are printed, and how the others are told."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from services.disputes.tests.documents.world import dossier

from disputes.documents.dossier import write_dossier
from disputes.documents.signs import LONGEST, PRINTABLE, printable


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Élodie a payé 1 289 € à l’œuvre", "Élodie a payé 1 289 € à l’œuvre"),
        ("furieuse 😡", "furieuse [U+1F621]"),
        ("漢", "[U+6F22]"),
        ("e\u0301te\u0301", "été"),
        ("👍🏽", "[U+1F44D]"),
        ("cœur ❤️", "cœur [U+2764]"),
        ("ligne\r\nsuivante\rencore", "ligne\nsuivante\nencore"),
    ],
)
def test_a_sign_that_no_font_has_is_told_by_its_number(typed, printed):
    assert printable(typed) == printed


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\u00ad", "\x00", "\x1b", "\u200f"])
def test_a_sign_that_hides_or_reorders_its_neighbours_is_left_out(hidden):
    assert printable(f"289{hidden} euros") == "289 euros"


def test_a_long_word_may_break():
    assert max(map(len, printable("a" * 5000).split("\u200b"))) == LONGEST


def test_an_ordinary_word_is_left_whole():
    assert printable("anticonstitutionnellement") == "anticonstitutionnellement"


def test_every_printable_sign_is_in_the_fonts():
    every = [chr(code) for code in range(0x2300) if PRINTABLE.match(chr(code))]
    assigned = [sign for sign in every if unicodedata.category(sign) != "Cn" and sign != "\n"]
    rows = [" ".join(assigned[start : start + 64]) for start in range(0, len(assigned), 64)]
    assert write_dossier(dossier(facts="\n".join(rows)))


@given(st.text(max_size=300))
@settings(deadline=None)
def test_what_is_printed_is_printed_as_it_is_the_second_time(text):
    once = printable(text)
    assert printable(once) == once
