"""The rules of mediation in force, from versioned data: articles, durations, words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from disputes.domain.mediation.spans import Span, parse_span

ORDINARY = "ordinary"
"""The sub-case that is none of a sector's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """Something the law says, from one day to the day before another; how it was read, and when."""

    code: str
    article: str
    valid_from: date
    source: str
    checked_at: date
    valid_to: date | None = None

    def is_in_force(self, on: date) -> bool:
        """From `valid_from`, up to the day before `valid_to`."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Provision):
    """A condition of admissibility."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(Provision):
    """A duration."""

    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Provision):
    """A sentence said beside the verdict."""

    text: str


@dataclass(frozen=True, slots=True)
class SubCase:
    """A case within a sector that has a wait or a mediator of its own."""

    code: str
    label: str
    sectors: frozenset[str]
    codes: frozenset[str] = frozenset()
    """Sectors of the mediators that replace the brand's; empty: they stay."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask, and the fact or the source that would answer."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Compulsory:
    """The flights whose claims go to a mediator before they go to court."""

    mediator: str
    exempt_before: date
    """Complaints made to the airline before this day are free of it."""


@dataclass(frozen=True, slots=True)
class MediationRules:
    """One version of the rules."""

    version: str
    fresh_days: int
    """How long the data of a mediator are believed without a warning."""
    rules: tuple[Rule, ...]
    durations: tuple[Duration, ...]
    notices: tuple[Notice, ...]
    reminders: tuple[int, ...]
    """Days before the one-year limit."""
    bases: Mapping[str, str]
    """By basis of the choice of a mediator, its article."""
    sectors: Mapping[str, frozenset[str]]
    """By sector of a brand, sectors of the mediators."""
    other_sectors: frozenset[str]
    """Sectors of mediators that no sector of a brand leads to: their mediators come only declared."""
    sub_cases: tuple[SubCase, ...]
    questions: Mapping[str, str]
    compulsory: Compulsory
    small_claim_cents: int

    @property
    def valid_from(self) -> date:
        """The day the oldest of the rules began."""
        return min(each.valid_from for each in self.rules)

    @property
    def mediator_sectors(self) -> frozenset[str]:
        """All the sectors that a mediator may have."""
        narrower = (each.codes for each in self.sub_cases)
        return self.other_sectors.union(*self.sectors.values(), *narrower)

    def duration(self, code: str, on: date) -> Duration | None:
        """The duration in force on a day."""
        return next((each for each in in_force(self.durations, on) if each.code == code), None)

    def span(self, code: str, on: date) -> Span:
        """The length of a duration that is in force on that day. Raises `LookupError`."""
        if duration := self.duration(code, on):
            return duration.span
        raise LookupError(code)

    def question(self, code: str) -> Question:
        """A question of the data. Raises `KeyError`."""
        return Question(code, self.questions[code])

    def within(self, sector: str | None) -> tuple[SubCase, ...]:
        """The sub-cases of a sector; of an unknown one, all."""
        return tuple(each for each in self.sub_cases if sector is None or sector in each.sectors)

    def knows(self, sector: str | None, sub_case: str) -> bool:
        """It is a sub-case of that sector."""
        return sub_case == ORDINARY or any(each.code == sub_case for each in self.within(sector))

    def codes(self, sector: str, sub_case: str) -> frozenset[str]:
        """The sectors of the mediators where such a case belongs; none for a sector that the data do not know."""
        narrower = next((each.codes for each in self.within(sector) if each.code == sub_case), frozenset())
        return narrower or self.sectors.get(sector, frozenset())


P = TypeVar("P", bound=Provision)


def in_force(provisions: Iterable[P], on: date) -> tuple[P, ...]:
    """Those that apply on a day, in their order."""
    return tuple(each for each in provisions if each.is_in_force(on))


def make_rules(data: Mapping[str, Any]) -> MediationRules:
    """Rules from a parsed data file. Raises `KeyError`, `TypeError` or `ValueError` where it is incomplete."""
    return MediationRules(
        version=data["version"],
        fresh_days=data["fresh_days"],
        rules=tuple(Rule(**each) for each in data["rules"]),
        durations=tuple(Duration(**{**each, "span": parse_span(each["span"])}) for each in data["durations"]),
        notices=tuple(Notice(**each) for each in data["notices"]),
        reminders=tuple(data["reminders"]["one-year-limit"]),
        bases=data["bases"],
        other_sectors=frozenset(data["other_sectors"]),
        sectors={sector: frozenset(codes) for sector, codes in data["sectors"].items()},
        sub_cases=tuple(make_sub_case(each) for each in data["sub_cases"]),
        questions=data["questions"],
        compulsory=Compulsory(**data["compulsory"]),
        small_claim_cents=data["small_claim"]["up_to_cents"],
    )


def make_sub_case(written: Mapping[str, Any]) -> SubCase:
    """One sub-case of the data file."""
    sectors, codes = frozenset(written["sectors"]), frozenset(written.get("codes", ()))
    return SubCase(written["code"], written["label"], sectors, codes)
