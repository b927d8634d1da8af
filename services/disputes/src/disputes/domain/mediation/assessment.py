"""The admissibility of a case for mediation: rule by rule, then as a whole (C. conso. L611-1 to L616-2)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from disputes.domain.french import in_french
from disputes.domain.mediation.checks import CHECKS
from disputes.domain.mediation.facts import MediationFacts
from disputes.domain.mediation.finding import Finding, Search, find, is_compulsory
from disputes.domain.mediation.mediators import Mediators
from disputes.domain.mediation.rules import MediationRules, Notice, Question, Rule, in_force
from disputes.domain.mediation.rulings import Matter, Ruling
from disputes.domain.mediation.verdicts import SEVERITY, Assessment, RuleVerdict, Verdict
from disputes.domain.mediation.windows import Limit, limit, opening


def assess(facts: MediationFacts, rules: MediationRules, mediators: Mediators, today: date) -> Assessment:
    """Whether a mediator may take the case, which one, and when.

    A file that was sent is judged on the day it was; a day before the rules is judged by the first of them.
    """
    search = Search(facts, rules, mediators, max(facts.judged_on(today), rules.valid_from))
    matter = Matter(search, find(search), opening(search), limit(facts, rules, search.on))
    verdicts = tuple(_rule_verdict(rule, matter) for rule in in_force(rules.rules, search.on))
    return Assessment(
        verdict=worst(each.verdict for each in verdicts),
        rules=verdicts,
        mediator=matter.finding.mediator,
        basis=matter.finding.basis,
        candidates=matter.finding.candidates,
        earliest_on=matter.opening.sure_on if matter.opening else None,
        latest_on=matter.limit.on if matter.limit else None,
        latest_extended_on=matter.limit.extended_on if matter.limit else None,
        reminders_on=_reminders(rules, matter.limit),
        compulsory=is_compulsory(facts, rules, search.on),
        notices=_notices(search),
        warnings=_warnings(matter.finding, search, today),
        assessed_on=search.on,
        rules_version=rules.version,
        mediators_version=mediators.version,
    )


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The one that decides."""
    return max(verdicts, key=SEVERITY.index)


def _rule_verdict(rule: Rule, matter: Matter) -> RuleVerdict:
    ruling = CHECKS[rule.code](matter)
    return RuleVerdict(
        rule=rule.code,
        label=rule.label,
        verdict=ruling.verdict,
        article=ruling.article or rule.article,
        evidence=ruling.evidence,
        question=_question(ruling, matter) if ruling.asks else None,
        remedy=ruling.remedy,
        from_on=ruling.from_on,
        until_on=ruling.until_on,
        until_extended_on=ruling.until_extended_on,
    )


def _question(ruling: Ruling, matter: Matter) -> Question:
    question = matter.search.rules.question(ruling.asks)
    return Question(question.code, f"{question.text}{DETAILS.get(ruling.asks, _nothing)(matter)}")


def _nothing(_matter: Matter) -> str:
    return ""


def _sub_cases_by_name(matter: Matter) -> str:
    labels = (each.label for each in matter.search.rules.within(matter.facts.sector))
    return f" Par exemple : {', '.join(labels)}."


def _candidates_by_name(matter: Matter) -> str:
    names = " ; ".join(each.name for each in matter.finding.candidates)
    return f" Peut-être, si elle en relève : {names}." if names else ""


DETAILS: Mapping[str, Callable[[Matter], str]] = MappingProxyType(
    {"sub_case": _sub_cases_by_name, "declared": _candidates_by_name, "mediator_listed": _candidates_by_name}
)
"""What a question adds from the case."""


def _reminders(rules: MediationRules, year: Limit | None) -> tuple[date, ...]:
    return tuple(year.on - timedelta(days=days) for days in rules.reminders) if year else ()


def _notices(search: Search) -> tuple[Notice, ...]:
    facts, rules = search.facts, search.rules
    unsaid = {
        "compulsory": not is_compulsory(facts, rules, search.on),
        "small-claim": facts.amount_cents is None or facts.amount_cents > rules.small_claim_cents,
    }
    return tuple(each for each in in_force(rules.notices, search.on) if not unsaid.get(each.code))


def _warnings(finding: Finding, search: Search, today: date) -> tuple[str, ...]:
    read = (finding.mediator,) if finding.mediator else search.mediators.all
    oldest = min((each.checked_at for each in read), default=today)
    if oldest + timedelta(days=search.rules.fresh_days) >= today:
        return ()
    return (f"Données des médiateurs relevées le {in_french(oldest)} : contrôlez-les sur le site du médiateur.",)
