"""What is known of names, made once from the data file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from complaints.domain.screening.folding import fold


@dataclass(frozen=True, slots=True)
class NameBook:
    """Folded words by what they say of the words beside them; the data file says what each list is for."""

    titles: frozenset[str]
    short_titles: frozenset[str]
    first_names: frozenset[str] = field(repr=False)
    ambiguous_first_names: frozenset[str] = field(repr=False)
    surnames: frozenset[str] = field(repr=False)
    particles: frozenset[str]
    announcing: frozenset[str]
    announcing_me: frozenset[str]
    announcing_known: frozenset[str]
    meeting: frozenset[str]
    closings: frozenset[str]
    roles: frozenset[str] = field(repr=False)
    place_cues: frozenset[str] = field(repr=False)
    never_surname: frozenset[str] = field(repr=False)
    public_names: frozenset[tuple[str, ...]] = field(repr=False)
    """Brands, people of history and places, as sequences of words."""


def compile_names(data: Mapping[str, Any]) -> NameBook:
    """Make a name book from a parsed data file; raises `KeyError` when a list is missing."""
    lists = [each.name for each in fields(NameBook) if each.name != "public_names"]
    return NameBook(
        **{name: frozenset(fold(data[name]).text.split()) for name in lists},
        public_names=frozenset(name_words(name) for name in data["public_names"].split(",")),
    )


@lru_cache(maxsize=65_536)
def name_words(name: str) -> tuple[str, ...]:
    """A name as the words it is made of."""
    return tuple(fold(name).text.replace("'", " ").replace("-", " ").split())
