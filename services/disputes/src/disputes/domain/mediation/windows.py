"""The days between which a mediator may be written to."""

from dataclasses import dataclass
from datetime import date, timedelta

from disputes.domain.mediation.calendar import extended
from disputes.domain.mediation.facts import MediationFacts
from disputes.domain.mediation.finding import Search, find_of
from disputes.domain.mediation.mediators import Mediator, Refusal
from disputes.domain.mediation.rules import MediationRules

MIDNIGHT = timedelta(days=1)
"""A span runs to the midnight of its last day (CPC 642): what waits for its end begins on the next one."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The first day on which the wait may be over, and the first on which it surely is."""

    possible_on: date
    sure_on: date
    depends_on_refusal: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day of the year, as it is and pushed to a working day."""

    on: date
    extended_on: date


def complaint_day(facts: MediationFacts) -> date | None:
    """The day that starts both clocks."""
    return None if facts.written is False else facts.complained_on


def opening(search: Search) -> Opening | None:
    """When the wait ends, whichever sub-case it is; None without a written complaint that has a date."""
    if (start := complaint_day(search.facts)) is None:
        return None
    each = [_opening_of(search, start, sub_case) for sub_case in search.sub_cases()]
    return Opening(
        min(one.possible_on for one in each),
        max(one.sure_on for one in each),
        any(one.depends_on_refusal for one in each),
    )


def _opening_of(search: Search, start: date, sub_case: str) -> Opening:
    mediator = find_of(search, sub_case).mediator
    wait = mediator.other_waits.get(sub_case, mediator.wait) if mediator else None
    if mediator is None or wait is None:
        return Opening(start, search.rules.span("usual-wait", search.on).after(start) + MIDNIGHT)
    return _after_refusal(search.facts, mediator, start, wait.after(start) + MIDNIGHT)


def _after_refusal(facts: MediationFacts, mediator: Mediator, start: date, end: date) -> Opening:
    refused_on = facts.refused_on()
    if refused_on is None or mediator.refusal is Refusal.KEEPS or refused_on >= end:
        return Opening(end, end)
    sooner = max(start, refused_on)
    if mediator.refusal is Refusal.ENDS:
        return Opening(sooner, sooner)
    return Opening(sooner, end, depends_on_refusal=True)


def limit(facts: MediationFacts, rules: MediationRules, on: date) -> Limit | None:
    """When the year ends; None without a written complaint that has a date."""
    if (start := complaint_day(facts)) is None:
        return None
    last = rules.span("one-year", on).after(start)
    return Limit(last, extended(last, facts.place))
