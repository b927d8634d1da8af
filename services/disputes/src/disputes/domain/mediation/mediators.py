"""The mediators, as a value made of rows: staff may replace the data while the service runs."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disputes.domain.mediation.rules import MediationRules
from disputes.domain.mediation.spans import Span, parse_span

COLUMNS = (
    "name",
    "kind",
    "scope",
    "sectors",
    "domain",
    "wait",
    "other_waits",
    "refusal",
    "accepts",
    "article",
    "note",
    "source",
    "listed_from",
    "listed_to",
    "checked_at",
)


class Kind(StrEnum):
    """Whose mediator it is."""

    PUBLIC = "public"
    COMPANY = "company"
    SECTOR = "sector"
    PROFESSION = "profession"
    GENERIC = "generic"
    """Of any trader who signed with it."""


class Scope(StrEnum):
    """Which traders of its sectors it is for."""

    WHOLE = "whole"
    MEMBERS = "members"


class Refusal(StrEnum):
    """What the trader's refusal does to the wait."""

    ENDS = "ends"
    KEEPS = "keeps"
    UNKNOWN = ""


class Accepted(StrEnum):
    """What a mediator takes beyond the common rules."""

    MICRO_ENTERPRISE = "micro-enterprise"
    AFTER_COMPANY_MEDIATOR = "after-company-mediator"


@dataclass(frozen=True, slots=True)
class Mediator:
    """One mediator."""

    name: str
    kind: Kind
    scope: Scope
    sectors: frozenset[str]
    domain: str
    """Of its website."""
    wait: Span | None
    """After the written complaint; None: not known."""
    other_waits: Mapping[str, Span]
    """By sub-case."""
    refusal: Refusal
    accepts: frozenset[Accepted]
    article: str
    """Of its own, where a law has one."""
    note: str
    """Its conditions, in French."""
    source: str
    """Where all this was read."""
    listed_from: date | None
    listed_to: date | None
    """The first day it is struck off."""
    checked_at: date

    def is_listed(self, on: date) -> bool:
        """From `listed_from`, up to the day before `listed_to`."""
        return (self.listed_from is None or self.listed_from <= on) and (self.listed_to is None or on < self.listed_to)

    def wait_of(self, sub_case: str) -> Span | None:
        """How long it waits in a sub-case; None: not known."""
        return self.other_waits.get(sub_case, self.wait)

    def covers(self, codes: frozenset[str]) -> bool:
        """One of these sectors is its own; a generic one is for all."""
        return self.kind is Kind.GENERIC or not self.sectors.isdisjoint(codes)


@dataclass(frozen=True, slots=True)
class Mediators:
    """All that are known, and the version of the data."""

    all: tuple[Mediator, ...]
    version: str

    def named(self, name: str) -> Mediator | None:
        """The one of that name, however its apostrophes and capitals are typed."""
        return next((each for each in self.all if folded(each.name) == folded(name)), None)

    def listed(self, codes: frozenset[str], on: date) -> tuple[Mediator, ...]:
        """Those of these sectors that may be proposed on a day, generic ones left out."""
        return tuple(
            each for each in self.all if each.kind is not Kind.GENERIC and each.covers(codes) and each.is_listed(on)
        )


def folded(name: str) -> str:
    """A name as names are compared."""
    return " ".join(name.replace("’", "'").casefold().split())


def read_rows(text: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV text with a header. Raises `ValueError`: it is none."""
    try:
        return tuple(csv.DictReader(io.StringIO(text)))
    except csv.Error as error:
        raise ValueError(text[:80]) from error


def from_rows(rows: Iterable[Mapping[str, str]], version: str) -> Mediators:
    """Mediators from rows of text, see `COLUMNS`. Raises `KeyError` or `ValueError`: see `check_rows`."""
    return Mediators(tuple(make_mediator(row) for row in rows), version)


def make_mediator(row: Mapping[str, str]) -> Mediator:
    """One mediator from its row. Raises `KeyError` or `ValueError`."""
    return Mediator(
        name=row["name"],
        kind=Kind(row["kind"]),
        scope=Scope(row["scope"]),
        sectors=frozenset(row["sectors"].split(";")),
        domain=row["domain"],
        wait=_span(row["wait"]),
        other_waits=parse_waits(row["other_waits"]),
        refusal=Refusal(row["refusal"]),
        accepts=_accepted(row["accepts"]),
        article=row["article"],
        note=row["note"],
        source=row["source"],
        listed_from=_day(row["listed_from"]),
        listed_to=_day(row["listed_to"]),
        checked_at=date.fromisoformat(row["checked_at"]),
    )


def parse_waits(written: str) -> dict[str, Span]:
    """Waits by sub-case, written fine=P2M;eurostar=P3M. Raises `ValueError`."""
    pairs = (each.split("=") for each in written.split(";") if each)
    return {code: parse_span(span) for code, span in pairs}


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def check_rows(rows: Sequence[Mapping[str, str]], rules: MediationRules, today: date) -> tuple[str, ...]:
    """What must be corrected before rows become `Mediators`, in French; empty: nothing."""
    names = Counter(folded(row.get("name") or "") for row in rows)
    twice = sorted(name for name, count in names.items() if name and count > 1)
    errors = [f"Le nom « {name} » figure plusieurs fois." for name in twice]
    if not rows:
        errors.append("Le fichier ne contient aucun médiateur.")
    return (
        *errors,
        *(f"Ligne {number} : {each}" for number, row in enumerate(rows, 2) for each in _errors_of(row, rules, today)),
    )


def _errors_of(row: Mapping[str, str], rules: MediationRules, today: date) -> Iterator[str]:
    if missing := [column for column in COLUMNS if row.get(column) is None]:
        yield f"colonnes absentes : {', '.join(missing)}."
        return
    yield from (f"{column} est vide." for column in ("name", "sectors", "domain", "source") if not row[column].strip())
    yield from (
        f"{column} : indiquez {allowed}" for column, read, allowed in _READERS if not _is_read(read, row[column])
    )
    yield from _contradictions(row)
    yield from _strangers(row, rules)
    if _is_read(date.fromisoformat, row["checked_at"]) and date.fromisoformat(row["checked_at"]) > today:
        yield "checked_at : ce jour est à venir."


def _strangers(row: Mapping[str, str], rules: MediationRules) -> Iterator[str]:
    """Words that no rule leads to: a mediator under a mistyped sector would never be found again."""
    if unknown := sorted(set(filter(None, row["sectors"].split(";"))) - rules.mediator_sectors):
        yield f"sectors : secteurs inconnus, {', '.join(unknown)}."
    if not _is_read(parse_waits, row["other_waits"]):
        return
    if unknown := sorted(set(parse_waits(row["other_waits"])) - {each.code for each in rules.sub_cases}):
        yield f"other_waits : cas inconnus, {', '.join(unknown)}."


def _is_read(read: Callable[[str], object], written: str) -> bool:
    try:
        read(written)
    except ValueError:
        return False
    return True


def _span(written: str) -> Span | None:
    return parse_span(written) if written else None


def _accepted(written: str) -> frozenset[Accepted]:
    return frozenset(Accepted(each) for each in written.split(";") if each)


_READERS: tuple[tuple[str, Callable[[str], object], str], ...] = (
    ("kind", Kind, "public, company, sector, profession ou generic."),
    ("scope", Scope, "whole ou members."),
    ("wait", _span, "une durée telle que P2M ou P60D, ou rien."),
    ("other_waits", parse_waits, "des durées telles que fine=P2M;eurostar=P3M, ou rien."),
    ("refusal", Refusal, "ends, keeps ou rien."),
    ("accepts", _accepted, "micro-enterprise, after-company-mediator ou rien."),
    ("listed_from", _day, "un jour tel que 2026-11-22, ou rien."),
    ("listed_to", _day, "un jour tel que 2026-11-22, ou rien."),
    ("checked_at", date.fromisoformat, "un jour tel que 2026-11-22."),
)
"""What each column is read by, and what it may hold."""


def _contradictions(row: Mapping[str, str]) -> Iterator[str]:
    if row["kind"] == Kind.PUBLIC and row["scope"] == Scope.MEMBERS:
        yield "un médiateur public a la portée whole."
    if row["listed_from"] and row["listed_to"] and row["listed_to"] <= row["listed_from"]:
        yield "listed_to doit suivre listed_from."
