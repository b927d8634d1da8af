"""Mediation: assessments as views, answers as facts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from contracts.http import complaints as complaint_http
from contracts.http import mediation as http
from gateway.presentation import french
from gateway.presentation.labels import SECTORS, Tag
from gateway.presentation.questions import Question
from gateway.presentation.views.form import Option
from gateway.presentation.views.mediation import AssessmentBlock, ClockLine, MediatorBox, RuleLine

TAGS: Mapping[http.Verdict, Tag] = {
    "admissible": Tag("Recevable", "check", "ok"),
    "not-yet": Tag("Pas encore", "clock", "warn"),
    "inadmissible": Tag("Non recevable", "circle-x", "err"),
    "unsure": Tag("À vérifier", "info", "info"),
}

BASES: Mapping[str, str] = {
    "public": "Médiateur public de ce domaine, où aucun autre n’est compétent.",
    "declared": "La marque indique qu’elle en relève.",
    "compulsory": "Pour ce vol, la loi impose cette étape avant un tribunal.",
    "sector": "Tout le secteur en relève.",
}
"""Why a mediator is the right one."""

UNSURE_OF_A_PURCHASE = frozenset({"purchase-unsure", "platform"})
"""Marks of complaints whose author did not know, or was not asked."""

SECTOR_OPTIONS = (
    Option("", "Choisissez"),
    *(Option(code, label) for code, label in sorted(SECTORS.items(), key=lambda each: french.folded(each[1]))),
)


def block(found: http.AssessmentView) -> AssessmentBlock:
    """An assessment as it is shown."""
    return AssessmentBlock(
        tag=TAGS[found.verdict],
        headline=_headline(found),
        rules=tuple(_rule(each) for each in found.rules),
        clocks=tuple(_clock(each, found.assessed_on) for each in found.clocks),
        notices=found.notices,
        mediator=_mediator(found),
        candidates=tuple(each.name for each in found.candidates),
        is_unconfirmed=any(each.question_code == "mediator_listed" for each in found.rules),
        warnings=found.warnings,
        latest_on=found.latest_on,
        latest_extended_on=found.latest_extended_on,
        versions=versions(found.rules_version, found.mediators_version),
    )


def versions(rules: str | None, mediators: str | None) -> str:
    """The data that a case was judged by, by their days; empty where they were not kept."""
    return f"règles du {_dated(rules)}, médiateurs du {_dated(mediators)}" if rules and mediators else ""


def _dated(version: str) -> str:
    """The day that a version of data begins with, in words."""
    return french.day(date.fromisoformat(version[:10]))


def _headline(found: http.AssessmentView) -> str:
    if found.verdict == "admissible":
        return "Vous pouvez saisir un médiateur aujourd’hui."
    if found.verdict == "not-yet":
        return _not_yet(found)
    if found.verdict == "inadmissible":
        return "Un médiateur de la consommation ne pourra pas prendre ce dossier."
    return "Il manque des réponses pour le savoir."


def _not_yet(found: http.AssessmentView) -> str:
    """The date alone promises nothing while other rules wait for an answer."""
    days = [each.from_on for each in found.rules if each.verdict == "not-yet" and each.from_on]
    if not days:
        return "Il est trop tôt."
    if any(each.verdict == "unsure" for each in found.rules):
        return f"Pas avant le {french.day(max(days))}, si ce qui reste à vérifier le permet."
    return f"Vous pourrez saisir un médiateur à partir du {french.day(max(days))}."


def _rule(each: http.RuleView) -> RuleLine:
    return RuleLine(
        each.label, TAGS[each.verdict], each.article, each.evidence, each.question, each.remedy, each.from_on
    )


def _clock(each: http.ClockView, today: date) -> ClockLine:
    """What was done today is done; what ends today is not over."""
    passed = each.due_on <= today if each.kind == "written-complaint" else each.due_on < today
    ahead = tuple(day for day in each.reminders_on if day > today)
    return ClockLine(each.label, each.due_on, each.explanation, each.article, passed, ahead)


def _mediator(found: http.AssessmentView) -> MediatorBox | None:
    mediator = found.mediator
    return MediatorBox(mediator.name, mediator.domain, BASES[found.basis], mediator.note) if mediator else None


def is_as_shown(facts: http.MediationFacts, field: str, answer: Any) -> bool:
    """The brand's own declaration was left as the page showed it: it keeps its source, and follows the brand's page."""
    declared = facts.declared
    return field == "declared" and bool(declared and answer and declared.name == answer["name"])


def told_before(facts: http.MediationFacts, case: complaint_http.ComplaintView) -> http.MediationFacts:
    """The answers so far, and what the complaint says already: its author only has to confirm it."""
    known: dict[str, Any] = {"amount_cents": case.amount_cents}
    if not UNSURE_OF_A_PURCHASE & set(case.marks):
        known["contract"] = "no-purchase" not in case.marks
    unknown = {name: value for name, value in known.items() if getattr(facts, name) is None}
    return facts.model_copy(update=unknown)


def typed(facts: http.MediationFacts, question: Question) -> str:
    """A fact as the form holds it."""
    value = getattr(facts, question.field)
    if question.field == "declared":
        return value.name if value else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value.month} {value.year}"
    if question.kind == "amount" and value is not None:
        return f"{value // 100},{value % 100:02d}"
    return "" if value is None else str(value)
