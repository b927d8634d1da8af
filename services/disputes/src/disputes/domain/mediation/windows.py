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
    asks: str = ""
    """Code of the question whose answer may bring the end forward, if any."""


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
        next((one.asks for one in each if one.asks), ""),
    )


def _opening_of(search: Search, start: date, sub_case: str) -> Opening:
    mediator = find_of(search, sub_case).mediator
    if mediator is None:
        return Opening(start, _longest(search, start, sub_case))
    if (wait := mediator.wait_of(sub_case)) is None:
        return Opening(start, _usual(search, start))
    return _after_refusal(search.facts, mediator, start, wait.after(start) + MIDNIGHT)


def _longest(search: Search, start: date, sub_case: str) -> date:
    """The day from which none of the mediators that it may be still waits."""
    waits = [wait for each in search.listed(sub_case) if (wait := each.wait_of(sub_case))]
    return max([_usual(search, start), *(wait.after(start) + MIDNIGHT for wait in waits)])


def _usual(search: Search, start: date) -> date:
    return search.rules.span("usual-wait", search.on).after(start) + MIDNIGHT


def _after_refusal(facts: MediationFacts, mediator: Mediator, start: date, end: date) -> Opening:
    if facts.refused is False or mediator.refusal is Refusal.KEEPS:
        return Opening(end, end)
    if mediator.refusal is Refusal.UNKNOWN:
        return _if_it_ends(facts, start, end)
    if facts.refused is None or facts.answered_on is None:
        return Opening(start, end, "answered_on" if facts.refused else "refused")
    sooner = min(end, max(start, facts.answered_on))
    return Opening(sooner, sooner)


def _if_it_ends(facts: MediationFacts, start: date, end: date) -> Opening:
    """A refusal that may end the wait or not: the mediator says."""
    if not facts.refused:
        return Opening(end, end)
    return Opening(min(end, max(start, facts.answered_on or start)), end, "mediator_refusal")


def limit(facts: MediationFacts, rules: MediationRules, on: date) -> Limit | None:
    """When the year ends; None without a written complaint that has a date."""
    if (start := complaint_day(facts)) is None:
        return None
    last = rules.span("one-year", on).after(start)
    return Limit(last, extended(last, facts.place))
