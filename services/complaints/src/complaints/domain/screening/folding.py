"""Writing made comparable, with the way back to the original: accents, case, look-alikes, invisible signs."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LOOK_ALIKES = {
    "a": "аα",
    "b": "вβ",
    "c": "с",
    "d": "ԁ",
    "e": "еεҽ",
    "h": "нһ",
    "i": "іιӏ",
    "j": "ј",
    "k": "кκ",
    "m": "м",
    "n": "пηո",
    "o": "оοօ",
    "p": "рρ",
    "s": "ѕ",
    "t": "тτ",
    "u": "υμ",
    "v": "νѵ",
    "x": "хχ",
    "y": "уγ",
    "'": "’‘ʼ´`",
    "-": "‐‑‒–—―−",
}
"""Cyrillic, Greek, Armenian and typographic signs that read as a Latin letter or as plain ASCII punctuation."""

TO_LATIN = str.maketrans({sign: latin for latin, signs in LOOK_ALIKES.items() for sign in signs})
LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
INVISIBLE = frozenset({"Mn", "Me", "Cf"})


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text and, for each of its characters, the place of the original character it comes from."""

    source: str
    text: str
    origins: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded, non-empty `[start, end)` stands in the source, marks and invisible signs included."""
        last = self.origins[end - 1] + 1
        while last < len(self.source) and not fold_character(self.source[last]):
            last += 1
        return self.origins[start], last

    def before(self, start: int, length: int = 40) -> str:
        """The folded words just before a place, as context; a mask's own label is no context."""
        return self.text[max(0, start - length) : start].rpartition("]")[2]


def fold(text: str) -> Folded:
    """Fold a text once; every detector reads the result."""
    pairs = [(folded, place) for place, sign in enumerate(text) for folded in fold_character(sign)]
    return Folded(text, "".join(folded for folded, _ in pairs), tuple(place for _, place in pairs))


@lru_cache(maxsize=4096)
def fold_character(sign: str) -> str:
    """One character in lower case, without accent; empty for a combining mark or an invisible sign."""
    if sign.isascii():
        return sign.lower()
    if sign.isspace():
        return " "
    plain = "".join(part for part in unicodedata.normalize("NFKD", sign) if not is_invisible(part))
    lowered = plain.casefold().translate(TO_LATIN)
    return "".join(LIGATURES.get(part, part) for part in lowered if not is_invisible(part))


def is_invisible(sign: str) -> bool:
    """True for what changes or hides in a word without being read as a sign of its own."""
    return unicodedata.category(sign) in INVISIBLE


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the folded text, with what separates it from the word before."""

    text: str
    start: int
    end: int
    gap: str


WORD = re.compile(r"(?:[^\W_]|[$@€*])+(?:[!|](?:[^\W_]|[$@€*])+)*")
SPELLED_GAP = re.compile(r"[ .\-_*·]{1,2}\Z")
LEAST_SPELLED = 4
"""Letters written apart that make one word; three may be an acronym."""


def split_words(folded: Folded) -> tuple[Word, ...]:
    """The words in order, letters written apart (`c o n n a r d`) joined into one."""
    words: list[Word] = []
    letters: list[Word] = []
    end = 0
    for found in WORD.finditer(folded.text):
        word = Word(found[0], found.start(), found.end(), folded.text[end : found.start()])
        end = word.end
        if letters and not continues_spelling(word):
            words += join_letters(letters)
            letters = []
        if len(word.text) == 1:
            letters.append(word)
        else:
            words.append(word)
    return (*words, *join_letters(letters))


def continues_spelling(word: Word) -> bool:
    """True for a lone letter that follows another at the distance of one separator."""
    return len(word.text) == 1 and SPELLED_GAP.match(word.gap) is not None


def join_letters(letters: list[Word]) -> list[Word]:
    """Lone letters as one word when there are enough of them, else as they are."""
    if len(letters) < LEAST_SPELLED:
        return letters
    text = "".join(letter.text for letter in letters)
    return [Word(text, letters[0].start, letters[-1].end, letters[0].gap)]
