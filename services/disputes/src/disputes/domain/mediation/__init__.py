"""Admissibility of a dispute for consumer mediation: pure, dated, rule by rule (promise D2).

`assess` answers from facts, rules, mediators and a day; `clocks` turns the answer into dates to schedule and to draw.
"""

from disputes.domain.mediation.assessment import assess
from disputes.domain.mediation.calendar import Place
from disputes.domain.mediation.clocks import Clock, ClockKind, clocks
from disputes.domain.mediation.facts import Declared, Examiner, ExcludedField, MediationFacts, Party
from disputes.domain.mediation.finding import Basis
from disputes.domain.mediation.mediators import COLUMNS, Mediator, Mediators, check_rows, folded, from_rows, read_rows
from disputes.domain.mediation.rules import ORDINARY, MediationRules, Notice, Question, make_rules
from disputes.domain.mediation.verdicts import Assessment, RuleVerdict, Verdict

__all__ = [
    "COLUMNS",
    "ORDINARY",
    "Assessment",
    "Basis",
    "Clock",
    "ClockKind",
    "Declared",
    "Examiner",
    "ExcludedField",
    "MediationFacts",
    "MediationRules",
    "Mediator",
    "Mediators",
    "Notice",
    "Party",
    "Place",
    "Question",
    "RuleVerdict",
    "Verdict",
    "assess",
    "check_rows",
    "clocks",
    "folded",
    "from_rows",
    "make_rules",
    "read_rows",
]
