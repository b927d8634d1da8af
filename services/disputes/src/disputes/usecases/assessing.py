"""What the law says of a case: of anybody's facts, and of a dispute from its author's answers."""

from dataclasses import dataclass
from datetime import date

from contracts.http import mediation as http
from disputes.domain.access import Side
from disputes.domain.days import day_of
from disputes.domain.dispute import Dispute
from disputes.domain.errors import InvalidError
from disputes.domain.mediation import (
    Assessment,
    Clock,
    MediationFacts,
    MediationRules,
    Mediators,
    assess,
    clocks,
    folded,
    from_rows,
    read_rows,
)
from disputes.messages.mediation import to_assessment, to_facts
from disputes.storage.mediation import MediationStore
from disputes.storage.replicas import BrandStore
from disputes.usecases.common import see
from servicekit.work import Work


@dataclass(frozen=True)
class Law:
    """The rules and the mediators of the code, built once by `main.py`; staff may put other mediators in force."""

    rules: MediationRules
    mediators: Mediators
    csv: str

    async def mediators_in_force(self, work: Work) -> Mediators:
        """Those that staff put in force, else those of the code."""
        row = await MediationStore(work.session).data()
        return from_rows(read_rows(row.csv), row.version) if row else self.mediators


async def ask(work: Work, body: http.AskAdmissibility, law: Law) -> http.AssessmentView:
    """What the law says of facts on a day; nothing is kept. Raises InvalidError."""
    require_sub_case(law.rules, body.facts.sector, body.facts.sub_case)
    facts, on = to_facts(body.facts, body.sent_on), body.on or day_of(work.now)
    return _assess(facts, law.rules, await law.mediators_in_force(work), on)


def _assess(facts: MediationFacts, rules: MediationRules, mediators: Mediators, on: date) -> http.AssessmentView:
    found = assess(facts, rules, mediators, on)
    return to_assessment(found, clocks(facts, found, rules))


def require_sub_case(known: MediationRules, sector: str | None, sub_case: str | None) -> None:
    """Raises InvalidError: there is no such case in the sector."""
    if sub_case and not known.knows(sector, sub_case):
        raise InvalidError("Choisissez l’un des cas de ce secteur.", "sub_case")


async def view_assessment(work: Work, dispute_id: str, law: Law) -> http.DisputeAssessment:
    """What the law says of a dispute, from its author's answers."""
    dispute, _ = await see(work, dispute_id, Side.CONSUMER, Side.STAFF)
    facts = await facts_of(work, dispute)
    mediators = await law.mediators_in_force(work)
    found = _assess(to_facts(facts, dispute.sent_on), law.rules, mediators, day_of(work.now))
    return http.DisputeAssessment(facts=facts, assessment=found, proposed=_proposed(found, facts, mediators))


def _proposed(found: http.AssessmentView, facts: http.MediationFacts, mediators: Mediators) -> tuple[str, ...]:
    """Where no data know the one that the brand names, its word comes before what may be."""
    names = [each.name for each in (found.mediator, *found.candidates) if each]
    if found.mediator is None and facts.declared and mediators.named(facts.declared.name) is None:
        names.insert(0, facts.declared.name)
    return tuple(dict.fromkeys(names))


def named(mediators: Mediators, name: str, facts: http.MediationFacts, on: date) -> str:
    """The name of a mediator that may be written to: a listed one, or the one that the brand names and no data know.

    Raises:
        InvalidError.
    """
    known = mediators.named(name)
    if known and known.is_listed(on):
        return known.name
    if known is None and facts.declared and folded(facts.declared.name) == folded(name):
        return facts.declared.name
    raise InvalidError("Choisissez un médiateur de la liste.", "mediator")


async def facts_of(work: Work, dispute: Dispute) -> http.MediationFacts:
    """The answers; where there are none, what the site knows: a consumer's complaint about a brand with a page."""
    brand = await BrandStore(work.session).brand(dispute.brand_id)
    known: dict[str, object] = {"claimant": "consumer", "against": "professional"}
    if brand:
        known["sector"] = brand.sector
        if brand.mediator:
            known["declared"] = {
                "name": brand.mediator,
                "source": "page de la marque sur RéclameICI",
                "declared_on": brand.mediator_read_on,
            }
    return http.MediationFacts.model_validate(known | await MediationStore(work.session).answers(dispute.id))


async def assess_dispute(work: Work, dispute: Dispute, known: http.MediationFacts, law: Law) -> Assessment:
    """What the law says of a dispute today, from what is known of it."""
    facts = to_facts(known, dispute.sent_on)
    return assess(facts, law.rules, await law.mediators_in_force(work), day_of(work.now))


async def clocks_of(work: Work, dispute: Dispute, law: Law) -> tuple[Clock, ...]:
    """Its days that count."""
    known = await facts_of(work, dispute)
    found = await assess_dispute(work, dispute, known, law)
    return clocks(to_facts(known, dispute.sent_on), found, law.rules)
