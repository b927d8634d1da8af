"""The mediator of a case: public first, then declared, then of the whole sector, else the brand is asked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disputes.domain.french import in_french
from disputes.domain.mediation.facts import Declared, MediationFacts
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
        """Those the case may be: what was answered for another sector says nothing of this one."""
        own = (ORDINARY, *(each.code for each in self.rules.within(self.facts.sector)))
        return (self.facts.sub_case,) if self.facts.sub_case in own else own

    def listed(self, sub_case: str) -> tuple[Mediator, ...]:
        """Those that the case may be a matter of, generic ones left out: of an unknown sector, all."""
        if self.facts.sector is None:
            return tuple(each for each in self.mediators.all if each.is_listed(self.on))
        return self.mediators.listed(self.rules.codes(self.facts.sector, sub_case), self.on)


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
    listed = search.listed(sub_case)
    return (
        _public(search, listed)
        or _declared(search, codes)
        or _unconfirmed(search, listed)
        or _compulsory(search, codes)
        or _whole_sector(listed)
        or _ask(listed)
    )


def _public(search: Search, listed: tuple[Mediator, ...]) -> Finding | None:
    for each in listed:
        if each.kind is Kind.PUBLIC:
            evidence = f"{each.name} : médiateur public, seul compétent dans son domaine."
            return Finding(Basis.PUBLIC, f"{evidence}{_beside_the_public_one(search, each)}", each)
    return None


def _beside_the_public_one(search: Search, public: Mediator) -> str:
    declared = search.facts.declared
    if declared is None or search.mediators.named(declared.name) == public:
        return ""
    return f" La marque indique {declared.name}, mais le médiateur public passe en premier."


def _declared(search: Search, codes: frozenset[str]) -> Finding | None:
    declared = search.facts.declared
    mediator = search.mediators.named(declared.name) if declared else None
    if not (declared and mediator and mediator.is_listed(search.on)):
        return None
    evidence = f"La marque indique {mediator.name}{_read_in(declared)}."
    return Finding(Basis.DECLARED, evidence, mediator, "" if mediator.covers(codes) else "mediator_covers")


def _read_in(declared: Declared) -> str:
    day = f"le {in_french(declared.declared_on)}" if declared.declared_on else ""
    said = ", ".join(each for each in (declared.source, day) if each)
    return f" ({said})" if said else ""


def _unconfirmed(search: Search, listed: tuple[Mediator, ...]) -> Finding | None:
    """The brand's own word is neither followed nor replaced by a guess where the data do not bear it out."""
    if (declared := search.facts.declared) is None:
        return None
    known = search.mediators.named(declared.name)
    why = "n’est pas sur la liste des médiateurs" if known else "est inconnu de nos données"
    evidence = f"La marque indique {declared.name}{_read_in(declared)} : ce nom {why}."
    return Finding(Basis.ASK, evidence, asks="mediator_listed", candidates=_candidates(listed))


def _compulsory(search: Search, codes: frozenset[str]) -> Finding | None:
    mediator = search.mediators.named(search.rules.compulsory.mediator)
    if not (mediator and mediator.covers(codes) and mediator.is_listed(search.on)):
        return None
    if not is_compulsory(search.facts, search.rules, search.on):
        return None
    return Finding(Basis.COMPULSORY, f"{mediator.name} traite les vols du règlement (CE) 261/2004.", mediator)


def _whole_sector(listed: tuple[Mediator, ...]) -> Finding | None:
    whole = [each for each in _candidates(listed) if each.scope is Scope.WHOLE]
    if len(whole) != 1:
        return None
    (only,) = whole
    return Finding(Basis.SECTOR, f"Tout le secteur relève du même médiateur : {only.name}.", only)


def _ask(listed: tuple[Mediator, ...]) -> Finding:
    evidence = "La marque doit indiquer son médiateur."
    return Finding(Basis.ASK, evidence, asks="declared", candidates=_candidates(listed))


def _candidates(listed: tuple[Mediator, ...]) -> tuple[Mediator, ...]:
    """Those that may be any trader's: not a company's own."""
    return tuple(each for each in listed if each.kind in {Kind.SECTOR, Kind.PROFESSION})


def is_compulsory(facts: MediationFacts, rules: MediationRules, on: date) -> bool:
    """A flight whose claim must go to a mediator before it goes to court."""
    in_time = facts.complained_on is None or facts.complained_on >= rules.compulsory.exempt_before
    return facts.ec261 is True and in_time and any(each.code == "compulsory" for each in in_force(rules.notices, on))
