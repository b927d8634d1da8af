"""Regular French conjugation: a lexicon names a verb once, and every form of it is looked for.

Accents do not matter (the forms are folded), and the sounds that people mix up when they write fast (`frapper`,
`frappé`, `frappez`) stand in for one another.
"""

from collections.abc import Iterable, Mapping

Forms = Mapping[str, frozenset[str]]
"""Forms by their use: `inf` after another verb, `past` after an auxiliary, `now` with a subject."""

ENDINGS: dict[str, dict[str, str]] = {
    "er": {
        "inf": "er é ez",
        "past": "é ée és ées er",
        "now": "e es ons ez ent ais ait ions iez aient erai era eras erons erez eront erais erait eraient",
    },
    "ir": {
        "inf": "ir",
        "past": "i ie is ies",
        "now": "is it issons issez issent issais issait issaient irai ira iras irons irez iront irais irait isse",
    },
    "re": {
        "inf": "re",
        "past": "u ue us ues",
        "now": "s ons ez ent ais ait aient rai ra ras rons rez ront rais rait raient e",
    },
}
"""Endings of the three regular patterns, by the last two letters of the infinitive."""


def conjugate(lemma: str) -> Forms:
    """Forms of a regular verb (`frapper`, `punir`, `pendre`); raises `KeyError` for another infinitive."""
    stem = lemma[:-2]
    return {
        use: frozenset(join(stem, ending) for ending in endings.split()) for use, endings in ENDINGS[lemma[-2:]].items()
    }


def join(stem: str, ending: str) -> str:
    """The stem as it is spelled before an ending: `saccageait`, `essuie`."""
    if stem.endswith("g") and ending[0] in "ao":
        return stem + "e" + ending
    if stem.endswith("y") and ending[0] == "e":
        return stem[:-1] + "i" + ending
    return stem + ending


def verb_groups(name: str, lemmas: Iterable[str]) -> dict[str, str]:
    """A class of verbs as groups of words: `strike` for every form, `strike.inf`, `strike.past`, `strike.now`."""
    forms = [conjugate(lemma) for lemma in lemmas]
    uses = {f"{name}.{use}": " ".join(word for each in forms for word in sorted(each[use])) for use in ENDINGS["er"]}
    return {name: " ".join(uses.values()), **uses}
