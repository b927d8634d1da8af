"""What a rule answers, and what all of them answer together."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disputes.domain.mediation.finding import Basis
from disputes.domain.mediation.mediators import Mediator
from disputes.domain.mediation.rules import Notice, Question


class Verdict(StrEnum):
    """Whether a mediator may take the case, the best answer first: of several, the worst decides."""

    ADMISSIBLE = "admissible"
    UNSURE = "unsure"
    NOT_YET = "not-yet"
    INADMISSIBLE = "inadmissible"


SEVERITY = tuple(Verdict)
"""A bar beats a date, since waiting cannot lift it; a date beats a question, since no answer brings it forward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVerdict:
    """What one rule says of the case."""

    rule: str
    label: str
    verdict: Verdict
    article: str
    evidence: str
    """What shows it."""
    question: Question | None = None
    """What to ask when unsure."""
    remedy: str = ""
    """What would put it right, where something can."""
    from_on: date | None = None
    """The first day the rule is surely met."""
    until_on: date | None = None
    """The last day the rule is surely met."""
    until_extended_on: date | None = None
    """The same, pushed to a working day (CPC 642): up to it nothing is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The admissibility of a case on a day, and the versions of the data it was decided by."""

    verdict: Verdict
    rules: tuple[RuleVerdict, ...]
    mediator: Mediator | None
    basis: Basis
    """Why this mediator, or `ask`."""
    candidates: tuple[Mediator, ...]
    """Mediators of the sector whose members only may be taken to them: ask whether the brand is one."""
    earliest_on: date | None
    latest_on: date | None
    """The last day of the year, not pushed."""
    latest_extended_on: date | None
    reminders_on: tuple[date, ...]
    compulsory: bool
    """A mediator must be tried before a court."""
    notices: tuple[Notice, ...]
    warnings: tuple[str, ...]
    assessed_on: date
    rules_version: str
    mediators_version: str

    @property
    def questions(self) -> tuple[Question, ...]:
        """What to ask, each once, in the order of the rules."""
        return tuple(dict.fromkeys(each.question for each in self.rules if each.question))

    @property
    def is_barred(self) -> bool:
        """Something stands in the way that neither a day nor the author can change."""
        return any(
            each.verdict is Verdict.INADMISSIBLE and not each.remedy and each.until_on is None for each in self.rules
        )

    def of(self, rule: str) -> RuleVerdict:
        """The verdict of one rule. Raises `StopIteration` for a rule that is not in force."""
        return next(each for each in self.rules if each.rule == rule)
