"""Facts and assessments of mediation as contracts, and back."""

from datetime import date
from typing import Any, cast

from contracts.http import mediation as http
from disputes.domain.mediation import (
    Assessment,
    Clock,
    Declared,
    Examiner,
    ExcludedField,
    MediationFacts,
    Mediator,
    Party,
    Place,
    RuleVerdict,
)

ENUMS: dict[str, Any] = {
    "claimant": Party,
    "against": Party,
    "excluded_field": ExcludedField,
    "examined_by": Examiner,
    "place": Place,
}
"""Fields whose codes the domain names."""


def to_facts(facts: http.MediationFacts, sent_on: date | None = None) -> MediationFacts:
    """The domain's form of facts."""
    values = {name: getattr(facts, name) for name in type(facts).model_fields}
    values |= {name: kind(values[name]) if values[name] is not None else None for name, kind in ENUMS.items()}
    declared = facts.declared
    values["declared"] = Declared(declared.name, declared.source, declared.declared_on) if declared else None
    return MediationFacts(**values, sent_on=sent_on)


def to_assessment(found: Assessment, clocks: tuple[Clock, ...]) -> http.AssessmentView:
    """An assessment as everyone reads it."""
    return http.AssessmentView(
        verdict=found.verdict.value,
        rules=tuple(_rule(each) for each in found.rules),
        mediator=_mediator(found.mediator) if found.mediator else None,
        basis=found.basis.value,
        candidates=tuple(_mediator(each) for each in found.candidates),
        earliest_on=found.earliest_on,
        latest_on=found.latest_on,
        latest_extended_on=found.latest_extended_on,
        reminders_on=found.reminders_on,
        compulsory=found.compulsory,
        notices=tuple(each.text for each in found.notices),
        warnings=found.warnings,
        clocks=tuple(_clock(each) for each in clocks),
        assessed_on=found.assessed_on,
        rules_version=found.rules_version,
        mediators_version=found.mediators_version,
    )


def _rule(rule: RuleVerdict) -> http.RuleView:
    question = rule.question
    return http.RuleView(
        rule=rule.rule,
        label=rule.label,
        verdict=rule.verdict.value,
        article=rule.article,
        evidence=rule.evidence,
        question=question.text if question else None,
        question_code=question.code if question else None,
        remedy=rule.remedy,
        from_on=rule.from_on,
        until_on=rule.until_on,
        until_extended_on=rule.until_extended_on,
    )


def _mediator(mediator: Mediator) -> http.MediatorView:
    return http.MediatorView(
        name=mediator.name, domain=mediator.domain, note=mediator.note, checked_on=mediator.checked_at
    )


def _clock(clock: Clock) -> http.ClockView:
    return http.ClockView(
        kind=cast("Any", clock.kind.value),
        due_on=clock.due_on,
        label=clock.label,
        explanation=clock.explanation,
        article=clock.article,
        reminders_on=clock.reminders_on,
    )
