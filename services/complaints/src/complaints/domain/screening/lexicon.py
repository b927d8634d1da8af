"""Words and phrases that are looked for, compiled once from the data file into tables keyed by word."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from complaints.domain.screening.folding import fold
from complaints.domain.screening.model import Kind
from complaints.domain.screening.verbs import verb_groups

BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a phrase: any of some words, which may be left out; or up to `gap` words of any kind."""

    words: frozenset[str] = frozenset()
    optional: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a rule looks for, and the words around it that make it harmless."""

    rule: str
    kind: Kind
    slots: tuple[Slot, ...]
    unless_before: frozenset[str] = frozenset()
    """Harmless when one of these stands among the three words before."""
    unless_after: frozenset[str] = frozenset()
    """Harmless when one of these stands among the two words after."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases by the words they can start with, and the ways to recognise a disguised word."""

    version: str
    phrases: Mapping[str, tuple[Phrase, ...]] = field(repr=False)
    vocabulary: frozenset[str] = field(repr=False)
    """Every word of every phrase."""
    splittable: frozenset[str] = field(repr=False)
    """Words recognised also when a space cuts them in two, because no two halves are French words."""
    by_outline: Mapping[str, tuple[str, ...]] = field(repr=False)
    """The vocabulary by its letters without repetition, for `connnaaard`."""
    by_shape: Mapping[tuple[int, str], tuple[str, ...]] = field(repr=False)
    """Words of one-word rules by length and first letter, for `c*nnard`."""


def compile_lexicon(data: Mapping[str, Any]) -> Lexicon:
    """Make a lexicon from a parsed data file; raises `KeyError` or `ValueError` on a broken one."""
    verbs = (verb_groups(name, lemmas.split()) for name, lemmas in data.get("verbs", {}).items())
    groups = {name: expand(words) for written in (data["groups"], *verbs) for name, words in written.items()}
    rules = data["rule"]
    phrases = [phrase for rule in rules for phrase in compile_rule(rule, groups)]
    single = {word for rule in rules for word in expand(rule.get("words", ""))}
    vocabulary = {word for phrase in phrases for slot in phrase.slots for word in slot.words}
    return Lexicon(
        version=data["version"],
        phrases=gather((word, phrase) for phrase in phrases for word in phrase.slots[0].words),
        vocabulary=frozenset(vocabulary),
        splittable=frozenset(word for rule in rules if rule.get("split") for word in expand(rule["words"])),
        by_outline=gather((outline(word), word) for word in sorted(vocabulary)),
        by_shape=gather(((len(word), word[0]), word) for word in sorted(single)),
    )


def compile_rule(rule: Mapping[str, Any], groups: Mapping[str, frozenset[str]]) -> list[Phrase]:
    """The phrases of one rule of the data file."""
    words = expand(rule.get("words", ""))
    return [
        Phrase(
            rule=rule["id"],
            kind=Kind(rule["kind"]),
            slots=slots,
            unless_before=expand(rule.get("unless_before", "")),
            unless_after=expand(rule.get("unless_after", "")),
        )
        for slots in (
            *([(Slot(words),)] if words else []),
            *(compile_phrase(phrase, groups) for phrase in rule.get("phrases", [])),
        )
    ]


def compile_phrase(phrase: str, groups: Mapping[str, frozenset[str]]) -> tuple[Slot, ...]:
    """`sale{,s} ?tres @peoples` → slots: `?` may be left out, `~2` at most two words of any kind, `@` a group."""
    slots = tuple(compile_slot(written, groups) for written in phrase.split())
    if slots[0].optional or slots[0].gap:
        raise ValueError(f"a phrase starts with a word that must be there: {phrase}")
    return slots


def compile_slot(written: str, groups: Mapping[str, frozenset[str]]) -> Slot:
    """One place of a written phrase: alternatives are joined by `|`."""
    if written.startswith("~"):
        return Slot(gap=int(written[1:]))
    choices = written.removeprefix("?").split("|")
    named = (groups[choice[1:]] if choice.startswith("@") else expand(choice) for choice in choices)
    return Slot(frozenset().union(*named), optional=written.startswith("?"))


def expand(words: str) -> frozenset[str]:
    """`idiot{,e,s} con` → idiot, idiote, idiots, con: folded, each once. What no text can show is an error."""
    expanded = frozenset(fold(word).text for written in words.split() for word in expand_braces(written))
    if impossible := [word for word in expanded if not word.isalnum()]:
        raise ValueError(f"not single words: {impossible}")
    return expanded


def expand_braces(word: str) -> list[str]:
    """`vol{er,eur}{,s}` → voler, volers, voleur, voleurs."""
    found = BRACES.search(word)
    if not found:
        return [word]
    before, after = word[: found.start()], word[found.end() :]
    return [whole for ending in found[1].split(",") for whole in expand_braces(before + ending + after)]


def outline(word: str) -> str:
    """The word with each run of a letter written once: `connaaard` → `conard`."""
    return "".join(letter for letter, _ in groupby(word))


def gather(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, tuple[Any, ...]]:
    """Values by key, in the order given."""
    gathered: defaultdict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        gathered[key].append(value)
    return {key: tuple(values) for key, values in gathered.items()}
