"""The data files of the screening: what they may say, and that they say it well."""

import pytest

from complaints.domain.screening import ScreeningContext, screen
from complaints.domain.screening.lexicon import compile_lexicon, expand

PLAIN_WORDS = expand(
    """
    a ai ait as au aussi aux avec avez avons bien ça ce cela ces cet cette chez comme dans de des donc du elle elles
    en encore est et être eu faire fait il ils j je l la le les leur leurs lui m ma mais me mes moi mon n ne nos notre
    nous on ont ou où par pas peu plus pour qu que qui s sa sans se ses si son sont sous sur t te tes toi ton tous
    tout très trop tu un une va vais vos votre vous y été était
    """
)


def rule(**fields):
    return {"version": "1", "groups": {}, "rule": [{"id": "insult.test", "kind": "insult", **fields}]}


def test_braces_write_out_the_endings():
    assert expand("idiot{,e}{,s} CON") == {"idiot", "idiote", "idiots", "idiotes", "con"}


def test_a_word_that_no_text_can_show_is_an_error():
    with pytest.raises(ValueError, match="not single words"):
        compile_lexicon(rule(words="tête-à-claques"))


def test_a_phrase_starts_with_a_word_that_must_be_there():
    with pytest.raises(ValueError, match="starts with"):
        compile_lexicon(rule(phrases=["?gros sac"]))


def test_no_phrase_is_made_of_plain_words_only(lexicons):
    phrases = {phrase for phrases in lexicons.phrases.phrases.values() for phrase in phrases}
    vague = [
        phrase.rule
        for phrase in phrases
        if all(slot.optional or slot.gap or slot.words & PLAIN_WORDS for slot in phrase.slots)
    ]
    assert len(phrases) > 200
    assert vague == []


def test_every_word_of_a_one_word_rule_is_found_by_itself(lexicons):
    singles = {
        (word, phrase)
        for phrases in lexicons.phrases.phrases.values()
        for phrase in phrases
        if len(phrase.slots) == 1
        for word in phrase.slots[0].words
    }
    missed = [
        word
        for word, phrase in singles
        if phrase.kind not in screen(f"Voici : {word}.", ScreeningContext(), lexicons).kinds
    ]
    assert missed == []


def test_no_surname_or_first_name_is_also_listed_as_never_a_name(lexicons):
    names = lexicons.names
    assert names.first_names & names.never_surname == set()
    assert names.first_names & names.ambiguous_first_names == set()
    assert names.surnames & names.never_surname == set()
