"""A text as words with what is known of names: the questions that the rules of `names` ask."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from complaints.domain.screening.folding import Folded
from complaints.domain.screening.model import ScreeningContext
from complaints.domain.screening.namebook import NameBook, name_words

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LONGEST_PUBLIC_NAME = 5
MOST_WORDS = 3
"""Words of a surname, particles not counted."""
ARTICLES = frozenset({"le", "la", "du", "des"})
"""Particles that start a surname only with a capital: « Mme Le Gall », not « Madame la directrice »."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, folded, with its place and how it was written."""

    text: str
    start: int
    end: int
    gap: str
    capital: bool
    upper: bool
    """All capitals, two letters at least."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A text's words and what is known of names: the questions that the rules ask. No index is out of range."""

    tokens: tuple[Token, ...]
    book: NameBook
    public: frozenset[int]
    """Indexes of words that belong to a public name of several words."""
    brands: frozenset[str]
    """Brand names of one word."""

    def token(self, at: int) -> Token:
        """The word at an index; an empty one beyond the ends."""
        return self.tokens[at] if 0 <= at < len(self.tokens) else NO_TOKEN

    def is_first_name(self, at: int) -> bool:
        """A first name that is hardly anything else, each part of a compound one known."""
        return all(part in self.book.first_names for part in self.token(at).text.split("-"))

    def may_be_first_name(self, at: int) -> bool:
        """A first name, be it also a common word."""
        token, book = self.token(at), self.book
        parts = token.text.split("-")
        return token.capital and all(part in book.first_names or part in book.ambiguous_first_names for part in parts)

    def is_linked(self, at: int) -> bool:
        """The word follows the one before with a space, or an apostrophe after one letter (O’Brien)."""
        gap = self.token(at).gap
        return gap == " " or (gap == "'" and len(self.token(at - 1).text) == 1)

    def is_name_word(self, at: int) -> bool:
        """A capitalised word that may be part of a surname."""
        token = self.token(at)
        plausible = self.book.never_surname.isdisjoint(token.text.split("-"))
        return token.capital and plausible and at not in self.public

    def is_brand(self, at: int) -> bool:
        """The word is, or belongs to, a public name."""
        return at in self.public or self.token(at).text in self.brands

    def is_after_place(self, at: int) -> bool:
        """One of the two words before makes the name an address, a school, a product."""
        before = (at - 1, at - 2) if self.is_linked(at - 1) or self.token(at - 1).gap in ("'", "-") else (at - 1,)
        linked = self.is_linked(at) or self.token(at).gap == "'"
        return linked and any(self.token(place).text in self.book.place_cues for place in before)

    def surname_end(self, at: int) -> int:
        """Index after the surname that starts here; `at` itself when none does."""
        first = self.skip_particles(at)
        most = 1 if self.token(first).upper else MOST_WORDS
        end = first
        while end - first < most and self.is_name_word(end) and (end == at or self.is_linked(end)):
            end += 1
        return end if end > first else at

    def skip_particles(self, at: int) -> int:
        """Index of the first word that is no particle, as long as a capitalised one follows."""
        end = at
        while self.token(end).text in self.book.particles and self.is_linked(end + 1):
            if end == at and not self.token(end).capital and self.token(end).text in ARTICLES:
                return at
            end += 1
        return end if self.is_name_word(end) else at


NO_TOKEN = Token("", 0, 0, "\n", capital=False, upper=False)


def read(folded: Folded, context: ScreeningContext, book: NameBook) -> Reader:
    """Cut a text into words and mark those of public names."""
    tokens = tuple(split_tokens(folded))
    names = {name_words(name) for name in context.brand_names}
    several = book.public_names | {name for name in names if len(name) > 1}
    public = (at + offset for at in range(len(tokens)) for offset in range(public_length(tokens, at, several)))
    return Reader(tokens, book, frozenset(public), frozenset(name[0] for name in names if len(name) == 1))


def split_tokens(folded: Folded) -> Iterator[Token]:
    """The words in order, with the case of the original."""
    end = 0
    for found in WORD.finditer(folded.text):
        start, stop = folded.original_span(*found.span())
        source = folded.source[start:stop]
        upper = len(source) > 1 and source.isupper()
        yield Token(found[0], *found.span(), folded.text[end : found.start()], source[:1].isupper(), upper)
        end = found.end()


def public_length(tokens: tuple[Token, ...], at: int, names: frozenset[tuple[str, ...]]) -> int:
    """How many words the longest public name that starts here has, 0 when none does."""
    words = tuple(part for token in tokens[at : at + LONGEST_PUBLIC_NAME] for part in token.text.split("-"))
    lengths = (length for length in range(LONGEST_PUBLIC_NAME, 0, -1) if words[:length] in names)
    return next(lengths, 0)
