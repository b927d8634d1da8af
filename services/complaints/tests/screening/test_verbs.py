"""How a verb of the lexicon becomes the forms that are looked for."""

import pytest

from complaints.domain.screening.verbs import conjugate, verb_groups


def test_a_verb_is_found_after_an_auxiliary_and_with_a_subject():
    forms = conjugate("frapper")
    assert {"frappé", "frappée", "frappés"} <= forms["past"]
    assert {"frappe", "frappent", "frappait", "frapperai", "frapperait"} <= forms["now"]


def test_an_infinitive_and_what_sounds_like_it_are_the_same():
    assert conjugate("casser")["inf"] == {"casser", "cassé", "cassez"}


@pytest.mark.parametrize(
    ("lemma", "form"), [("racketter", "rackettent"), ("saccager", "saccageait"), ("noyer", "noierai")]
)
def test_the_stem_is_spelled_for_its_ending(lemma, form):
    assert form in conjugate(lemma)["now"]


def test_verbs_of_the_second_and_third_pattern():
    assert "puni" in conjugate("punir")["past"]
    assert "vendrai" in conjugate("vendre")["now"]


def test_a_verb_of_no_pattern_is_an_error():
    with pytest.raises(KeyError):
        conjugate("voulo")


def test_a_class_of_verbs_is_a_group_for_each_use_and_one_for_all():
    groups = verb_groups("strike", ["buter", "noyer"])
    assert set(groups) == {"strike", "strike.inf", "strike.past", "strike.now"}
    assert "buté" in groups["strike"].split()
