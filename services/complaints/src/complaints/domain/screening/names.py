"""People's names, without a model: a title, a known first name, a trade or a signature vouches for a capitalised word.

Alone, none of these is enough: « Monsieur Bricolage » is a shop, « rue Victor Hugo » an address, « Rose Poudré » a
colour. A lone first name passes unless a trade or an announcing word presents it, for it points to nobody.
"""

import re
from collections.abc import Callable, Iterator

from complaints.domain.screening.folding import Folded
from complaints.domain.screening.model import Finding, Kind, ScreeningContext
from complaints.domain.screening.namebook import NameBook
from complaints.domain.screening.reader import Reader, Token, read

MOST_SIGNED = 4
"""Words of a signature."""
MEETING_WORDS = frozenset({"a", "avec", "de", "par"})
WRITTEN_TITLES = frozenset({"mr", "mme", "mlle", "melle"})
"""Titles that vouch for a known surname even without a capital."""
AFTER_TITLE = re.compile(r" |\. ?")
AFTER_ANNOUNCING = re.compile(r" ?[:«\"]? ?")
AFTER_CLOSING = re.compile(r"\s*[:,.!\n][\s:,.!\-]*")

Found = tuple[int, int] | None
"""First and last-plus-one index of the words of a name."""


def find_names(folded: Folded, context: ScreeningContext, book: NameBook) -> Iterator[Finding]:
    """Names of people, without their title."""
    reader = read(folded, context, book)
    at = 0
    while at < len(reader.tokens):
        rule, found = next(((rule, found) for rule, apply in RULES if (found := apply(reader, at))), ("", None))
        if found:
            start, end = reader.tokens[found[0]].start, reader.tokens[found[1] - 1].end
            yield Finding(*folded.original_span(start, end), Kind.PERSON_NAME, rule)
        at = found[1] if found else at + 1


def after_title(reader: Reader, at: int) -> Found:
    """« Mme Lefèvre », « M. De La Tour », « mme lefebvre »."""
    title, name = reader.token(at), reader.token(at + 1)
    if title.text not in reader.book.titles or not AFTER_TITLE.fullmatch(name.gap):
        return None
    if title.text in reader.book.short_titles and not (title.capital or is_dotted(title, name)):
        return None
    if title.text in WRITTEN_TITLES and name.text in reader.book.surnames:
        return at + 1, max(at + 2, reader.surname_end(at + 1))
    end = reader.surname_end(at + 1)
    initial_only = end == at + 2 and len(name.text) == 1
    return (at + 1, end) if end > at + 1 and not initial_only else None


def is_dotted(title: Token, name: Token) -> bool:
    """« m. Belkacem », and not the end of « à 3 m. »."""
    return name.gap == ". " and not any(sign.isdigit() for sign in title.gap)


def first_name_then_surname(reader: Reader, at: int) -> Found:
    """« Sandrine Morel », « Jean-Pierre Vasseur », « Émilie R. »."""
    first, last = reader.token(at), reader.token(at + 1)
    if not reader.may_be_first_name(at) or reader.is_brand(at) or reader.is_after_place(at):
        return None
    end = reader.surname_end(at + 1) if reader.is_linked(at + 1) else at + 1
    if end == at + 1 or reader.is_brand(at + 1):
        return None
    sure = last.text in reader.book.surnames or (last.upper and not first.upper)
    all_upper = first.upper and last.upper
    return (at, end) if sure or (reader.is_first_name(at) and not all_upper) else None


def initial_then_surname(reader: Reader, at: int) -> Found:
    """« signé J. Castellan »: an initial vouches for a surname where somebody signs or is met."""
    initial, name, before = reader.token(at), reader.token(at + 1), reader.token(at - 1).text
    written = initial.capital and len(initial.text) == 1 and name.gap == ". " and len(name.text) > 2
    presented = before in reader.book.meeting | reader.book.closings | reader.book.roles | MEETING_WORDS
    named = written and presented and reader.is_name_word(at + 1) and not reader.is_brand(at + 1)
    return (at, reader.surname_end(at + 1)) if named else None


def surname_then_first_name(reader: Reader, at: int) -> Found:
    """« DUPONT Michel »."""
    last, first = reader.token(at), reader.token(at + 1)
    written = last.upper and reader.is_name_word(at) and not reader.is_brand(at) and last.text not in reader.book.titles
    known = last.text in reader.book.surnames or len(last.text) >= 4
    followed = first.capital and not first.upper and reader.is_first_name(at + 1) and reader.is_linked(at + 1)
    return (at, at + 2) if written and known and followed and not reader.is_after_place(at) else None


def after_role(reader: Reader, at: int) -> Found:
    """« la vendeuse Vanessa »."""
    role = reader.token(at)
    if role.text not in reader.book.roles or role.capital or not reader.is_linked(at + 1):
        return None
    return first_name_on(reader, at + 1)


def first_name_on(reader: Reader, at: int) -> Found:
    """A first name with the surname that may follow."""
    if not reader.may_be_first_name(at) or reader.is_brand(at):
        return None
    return at, max(at + 1, reader.surname_end(at + 1) if reader.is_linked(at + 1) else 0)


def announced(reader: Reader, at: int) -> Found:
    """« une certaine Vanessa », « je m’appelle Zlata Mirdo », « prénommé Kévin »."""
    word, name = reader.token(at), reader.token(at + 1)
    if not AFTER_ANNOUNCING.fullmatch(name.gap):
        return None
    own = word.text in reader.book.announcing_me and reader.token(at - 1).text == "m"
    if own or word.text in reader.book.announcing:
        end = reader.surname_end(at + 1)
        return (at + 1, end) if end > at + 1 else None
    return first_name_on(reader, at + 1) if word.text in reader.book.announcing_known else None


def met(reader: Reader, at: int) -> Found:
    """« reçue par Zlata Mirdo », « au nom de Zlata Mirdo »: two capitals where one meets somebody."""
    if reader.token(at).text not in reader.book.meeting or reader.token(at + 1).text not in MEETING_WORDS:
        return None
    first, linked = at + 2, all(reader.is_linked(place) for place in (at + 1, at + 2, at + 3))
    if not linked or not reader.is_name_word(first) or any(reader.is_brand(place) for place in (first, first + 1)):
        return None
    end = reader.surname_end(first + 1)
    return (first, end) if end > first + 1 and not reader.token(first).upper else None


def signed(reader: Reader, at: int) -> Found:
    """« Cordialement, Zlata Mirdo » at the end of the text or of a line."""
    if reader.token(at).text not in reader.book.closings or not AFTER_CLOSING.fullmatch(reader.token(at + 1).gap):
        return None
    end = at + 1
    while end <= at + MOST_SIGNED and reader.is_name_word(end) and (end == at + 1 or reader.is_linked(end)):
        end += 1
    complete = end - at > 2 or (end - at > 1 and reader.may_be_first_name(at + 1))
    return (at + 1, end) if complete and "\n" in reader.token(end).gap and not reader.is_brand(at + 1) else None


def without_capitals(reader: Reader, at: int) -> Found:
    """« marie martin », both known and hardly anything else."""
    known = reader.is_first_name(at) and reader.token(at + 1).text in reader.book.surnames
    return (at, at + 2) if known and reader.token(at + 1).gap == " " and not reader.is_brand(at) else None


RULES: tuple[tuple[str, Callable[[Reader, int], Found]], ...] = (
    ("person_name.title", after_title),
    ("person_name.signature", signed),
    ("person_name.announced", announced),
    ("person_name.meeting", met),
    ("person_name.role", after_role),
    ("person_name.first_name", first_name_then_surname),
    ("person_name.initial", initial_then_surname),
    ("person_name.surname_first", surname_then_first_name),
    ("person_name.lower_case", without_capitals),
)
