"""Guidance before and while filing: to whom, with what proof, asking what, by which right (promise C2).

The words, levels, durations and articles are versioned data; this module applies them to the facts of a case.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

Level = Literal["required", "advised"]
Subject = Literal["goods", "food", "service", "package-travel"]


@dataclass(frozen=True, slots=True)
class Field:
    """Something the form asks because the addressee needs it."""

    code: str
    label: str
    help: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a complaint goes and why; `guarantee_ends_on` is the last day of the one that decides it."""

    code: str
    who: str
    why: str
    article: str
    fields: tuple[Field, ...]
    guarantee_ends_on: date | None = None
    rules_version: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence by its kind, with the kinds accepted instead."""

    code: str
    label: str
    level: Level
    instead: tuple[str, ...] = ()
    help: str | None = None

    def is_met_by(self, kinds: frozenset[str]) -> bool:
        """True when the piece, or one accepted instead, is there."""
        return not kinds.isdisjoint({self.code, *self.instead})


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """What proves a complaint of a sector, in the order to ask for it."""

    code: str
    pieces: tuple[Piece, ...]
    rules_version: str

    def missing(self, kinds: frozenset[str]) -> tuple[Piece, ...]:
        """Required pieces that nothing stands in for; an advised one is never missing."""
        return tuple(piece for piece in self.pieces if piece.level == "required" and not piece.is_met_by(kinds))


@dataclass(frozen=True, slots=True)
class Right:
    """A right that often helps in such cases, as general information."""

    code: str
    text: str
    article: str
    categories: frozenset[str]
    """Empty: any."""
    sectors: frozenset[str]
    """Empty: any."""

    def concerns(self, sector: str, category: str) -> bool:
        """True when the right belongs to cases of this sector and category."""
        in_category = not self.categories or category in self.categories
        return in_category and (not self.sectors or sector in self.sectors)


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The legal guarantee of conformity: its months, and those a repair adds."""

    months: int
    months_after_repair: int
    article: str


@dataclass(frozen=True, slots=True)
class GuidanceRules:
    """The guidance in force from a day, where it comes from and when that was last read."""

    version: str
    valid_from: date
    source: str
    checked_at: date
    notice: str
    """Said beside every right."""
    guarantee: Guarantee
    addressees: Mapping[str, Addressee]
    evidence: Mapping[str, EvidenceList]
    """By sector; `default` for the others."""
    wishes: Mapping[str, tuple[str, ...]]
    """By category; `default` for all."""
    all_rights: tuple[Right, ...]


@dataclass(frozen=True, slots=True)
class PurchaseFacts:
    """What the author has said of the purchase so far."""

    subject: Subject
    bought_on: date | None = None
    """Day of delivery where there was one."""
    extension_ends_on: date | None = None
    """Last day of an extension bought from the seller."""
    repaired: bool = False
    """Already repaired under the legal guarantee."""
    days_immobilised: int = 0
    """Days at the repairer’s, which do not count."""
    in_network: bool = False
    """The brand is a network with points of sale."""


def addressee(facts: PurchaseFacts, rules: GuidanceRules, on: date) -> Addressee:
    """To whom the complaint goes on that day; a network’s brand is asked for with its precise point of sale."""
    found = rules.addressees[addressee_code(facts, rules.guarantee, on)]
    place = rules.addressees["network"].fields if facts.in_network else ()
    fields = tuple(dict.fromkeys((*place, *found.fields)))
    ends_on = guarantee_end(facts, rules.guarantee) if found.code.startswith("seller") else None
    return Addressee(found.code, found.who, found.why, found.article, fields, ends_on, rules.version)


def addressee_code(facts: PurchaseFacts, guarantee: Guarantee, on: date) -> str:
    """Which of the addressees of the data."""
    if facts.subject == "food":
        return "product-brand"
    if facts.subject == "package-travel":
        return "package-seller"
    if facts.subject == "service":
        return "network" if facts.in_network else "provider"
    return goods_addressee(facts, guarantee, on)


def goods_addressee(facts: PurchaseFacts, guarantee: Guarantee, on: date) -> str:
    """The seller while the legal guarantee or an extension bought there runs, else the manufacturer."""
    legal_end = legal_guarantee_end(facts, guarantee)
    if legal_end and on <= legal_end:
        return "seller"
    if facts.extension_ends_on and on <= facts.extension_ends_on:
        return "seller-extension"
    return "manufacturer" if legal_end else "seller-unsure"


def guarantee_end(facts: PurchaseFacts, guarantee: Guarantee) -> date | None:
    """Last day on which the seller answers, None when nothing dates it."""
    ends = [end for end in (legal_guarantee_end(facts, guarantee), facts.extension_ends_on) if end]
    return max(ends, default=None)


def legal_guarantee_end(facts: PurchaseFacts, guarantee: Guarantee) -> date | None:
    """Last day of the legal guarantee: months from delivery, days immobilised and months after repair added."""
    if facts.bought_on is None:
        return None
    months = guarantee.months + (guarantee.months_after_repair if facts.repaired else 0)
    return add_months(facts.bought_on, months) + timedelta(days=facts.days_immobilised)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day when it is shorter (CPC 641)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def evidence_list(sector: str, rules: GuidanceRules) -> EvidenceList:
    """What proves a complaint of the sector."""
    return rules.evidence.get(sector, rules.evidence["default"])


def suggest_wishes(category: str, rules: GuidanceRules) -> tuple[str, ...]:
    """Wishes to choose from, those of the category first."""
    return (*rules.wishes.get(category, ()), *rules.wishes["default"])


def rights(sector: str, category: str, rules: GuidanceRules) -> tuple[Right, ...]:
    """Rights worth knowing; show `rules.notice` with them."""
    return tuple(right for right in rules.all_rights if right.concerns(sector, category))


def is_barcode(code: str) -> bool:
    """True for an EAN-13 or EAN-8 whose last digit agrees with the others (weights 3 and 1 from the right)."""
    if not (code.isascii() and code.isdigit() and len(code) in (8, 13)):
        return False
    weighted = (int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(code)))
    return sum(weighted) % 10 == 0


def make_guidance_rules(data: Mapping[str, Any]) -> GuidanceRules:
    """Rules from a parsed data file; raises `KeyError` or `TypeError` when a field is missing or unknown."""
    fields = {code: Field(code, **written) for code, written in data["fields"].items()}
    return GuidanceRules(
        version=data["version"],
        valid_from=data["valid_from"],
        source=data["source"],
        checked_at=data["checked_at"],
        notice=data["notice"],
        guarantee=Guarantee(**data["guarantee"]),
        addressees={code: make_addressee(code, each, fields) for code, each in data["addressees"].items()},
        evidence=make_evidence(data["evidence"], data["version"]),
        wishes={category: tuple(wishes) for category, wishes in data["wishes"].items()},
        all_rights=tuple(make_right(written) for written in data["rights"]),
    )


def make_addressee(code: str, written: Mapping[str, Any], fields: Mapping[str, Field]) -> Addressee:
    """One addressee of the data file, its fields looked up."""
    needed = tuple(fields[name] for name in written["fields"])
    return Addressee(code, written["who"], written["why"], written["article"], needed)


def make_evidence(written: Mapping[str, Any], version: str) -> dict[str, EvidenceList]:
    """The evidence lists of the data file by sector."""
    lists = {
        code: EvidenceList(code, tuple(make_piece(piece) for piece in each["pieces"]), version)
        for code, each in written.items()
    }
    by_sector = {sector: lists[code] for code, each in written.items() for sector in each["sectors"]}
    return by_sector | {"default": lists["default"]}


def make_piece(written: Mapping[str, Any]) -> Piece:
    """One piece of the data file."""
    return Piece(**{**written, "instead": tuple(written.get("instead", ()))})


def make_right(written: Mapping[str, Any]) -> Right:
    """One right of the data file."""
    scope = {name: frozenset(written[name]) for name in ("categories", "sectors")}
    return Right(**{**written, **scope})
