"""The mediator of a case: public first, then declared, then of the whole sector, else the brand is asked."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from disputes.domain.french import in_french
from disputes.domain.mediation.facts import MediationFacts
from disputes.domain.mediation.mediators import Kind, Mediator, Mediators, Scope
from disputes.domain.mediation.rules import ORDINARY, MediationRules, in_force


class Basis(StrEnum):
    """Why a mediator is the right one."""

    PUBLIC = "public"
    DECLARED = "declared"
    COMPULSORY = "compulsory"
    SECTOR = "sector"
    ASK = "ask"
    """None is known to be: the brand says which."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The mediator found, or what to ask."""

    basis: Basis
    evidence: str
    mediator: Mediator | None = None
    asks: str = ""
    """Code of the question that is left, if any."""
    candidates: tuple[Mediator, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Where the mediator of a case is looked for."""

    facts: MediationFacts
    rules: MediationRules
    mediators: Mediators
    on: date

    def sub_cases(self) -> tuple[str, ...]:
        """Those the case may be."""
        if self.facts.sub_case:
            return (self.facts.sub_case,)
        return (ORDINARY, *(each.code for each in self.rules.within(self.facts.sector)))


def find(search: Search) -> Finding:
    """The mediator, if it is the same whatever the sub-case may be."""
    first, *others = (find_of(search, each) for each in search.sub_cases())
    if all(each.mediator == first.mediator for each in others):
        return first
    return Finding(Basis.ASK, "Le médiateur dépend de ce dont il s’agit.", asks="sub_case")


def find_of(search: Search, sub_case: str) -> Finding:
    """The mediator of a sub-case."""
    if search.facts.sector is None:
        return Finding(Basis.ASK, "Le secteur du professionnel n’est pas connu.", asks="sector")
    codes = search.rules.codes(search.facts.sector, sub_case)
    listed = search.mediators.listed(codes, search.on)
    found = _public(listed) or _declared(search, codes) or _compulsory(search, codes) or _whole_sector(listed)
    return _with_why_not_declared(search, found or _ask(listed))


def _public(listed: tuple[Mediator, ...]) -> Finding | None:
    for each in listed:
        if each.kind is Kind.PUBLIC:
            return Finding(Basis.PUBLIC, f"{each.name} : médiateur public, seul compétent dans son domaine.", each)
    return None


def _declared(search: Search, codes: frozenset[str]) -> Finding | None:
    declared = search.facts.declared
    mediator = search.mediators.named(declared.name) if declared else None
    if not (declared and mediator and mediator.is_listed(search.on)):
        return None
    day = f", le {in_french(declared.declared_on)}" if declared.declared_on else ""
    evidence = f"La marque indique {mediator.name} ({declared.source}{day})."
    return Finding(Basis.DECLARED, evidence, mediator, "" if mediator.covers(codes) else "mediator_covers")


def _compulsory(search: Search, codes: frozenset[str]) -> Finding | None:
    mediator = search.mediators.named(search.rules.compulsory.mediator)
    if not (mediator and mediator.covers(codes) and mediator.is_listed(search.on)):
        return None
    if not is_compulsory(search.facts, search.rules, search.on):
        return None
    return Finding(Basis.COMPULSORY, f"{mediator.name} traite les vols du règlement (CE) 261/2004.", mediator)


def _whole_sector(listed: tuple[Mediator, ...]) -> Finding | None:
    whole = [each for each in listed if each.kind in {Kind.SECTOR, Kind.PROFESSION} and each.scope is Scope.WHOLE]
    if len(whole) != 1:
        return None
    (only,) = whole
    return Finding(Basis.SECTOR, f"{only.name} est compétent pour tout le secteur.", only)


def _ask(listed: tuple[Mediator, ...]) -> Finding:
    candidates = tuple(each for each in listed if each.kind in {Kind.SECTOR, Kind.PROFESSION})
    return Finding(Basis.ASK, "La marque doit indiquer son médiateur.", asks="declared", candidates=candidates)


def _with_why_not_declared(search: Search, found: Finding) -> Finding:
    declared = search.facts.declared
    if declared is None or found.basis is Basis.DECLARED:
        return found
    return replace(found, evidence=f"{found.evidence} {_why_not(search, declared.name)}")


def _why_not(search: Search, name: str) -> str:
    mediator = search.mediators.named(name)
    if mediator is None:
        return f"Nos données ne connaissent pas le médiateur que la marque indique : {name}."
    if not mediator.is_listed(search.on):
        return f"La marque indique {name}, qui n’est pas sur la liste des médiateurs : nous ne le proposons pas."
    return f"La marque indique {name}, mais le médiateur public passe en premier."


def is_compulsory(facts: MediationFacts, rules: MediationRules, on: date) -> bool:
    """A flight whose claim must go to a mediator before it goes to court."""
    in_time = facts.complained_on is None or facts.complained_on >= rules.compulsory.exempt_before
    return facts.ec261 is True and in_time and any(each.code == "compulsory" for each in in_force(rules.notices, on))
