"""The lexicon at work: words read through their disguises, phrases matched word by word.

Each word is read at most a bounded number of ways and each phrase tried from a table, so the time grows with the
length of the text whatever the text is.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from complaints.domain.screening.folding import Folded, Word, split_words
from complaints.domain.screening.lexicon import Lexicon, Phrase, Slot, outline
from complaints.domain.screening.model import Finding

DIGITS_AS_I = str.maketrans("0134578@$€!|", "oieastbase" + "ii")
DIGITS_AS_L = str.maketrans("0134578@$€!|", "oleastbase" + "ll")
LONG_RUN = re.compile(r"(.)\1\1")
CLAUSE_END = re.compile(r"[.,;:!?\n…]")
TAKING_UP = frozenset({"c", "ca"})
JOINT = re.compile(r"[-_.·*/]")
LONGEST_WORD = 60
"""Beyond it, no word of ours: spares the readings of a pasted blob."""
BEFORE, AFTER = 3, 2
"""How many words a rule looks at around a match to find it harmless."""

Readings = tuple[frozenset[str], ...]


def find_phrases(folded: Folded, lexicon: Lexicon) -> Iterator[Finding]:
    """Every rule of the lexicon that the text meets, the longest match at each place."""
    words = split_words(folded)
    words = tuple(join_halves(words, lexicon))
    readings = tuple(read(word.text, lexicon) for word in words)
    for first, ways in enumerate(readings):
        phrases = (phrase for way in ways for phrase in lexicon.phrases.get(way, ()))
        matches = [(end, phrase) for phrase in phrases if (end := match(phrase, first, words, readings))]
        if matches:
            end, phrase = max(matches, key=lambda found: (found[0], len(found[1].slots)))
            start, stop = folded.original_span(words[first].start, words[end - 1].end)
            yield Finding(start, stop, phrase.kind, phrase.rule)


def join_halves(words: tuple[Word, ...], lexicon: Lexicon) -> Iterator[Word]:
    """The words, two halves of a known one joined: `con-nard`, and with a space where the lexicon allows it."""
    skip = False
    for word, following in zip_longest(words, words[1:]):
        if skip:
            skip = False
        elif following and is_cut(word, following, lexicon):
            skip = True
            yield Word(word.text + following.text, word.start, following.end, word.gap)
        else:
            yield word


def is_cut(word: Word, following: Word, lexicon: Lexicon) -> bool:
    """True when two words are the halves of one that the lexicon knows."""
    if following.gap == " ":
        return word.text + following.text in lexicon.splittable
    return JOINT.fullmatch(following.gap) is not None and word.text + following.text in lexicon.vocabulary


def read(word: str, lexicon: Lexicon) -> frozenset[str]:
    """The words of the lexicon that a written word may stand for."""
    if word in lexicon.vocabulary and word.isalpha():
        return frozenset({word})
    if len(word) > LONGEST_WORD:
        return frozenset()
    plain = {word, word.translate(DIGITS_AS_I), word.translate(DIGITS_AS_L)} if has_letter(word) else {word}
    ways = plain | {way.replace("k", sound) for way in plain for sound in ("c", "qu")}
    return frozenset(known for way in ways for known in known_as(way, lexicon))


def known_as(way: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Lexicon words behind a reading: itself, without letters repeated for effect, or behind stars."""
    if way in lexicon.vocabulary:
        return (way,)
    if LONG_RUN.search(way):
        return lexicon.by_outline.get(outline(way), ())
    return behind_stars(way, lexicon) if "*" in way else ()


def behind_stars(way: str, lexicon: Lexicon) -> tuple[str, ...]:
    """`c*nnard` → connard: as long, first letter shown and two letters at least."""
    if not way[0].isalpha() or sum(letter.isalpha() for letter in way) < 2:
        return ()
    candidates = lexicon.by_shape.get((len(way), way[0]), ())
    return tuple(word for word in candidates if agrees(way, word))


def agrees(way: str, word: str) -> bool:
    """True when every letter shown is the word's own."""
    return all(shown in ("*", letter) for shown, letter in zip(way, word, strict=True))


def has_letter(word: str) -> bool:
    """Digits alone are a number, never a disguised word."""
    return any(sign.isalpha() for sign in word)


def match(phrase: Phrase, first: int, words: tuple[Word, ...], readings: Readings) -> int | None:
    """Index after the last word of the phrase begun at `first`; None when it is not there or harmless."""
    end = match_slots(phrase.slots, first, first, words, readings)
    if end is None or is_near(phrase.unless_before, words[max(0, first - BEFORE) : first]):
        return None
    return None if is_near(phrase.unless_after, words[end : end + AFTER]) else end


def is_near(harmless: frozenset[str], around: tuple[Word, ...]) -> bool:
    """True when one of the words around makes the match harmless; `0` stands for any number."""
    return not harmless.isdisjoint("0" if word.text.isdigit() else word.text for word in around)


def match_slots(
    slots: tuple[Slot, ...], first: int, at: int, words: tuple[Word, ...], readings: Readings
) -> int | None:
    """Match the slots one after the other within a clause; the longest way for each gap is bounded by the phrase."""
    if not slots:
        return at
    slot, rest = slots[0], slots[1:]
    if slot.gap:
        return match_after_gap(slot.gap, rest, first, at, words, readings)
    if in_clause(first, at, words) and not slot.words.isdisjoint(readings[at]):
        end = match_slots(rest, first, at + 1, words, readings)
        if end is not None:
            return end
    return match_slots(rest, first, at, words, readings) if slot.optional else None


def match_after_gap(
    gap: int, rest: tuple[Slot, ...], first: int, at: int, words: tuple[Word, ...], readings: Readings
) -> int | None:
    """Match the rest after as few words of any kind as possible."""
    for skipped in range(gap + 1):
        end = match_slots(rest, first, at + skipped, words, readings)
        if end is not None or not in_clause(first, at + skipped, words):
            return end
    return None


def in_clause(first: int, at: int, words: tuple[Word, ...]) -> bool:
    """True while no punctuation separates the word from the one before it in the phrase."""
    if at >= len(words):
        return False
    return at == first or not CLAUSE_END.search(words[at].gap) or takes_up(words[at])


def takes_up(word: Word) -> bool:
    """True where the clause goes on after its topic: « les étrangers, c’est non »."""
    return word.gap == ", " and word.text in TAKING_UP
