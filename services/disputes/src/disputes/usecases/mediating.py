"""Mediation: what the law says of a case, its clocks, who was written to, how it ended."""

import csv
import io
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from contracts.http import disputes as dispute_http
from contracts.http import mediation as http
from contracts.partners import ConsentWithdrawn, ReferralAccepted, ReferralAcknowledged, ReferralDeclined
from disputes.domain import dispute as rules
from disputes.domain.access import Side
from disputes.domain.days import day_of, start_of
from disputes.domain.dispute import Dispute, Status
from disputes.domain.errors import DataChangedError, InvalidError, OtherSideError
from disputes.domain.facts import DisputeReminded, GivenBack, MediationRequested
from disputes.domain.mediation import (
    COLUMNS,
    Assessment,
    Clock,
    ClockKind,
    MediationFacts,
    MediationRules,
    Mediators,
    assess,
    check_rows,
    clocks,
    from_rows,
)
from disputes.messages.disputes import to_ref
from disputes.messages.mediation import to_assessment, to_facts
from disputes.storage.disputes import DisputeStore
from disputes.storage.mediation import MediationStore
from disputes.storage.replicas import BrandStore, PartnerStore
from disputes.storage.tables import MediatorDataRow
from disputes.usecases.common import load, record, see
from servicekit.deadlines import TimerHandler
from servicekit.work import Work

MORNING = timedelta(hours=8)
"""When on its day a reminder is sent, Paris time."""

REMINDED = (
    ClockKind.EARLIEST_MEDIATION,
    ClockKind.ONE_YEAR_LIMIT,
    ClockKind.REJECTION,
    ClockKind.OUTCOME,
)
"""Clocks whose day is told to the author; the others are shown."""

REMINDERS = 4
"""Most moments of one clock: three reminders and the day itself."""


def timer_of(kind: ClockKind, nth: int) -> str:
    """The name of a timer: one per clock and moment, so that new answers move it."""
    return f"clock-{kind.value}-{nth}"


@dataclass(frozen=True)
class Law:
    """The rules and the mediators of the code, built once by `main.py`; staff may put other mediators in force."""

    rules: MediationRules
    mediators: Mediators
    csv: str

    async def mediators_in_force(self, work: Work) -> Mediators:
        """Those that staff put in force, else those of the code."""
        row = await MediationStore(work.session).data()
        return from_rows(_rows(row.csv), row.version) if row else self.mediators


def _rows(text: str) -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(io.StringIO(text)))


async def ask(work: Work, body: http.AskAdmissibility, law: Law) -> http.AssessmentView:
    """What the law says of facts on a day; nothing is kept. Raises InvalidError."""
    _require_sub_case(law.rules, body.facts.sector, body.facts.sub_case)
    return await _assess(work, to_facts(body.facts, body.sent_on), body.on or day_of(work.now), law)


async def _assess(work: Work, facts: MediationFacts, on: date, law: Law) -> http.AssessmentView:
    found = assess(facts, law.rules, await law.mediators_in_force(work), on)
    return to_assessment(found, clocks(facts, found, law.rules))


def _require_sub_case(known: MediationRules, sector: str | None, sub_case: str | None) -> None:
    """Raises InvalidError: there is no such case in the sector."""
    if sub_case and not known.knows(sector, sub_case):
        raise InvalidError("Choisissez l’un des cas de ce secteur.", "sub_case")


async def view_assessment(work: Work, dispute_id: str, law: Law) -> http.DisputeAssessment:
    """What the law says of a dispute, from its author's answers."""
    dispute, _ = await see(work, dispute_id, Side.CONSUMER, Side.STAFF)
    facts = await _facts_of(work, dispute)
    on = day_of(work.now)
    return http.DisputeAssessment(
        facts=facts, assessment=await _assess(work, to_facts(facts, dispute.sent_on), on, law)
    )


async def _facts_of(work: Work, dispute: Dispute) -> http.MediationFacts:
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


async def save_facts(work: Work, dispute_id: str, body: http.SaveFacts, law: Law) -> dispute_http.DisputeRef:
    """The author answers some questions; the clocks are set anew.

    Raises:
        ClosedError, MediationNotRequestedError, InvalidError.
    """
    dispute, _ = await load(work, dispute_id, Side.CONSUMER)
    rules.require_open(dispute)
    sector = body.facts.sector or (await _facts_of(work, dispute)).sector
    _require_sub_case(law.rules, sector, body.facts.sub_case)
    if body.facts.notified_on:
        rules.check_notice(dispute, body.facts.notified_on, day_of(work.now))
    store = MediationStore(work.session)
    answers = await store.answers(dispute.id) | body.facts.model_dump(mode="json", exclude_none=True)
    kept = {name: value for name, value in answers.items() if name not in body.unknown}
    await store.save_answers(dispute.id, kept, work.now)
    await work.session.flush()
    await _set_clocks(work, dispute, law)
    return to_ref(dispute)


async def assess_dispute(work: Work, dispute: Dispute, law: Law, at: datetime) -> Assessment:
    """What the law says of a dispute at a moment, from its author's answers."""
    facts = to_facts(await _facts_of(work, dispute), dispute.sent_on)
    return assess(facts, law.rules, await law.mediators_in_force(work), day_of(at))


async def _clocks_of(work: Work, dispute: Dispute, law: Law) -> tuple[Clock, ...]:
    facts = to_facts(await _facts_of(work, dispute), dispute.sent_on)
    found = assess(facts, law.rules, await law.mediators_in_force(work), day_of(work.now))
    return clocks(facts, found, law.rules)


def moments_of(clock: Clock) -> tuple[date, ...]:
    """The days on which the author hears of a clock: its reminders, and its own day."""
    return tuple(sorted({*clock.reminders_on, clock.due_on}))


async def _set_clocks(work: Work, dispute: Dispute, law: Law) -> None:
    """Timers for what is still to come; those of old answers go."""
    await stop_clocks(work, dispute.id)
    today = day_of(work.now)
    for clock in await _clocks_of(work, dispute, law):
        if clock.kind in REMINDED:
            for nth, day in enumerate(moments_of(clock)):
                if day > today:
                    await work.schedule(timer_of(clock.kind, nth), dispute.id, start_of(day) + MORNING)


async def stop_clocks(work: Work, dispute_id: str) -> None:
    """Nothing is reminded any more."""
    for kind in REMINDED:
        for nth in range(REMINDERS):
            await work.unschedule(timer_of(kind, nth), dispute_id)


async def remind(dispute_id: str, work: Work, kind: ClockKind, law: Law) -> None:
    """Timer: a date of the case comes near."""
    dispute = await DisputeStore(work.session).load(dispute_id)
    if dispute is None or dispute.status is Status.CLOSED:
        return
    due = {clock.kind: clock.due_on for clock in await _clocks_of(work, dispute, law)}
    if kind in due:
        await record(work, dispute, DisputeReminded(work.now, kind.value, due[kind]))


def timers(law: Law) -> dict[str, TimerHandler]:
    """Every timer of a clock, with what it does."""
    return {timer_of(kind, nth): partial(remind, kind=kind, law=law) for kind in REMINDED for nth in range(REMINDERS)}


async def request_mediation(
    work: Work, dispute_id: str, body: http.RequestMediation, law: Law
) -> dispute_http.DisputeRef:
    """The author wrote to a mediator: its clocks start. Raises InvalidError for a mediator that may not be taken."""
    dispute, _ = await load(work, dispute_id, Side.CONSUMER)
    mediator = (await law.mediators_in_force(work)).named(body.mediator)
    if mediator is None or not mediator.is_listed(body.sent_on):
        raise InvalidError("Choisissez un médiateur de la liste.", "mediator")
    if body.sent_on > day_of(work.now):
        raise InvalidError("Indiquez le jour de votre envoi : il ne peut pas être à venir.", "sent_on")
    complained_on = (await _facts_of(work, dispute)).complained_on
    if complained_on and body.sent_on < complained_on:
        raise InvalidError(
            "Votre envoi au médiateur vient après votre réclamation écrite. Vérifiez les deux jours.", "sent_on"
        )
    requested = rules.request_mediation(dispute, mediator.name, body.sent_on, work.now)
    return to_ref(await _request(work, dispute, requested, law))


async def _request(work: Work, dispute: Dispute, requested: MediationRequested, law: Law) -> Dispute:
    mediators = await law.mediators_in_force(work)
    judged = replace(requested, rules_version=law.rules.version, mediators_version=mediators.version)
    dispute = await record(work, dispute, judged)
    await work.session.flush()
    await _set_clocks(work, dispute, law)
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
        store = MediationStore(work.session)
        answers = await store.answers(dispute.id)
        answers.pop("notified_on", None)
        await store.save_answers(dispute.id, answers, work.now)
        dispute = await record(work, dispute, given_back)
        await work.session.flush()
        await _set_clocks(work, dispute, law)


async def view_mediators(work: Work, law: Law) -> http.MediatorData:
    """The data in force, for staff."""
    _require_staff(work)
    row = await MediationStore(work.session).data()
    text, mediators = (row.csv, from_rows(_rows(row.csv), row.version)) if row else (law.csv, law.mediators)
    oldest = min(each.checked_at for each in mediators.all)
    return http.MediatorData(
        csv=text,
        version=mediators.version,
        count=len(mediators.all),
        oldest_checked_on=oldest,
        stale=oldest + timedelta(days=law.rules.fresh_days) < day_of(work.now),
        replaced_at=row.replaced_at if row else None,
    )


async def replace_mediators(work: Work, body: http.MediatorRows, law: Law) -> http.MediatorDataRef:
    """Staff puts other data in force.

    Raises:
        DataChangedError: somebody else did since these were read.
        InvalidError: everything that must be corrected.
    """
    _require_staff(work)
    store = MediationStore(work.session)
    await store.lock_data()
    if body.version != (await law.mediators_in_force(work)).version:
        raise DataChangedError
    rows = _rows(body.csv)
    if errors := check_rows(rows, law.rules, day_of(work.now)):
        raise InvalidError(" ".join(errors[:10]), "csv")
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    row = MediatorDataRow(
        version=work.now.isoformat(),
        csv=text.getvalue(),
        replaced_by=work.principal.account_id,
        replaced_at=work.now,
    )
    store.replace_data(row)
    return http.MediatorDataRef(version=row.version, count=len(rows))


def _require_staff(work: Work) -> None:
    if work.principal.role != "moderator":
        raise OtherSideError
