"""Mediation of a dispute: what its author answers, who was written to, who has the file."""

from dataclasses import replace

from contracts.http import disputes as dispute_http
from contracts.http import mediation as http
from contracts.partners import ConsentWithdrawn, ReferralAccepted, ReferralAcknowledged, ReferralDeclined
from disputes.domain import dispute as rules
from disputes.domain.access import Side
from disputes.domain.days import day_of
from disputes.domain.dispute import Dispute, Status
from disputes.domain.errors import InvalidError
from disputes.domain.facts import GivenBack, MediationCorrected, MediationGivenBack, MediationRequested
from disputes.messages.disputes import to_ref
from disputes.storage.disputes import DisputeStore
from disputes.storage.mediation import MediationStore
from disputes.storage.replicas import PartnerStore
from disputes.usecases.assessing import Law, facts_of, named, require_sub_case
from disputes.usecases.common import load, record
from disputes.usecases.reminding import set_clocks
from servicekit.work import Work


async def save_facts(work: Work, dispute_id: str, body: http.SaveFacts, law: Law) -> dispute_http.DisputeRef:
    """The author answers some questions; the clocks are set anew.

    Raises:
        ClosedError, MediationNotRequestedError, InvalidError.
    """
    dispute, _ = await load(work, dispute_id, Side.CONSUMER)
    rules.require_open(dispute)
    sector = body.facts.sector or (await facts_of(work, dispute)).sector
    require_sub_case(law.rules, sector, body.facts.sub_case)
    if body.facts.notified_on:
        rules.check_notice(dispute, body.facts.notified_on, day_of(work.now))
    store = MediationStore(work.session)
    answers = await store.answers(dispute.id) | body.facts.model_dump(mode="json", exclude_none=True)
    kept = {name: value for name, value in answers.items() if name not in body.unknown}
    await store.save_answers(dispute.id, kept, work.now)
    await work.session.flush()
    await set_clocks(work, dispute, law)
    return to_ref(dispute)


async def request_mediation(
    work: Work, dispute_id: str, body: http.RequestMediation, law: Law
) -> dispute_http.DisputeRef:
    """The author wrote to a mediator: its clocks start. Raises InvalidError for a mediator that may not be taken."""
    dispute, _ = await load(work, dispute_id, Side.CONSUMER)
    facts = await facts_of(work, dispute)
    mediator = named(await law.mediators_in_force(work), body.mediator, facts, body.sent_on)
    if body.sent_on > day_of(work.now):
        raise InvalidError("Indiquez le jour de votre envoi\u00a0: il ne peut pas être à venir.", "sent_on")
    if facts.complained_on and body.sent_on < facts.complained_on:
        raise InvalidError(
            "Votre envoi au médiateur vient après votre réclamation écrite. Vérifiez les deux jours.", "sent_on"
        )
    requested = rules.request_mediation(dispute, mediator, body.sent_on, work.now)
    return to_ref(await _request(work, dispute, requested, law))


async def _request(work: Work, dispute: Dispute, requested: MediationRequested, law: Law) -> Dispute:
    mediators = await law.mediators_in_force(work)
    judged = replace(requested, rules_version=law.rules.version, mediators_version=mediators.version)
    dispute = await record(work, dispute, judged)
    await work.session.flush()
    await set_clocks(work, dispute, law)
    return dispute


Receipt = ReferralAcknowledged | ReferralAccepted
"""A partner has the case."""


async def note_received(work: Work, fact: Receipt, law: Law) -> None:
    """A mediator has the file that we handed over: as if its author had written to it on the day it left."""
    partner = (await PartnerStore(work.session).read([fact.partner])).get(fact.partner)
    if fact.dispute_id is None or partner is None or partner.kind != "mediator":
        return
    dispute = await DisputeStore(work.session).load(fact.dispute_id)
    if dispute and dispute.author_id == fact.account_id and dispute.status is Status.OPEN:
        sent_on = day_of(fact.handed_over_at or fact.at)
        requested = rules.request_mediation(dispute, partner.name, sent_on, work.now)
        await _request(work, dispute, replace(requested, referral_id=fact.referral_id), law)


async def note_given_back(work: Work, fact: ReferralDeclined | ConsentWithdrawn, law: Law) -> None:
    """A mediator declined the file that we handed over, or its author took it back: another may be asked."""
    dispute = await DisputeStore(work.session).load(fact.dispute_id) if fact.dispute_id else None
    why = GivenBack.DECLINED if isinstance(fact, ReferralDeclined) else GivenBack.WITHDRAWN
    if dispute and (given_back := rules.give_back(dispute, fact.referral_id, why, work.now)):
        await _end_request(work, dispute, given_back, law)


async def leave_mediator(work: Work, dispute_id: str, body: http.LeaveMediator, law: Law) -> dispute_http.DisputeRef:
    """The author says that the mediator does not have the file: the right one, or another, may be told.

    Raises:
        ClosedError, MediationNotRequestedError, HandedOverError.
    """
    dispute, _ = await load(work, dispute_id, Side.CONSUMER)
    end = rules.note_declined if body.why == "declined" else rules.correct_request
    return to_ref(await _end_request(work, dispute, end(dispute, work.now), law))


async def _end_request(work: Work, dispute: Dispute, end: MediationGivenBack | MediationCorrected, law: Law) -> Dispute:
    store = MediationStore(work.session)
    answers = await store.answers(dispute.id)
    answers.pop("notified_on", None)
    await store.save_answers(dispute.id, answers, work.now)
    dispute = await record(work, dispute, end)
    await work.session.flush()
    await set_clocks(work, dispute, law)
    return dispute
