"""What a check looks at, and what it answers."""

from dataclasses import dataclass
from datetime import date

from disputes.domain.mediation.facts import MediationFacts
from disputes.domain.mediation.finding import Finding, Search
from disputes.domain.mediation.mediators import Accepted
from disputes.domain.mediation.verdicts import Verdict
from disputes.domain.mediation.windows import Limit, Opening


@dataclass(frozen=True, slots=True)
class Matter:
    """All that a check looks at."""

    search: Search
    finding: Finding
    opening: Opening | None
    limit: Limit | None

    @property
    def facts(self) -> MediationFacts:
        """The facts of the case."""
        return self.search.facts

    @property
    def on(self) -> date:
        """The day that is judged."""
        return self.search.on

    def accepts(self, what: Accepted) -> bool:
        """The mediator found takes it."""
        return self.finding.mediator is not None and what in self.finding.mediator.accepts


@dataclass(frozen=True, slots=True)
class Ruling:
    """A check's answer; `asks` is the code of a question, `article` replaces the rule's."""

    verdict: Verdict
    evidence: str
    asks: str = ""
    remedy: str = ""
    article: str = ""
    from_on: date | None = None
    until_on: date | None = None
    until_extended_on: date | None = None


def met(evidence: str) -> Ruling:
    """Nothing stands in the way."""
    return Ruling(Verdict.ADMISSIBLE, evidence)


def barred(evidence: str, remedy: str = "") -> Ruling:
    """No mediator may take the case as it is."""
    return Ruling(Verdict.INADMISSIBLE, evidence, remedy=remedy)


def unsure(asks: str, evidence: str = "Ce point reste à préciser.") -> Ruling:
    """A fact is missing."""
    return Ruling(Verdict.UNSURE, evidence, asks)
