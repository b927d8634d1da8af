"""Triage before filing: a short tree of questions, then a place here or the right door elsewhere (promise C1).

The tree, its words and its articles are versioned data; this module walks it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from complaints.domain.errors import InvalidError

ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: what follows it and what it says of the complaint."""

    code: str
    label: str
    then: str
    hint: str | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the triage."""

    code: str
    text: str
    choices: tuple[Choice, ...]
    hint: str | None = None

    def choice(self, code: str) -> Choice:
        """The choice of that code; raises `InvalidError` on the question's field when there is none."""
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise InvalidError("Choisissez une des réponses proposées.", self.code)


@dataclass(frozen=True, slots=True)
class Door:
    """Where to go instead: a name, and an address or a page of the site unless there is none to follow."""

    name: str
    link: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A case that does not belong here."""

    code: str
    why: str
    article: str
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class TriageRules:
    """The tree in force from a day, where it comes from and when that was last read."""

    version: str
    valid_from: date
    source: str
    checked_at: date
    first: str
    questions: Mapping[str, Question]
    refusals: Mapping[str, Refusal]


@dataclass(frozen=True, slots=True)
class Ask:
    """The next question, and how many more can follow it at most (0 for the last)."""

    question: Question
    remaining: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """The complaint may be filed; the marks and the version of the rules stay with it."""

    marks: tuple[str, ...]
    rules_version: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The complaint belongs elsewhere: why, where, and by which article."""

    reason_code: str
    why: str
    doors: tuple[Door, ...]
    article: str
    rules_version: str

    @property
    def door(self) -> Door:
        """The first door to show."""
        return self.doors[0]


Outcome = Ask | Accepted | Refused


def triage(answers: Mapping[str, str], rules: TriageRules) -> Outcome:
    """Walk the tree with the answers given so far, by question code; answers off the way are ignored.

    Raises:
        InvalidError: an answer that the question does not offer; its field is the question's code.
    """
    step, marks = rules.first, dict[str, None]()
    while step in rules.questions:
        question = rules.questions[step]
        if question.code not in answers:
            return Ask(question, longest_way(step, rules) - 1)
        choice = question.choice(answers[question.code])
        marks |= dict.fromkeys(choice.marks)
        step = choice.then
    if step == ACCEPT:
        return Accepted(tuple(marks), rules.version)
    refusal = rules.refusals[step]
    return Refused(refusal.code, refusal.why, refusal.doors, refusal.article, rules.version)


def longest_way(step: str, rules: TriageRules) -> int:
    """Questions on the longest way from a step to an end."""
    if step not in rules.questions:
        return 0
    return 1 + max(longest_way(choice.then, rules) for choice in rules.questions[step].choices)


def make_triage_rules(data: Mapping[str, Any]) -> TriageRules:
    """Rules from a parsed data file.

    Raises:
        KeyError, TypeError: a field is missing or unknown.
        ValueError: a choice leads nowhere or in a circle.
    """
    rules = TriageRules(
        version=data["version"],
        valid_from=data["valid_from"],
        source=data["source"],
        checked_at=data["checked_at"],
        first=data["first"],
        questions={code: make_question(code, written) for code, written in data["questions"].items()},
        refusals={code: make_refusal(code, written) for code, written in data["refusals"].items()},
    )
    for way in ways(rules.first, (), rules):
        check_end(way, rules)
    return rules


def make_question(code: str, written: Mapping[str, Any]) -> Question:
    """One question of the data file."""
    choices = (Choice(**choice | {"marks": tuple(choice.get("marks", ()))}) for choice in written["choices"])
    return Question(code, written["text"], tuple(choices), written.get("hint"))


def make_refusal(code: str, written: Mapping[str, Any]) -> Refusal:
    """One refusal of the data file."""
    doors = tuple(Door(**door) for door in written["doors"])
    return Refusal(code, written["why"], written["article"], doors)


def ways(step: str, before: tuple[str, ...], rules: TriageRules) -> Iterator[tuple[str, ...]]:
    """Every way through the tree, as the steps it takes; one that comes back to a step stops there."""
    way = (*before, step)
    if step in before or step not in rules.questions:
        yield way
        return
    for choice in rules.questions[step].choices:
        yield from ways(choice.then, way, rules)


def check_end(way: tuple[str, ...], rules: TriageRules) -> None:
    """Raise `ValueError` unless the way ends at a refusal or at acceptance."""
    if way[-1] != ACCEPT and way[-1] not in rules.refusals:
        raise ValueError(f"triage leads nowhere or in a circle: {' → '.join(way)}")
