"""The screening measured on the labelled corpus, and on the demonstration complaints, all publishable.

Two parts: `tuning` was looked at while the rules were written, `held-out` was not. Both were written by the author of
the rules, so they flatter them; `docs/decisions/0006-person-names-without-a-model.md` has the figures of five rounds of
fresh sentences, each measured before anybody looked. A sentence that the rules get wrong in the open joins `tuning`.
"""

import json
import sys

import pytest

from complaints.domain.screening import Kind, Outcome, masked, screen
from complaints.domain.screening.measure import measure, render

pytestmark = pytest.mark.promise("C5")

PERSONAL = frozenset({Kind.EMAIL, Kind.PHONE, Kind.IBAN, Kind.CARD, Kind.PLATE, Kind.SOCIAL_SECURITY, Kind.PERSON_NAME})
HATE = frozenset({Kind.RACISM, Kind.HOMOPHOBIA, Kind.DISCRIMINATION})

FLOORS = {
    # part: recall of personal data, of hate, of threats and accusations, most over-blocking of clean sentences
    "tuning": (0.98, 0.95, 0.95, 0.01),
    "held-out": (0.97, 0.95, 0.95, 0.02),
}


def recall(sentences, kinds, screened) -> float:
    wanted = [(sentence, kind) for sentence in sentences for kind in sentence.kinds & kinds]
    return sum(kind in screened[sentence.id].kinds for sentence, kind in wanted) / len(wanted)


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

    personal, hate, grave, most_over_blocking = FLOORS[part]
    assert recall(sentences, PERSONAL, screened) >= personal
    assert recall(sentences, HATE, screened) >= hate
    assert recall(sentences, frozenset({Kind.THREAT, Kind.CRIME_ACCUSATION}), screened) >= grave
    assert rows[-1].over_blocking <= most_over_blocking


def test_masks_cover_the_whole_of_the_personal_data(corpus, context, lexicons, screened):
    for sentence in corpus:
        findings = screened[sentence.id].findings
        if sentence.kinds and sentence.kinds <= PERSONAL:
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


def test_the_corpus_file_marks_each_passage_where_it_stands(request):
    path = request.path.parent / "corpus.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        ends = [0, *(place for span in sentence["spans"] for place in (span["start"], span["end"]))]
        assert ends == sorted(ends)
        assert ends[-1] <= len(sentence["text"])
