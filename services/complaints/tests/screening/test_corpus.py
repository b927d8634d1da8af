"""The screening measured on the labelled corpus, and on the demonstration complaints, all publishable.

Each part says how honest it is. `tuning`, `dev` and the rounds were studied while the rules were written. `held-out`
and `held-out-2` were measured before anybody looked, but the author of the rules had written them first; their misses
were mended since.
`fresh` was written after the rules, measured once and not tuned on: it alone says what to expect of wording never seen.
First measures of every round are in `docs/decisions/0006-person-names-without-a-model.md`. A sentence that the rules
get wrong in the open joins `tuning`.
"""

import sys

import pytest

from complaints.domain.screening import PERSONAL_DATA, Kind, Outcome, masked, screen
from complaints.domain.screening.measure import measure, render

pytestmark = pytest.mark.promise("C5")

FAMILIES = {
    "personal": PERSONAL_DATA,
    "insults": frozenset({Kind.INSULT, Kind.VULGARITY}),
    "hate": frozenset({Kind.RACISM, Kind.HOMOPHOBIA, Kind.DISCRIMINATION}),
    "threats": frozenset({Kind.THREAT}),
    "accusations": frozenset({Kind.CRIME_ACCUSATION}),
}
"""Kinds that a moderator would not blame the machine for taking for one another."""

FLOORS = {
    # part: least recall of each family in the order above, most over-blocking of clean sentences
    "tuning": (0.98, 0.95, 0.95, 0.95, 0.95, 0.02),
    "held-out": (0.97, 0.95, 0.95, 0.95, 0.95, 0.02),
    "dev": (0.95, 0.95, 0.90, 0.95, 0.95, 0.02),
    "held-out-2": (0.80, 0.90, 0.75, 0.90, 0.90, 0.05),
    "round-1": (0.95, 0.90, 0.85, 0.80, 0.70, 0.04),
    "round-2": (0.95, 0.90, 0.85, 0.90, 0.90, 0.04),
    "fresh": (0.85, 0.80, 0.45, 0.35, 0.45, 0.04),
}


def recall(sentences, kinds, screened) -> float:
    """Share of the sentences with one of the kinds where one of them was found."""
    wanted = [sentence for sentence in sentences if sentence.kinds & kinds]
    return sum(not kinds.isdisjoint(screened[sentence.id].kinds) for sentence in wanted) / len(wanted)


@pytest.fixture(scope="module")
def screened(corpus, context, lexicons):
    return {sentence.id: screen(sentence.text, context, lexicons) for sentence in corpus}


def test_the_corpus_has_labels_that_follow_the_policy(corpus):
    assert len(corpus) >= 320
    assert len({sentence.text for sentence in corpus}) == len(corpus)
    for part in FLOORS:
        assert any(sentence.part == part for sentence in corpus)
    for kind in Kind:
        assert sum(kind in sentence.kinds for sentence in corpus) >= 2, kind
    assert sum(sentence.outcome is Outcome.PUBLISH for sentence in corpus) >= 150


@pytest.mark.parametrize("part", FLOORS)
def test_recall_and_over_blocking_keep_their_floors(part, corpus, context, lexicons, screened):
    sentences = [sentence for sentence in corpus if sentence.part == part]
    rows = measure(sentences, lambda text: screen(text, context, lexicons))
    sys.stdout.write("\n" + render(f"{part} ({len(sentences)})", rows) + "\n")

    *least, most_over_blocking = FLOORS[part]
    reached = {family: recall(sentences, kinds, screened) for family, kinds in FAMILIES.items()}
    sys.stdout.write("".join(f"{family} {share:.0%}  " for family, share in reached.items()) + "\n")
    assert all(share >= floor for share, floor in zip(reached.values(), least, strict=True)), reached
    assert rows[-1].over_blocking <= most_over_blocking


def test_masks_cover_the_whole_of_the_personal_data(corpus, context, lexicons, screened):
    for sentence in corpus:
        findings = screened[sentence.id].findings
        if sentence.kinds and sentence.kinds <= PERSONAL_DATA & set(screened[sentence.id].kinds):
            shown = masked(sentence.text, findings)
            assert [passage for passage in sentence.passages if passage in shown] == [], sentence.text


def test_the_machine_never_publishes_unread_what_a_human_must_read_in_the_held_out_part(corpus, screened):
    unread = [
        sentence.text
        for sentence in corpus
        if sentence.part == "held-out"
        and sentence.outcome is Outcome.HOLD
        and screened[sentence.id].outcome is not Outcome.HOLD
    ]
    assert unread == []


def test_every_demonstration_text_passes_unmasked(demonstration_texts, context, lexicons):
    found = {
        text: screening.findings
        for text in demonstration_texts
        if (screening := screen(text, context, lexicons)).findings
    }
    assert len(demonstration_texts) > 700
    assert found == {}


def test_the_corpus_files_mark_each_passage_where_it_stands(corpus_lines):
    for line in corpus_lines:
        ends = [0, *(place for span in line["spans"] for place in (span["start"], span["end"]))]
        assert ends == sorted(ends)
        assert ends[-1] <= len(line["text"])
