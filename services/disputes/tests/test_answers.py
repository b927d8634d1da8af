"""What an author answers about mediation: kept while the dispute is open, in words that the rules know."""

from datetime import date, timedelta

import pytest
from services.disputes.tests.conftest import BRAND, LAW, MNE, STAFF
from services.disputes.tests.world import TODAY, at

from contracts.http import mediation as http
from disputes.domain.errors import ClosedError, DataChangedError, InvalidError, MediationNotRequestedError
from disputes.storage.replicas import BrandStore
from disputes.usecases import assessing, curating, escalating, mediating
from servicekit.tables import deadline

pytestmark = pytest.mark.promise("D2")

ONE = timedelta(days=1)
EDITED = http.MediatorRows(csv=LAW.csv.replace("2026-11-22", "2026-04-18"), version=LAW.mediators.version)
"""The mediators of the code, checked on the eve of the tests' day."""


async def answered(house, dispute_id, unknown=(), **facts):
    """What the command answers."""
    async with house.work() as work:
        body = http.SaveFacts(facts=http.MediationFacts(**facts), unknown=unknown)
        return await mediating.save_facts(work, dispute_id, body, LAW)


async def assessment(house, dispute_id):
    """The dispute as the law sees it."""
    async with house.work() as work:
        return await assessing.view_assessment(work, dispute_id, LAW)


async def sent(house, dispute_id, sent_on=TODAY - 5 * ONE):
    """The author wrote to the mediator."""
    async with house.work() as work:
        body = http.RequestMediation(mediator=MNE, sent_on=sent_on)
        return await mediating.request_mediation(work, dispute_id, body, LAW)


async def timers(house, dispute_id):
    """Names of what is still to be reminded."""
    async with house.database.transaction() as session:
        rows = await session.execute(deadline.select().where(deadline.c.entity_id == dispute_id))
        return {row.kind for row in rows}


async def test_an_answer_is_kept_and_the_command_repeats_none_of_it(house):
    dispute_id = await house.dispute()
    told = await answered(house, dispute_id, excluded_field="health")
    assert (await assessment(house, dispute_id)).facts.excluded_field == "health"
    assert "health" not in told.model_dump_json()


@pytest.mark.parametrize("sub_case", ["zzz", "investment"])
async def test_a_sub_case_is_one_of_its_sector(house, sub_case):
    dispute_id = await house.dispute()
    with pytest.raises(InvalidError, match="Choisissez l’un des cas de ce secteur"):
        await answered(house, dispute_id, sub_case=sub_case)
    asked = http.AskAdmissibility(facts=http.MediationFacts(sector="energy", sub_case=sub_case))
    async with house.work() as work:
        with pytest.raises(InvalidError, match="Choisissez l’un des cas de ce secteur"):
            await assessing.ask(work, asked, LAW)
    await answered(house, dispute_id, sub_case="ordinary")
    await answered(house, dispute_id, sector="banking", sub_case="investment")


async def test_nothing_is_answered_about_a_dispute_that_is_closed(house):
    dispute_id = await house.dispute()
    async with house.work() as work:
        await escalating.withdraw(work, dispute_id)
    with pytest.raises(ClosedError):
        await answered(house, dispute_id, written=True, complained_on=date(2026, 3, 1))
    assert not [kind for kind in await timers(house, dispute_id) if kind.startswith("clock-")]


async def test_the_ninety_days_run_from_the_day_that_the_mediator_notified(house):
    dispute_id = await house.dispute()
    with pytest.raises(MediationNotRequestedError):
        await answered(house, dispute_id, notified_on=TODAY - ONE)
    await sent(house, dispute_id)
    for wrong in (TODAY - 6 * ONE, at(40).date() + ONE):
        with pytest.raises(InvalidError, match="entre votre envoi et aujourd’hui"):
            await answered(house, dispute_id, notified_on=wrong)
    await answered(house, dispute_id, notified_on=TODAY - ONE)
    due = {clock.kind: clock.due_on for clock in (await assessment(house, dispute_id)).assessment.clocks}
    assert due["outcome"] == TODAY - ONE + timedelta(days=90)
    assert "clock-outcome-0" in await timers(house, dispute_id)


async def test_timers_follow_what_is_still_to_do(house):
    dispute_id = await house.dispute()
    await answered(house, dispute_id, written=True, complained_on=TODAY - 5 * ONE, contract=True)
    year = {f"clock-one-year-limit-{nth}" for nth in range(4)}
    assert await timers(house, dispute_id) == {"clock-earliest-mediation-0", *year}
    await answered(house, dispute_id, in_court=True)
    assert await timers(house, dispute_id) == set()
    await answered(house, dispute_id, in_court=False)
    await sent(house, dispute_id, TODAY - 2 * ONE)
    assert await timers(house, dispute_id) == {"clock-rejection-0"}
    await answered(house, dispute_id, notified_on=TODAY - ONE)
    assert await timers(house, dispute_id) == {"clock-outcome-0"}


async def test_a_dispute_keeps_the_versions_that_it_was_judged_by_when_it_was_sent(house):
    dispute_id = await house.dispute()
    await sent(house, dispute_id)
    async with house.work(STAFF) as work:
        await curating.replace_mediators(work, EDITED, LAW)
    async with house.work() as work:
        kept = await escalating.view_dispute(work, dispute_id)
    assert (kept.rules_version, kept.mediators_version) == (LAW.rules.version, LAW.mediators.version)
    assert (await assessment(house, dispute_id)).assessment.mediators_version != kept.mediators_version


async def test_a_mediator_that_the_page_names_keeps_the_day_it_was_first_read(house):
    dispute_id = await house.dispute()
    for version, days, mediator in ((2, 0, "CM2C"), (3, 5, "CM2C"), (4, 9, MNE), (5, 12, MNE)):
        async with house.works.open() as work:
            row = BRAND | {"version": version, "mediator": mediator, "mediator_read_on": at(days).date()}
            await BrandStore(work.session).put([row])
        declared = (await assessment(house, dispute_id)).facts.declared
        since = at(0 if version < 4 else 9).date()
        assert (declared.name, declared.declared_on) == (mediator, since)
        assert declared.source == "page de la marque sur RéclameICI"


@pytest.mark.parametrize(
    ("csv", "message"),
    [
        (LAW.csv.replace("P2M", "P9000Y", 1), "wait"),
        ("kind,name\nsector\n", "colonnes absentes"),
        (f"name\n{'x' * 140_000}\n", "Collez un texte CSV"),
    ],
    ids=["out-of-the-calendar", "short-row", "no-csv"],
)
async def test_data_that_cannot_be_used_are_refused_with_a_reason(house, csv, message):
    async with house.work(STAFF) as work:
        with pytest.raises(InvalidError, match=message):
            await curating.replace_mediators(work, http.MediatorRows(csv=csv, version=LAW.mediators.version), LAW)


async def test_of_two_moderators_who_read_the_same_data_the_second_is_told(house):
    async with house.work(STAFF) as work:
        told = await curating.replace_mediators(work, EDITED, LAW)
    assert "csv" not in told.model_dump()
    async with house.work(STAFF) as work:
        with pytest.raises(DataChangedError, match="Ces données ont changé"):
            await curating.replace_mediators(work, EDITED, LAW)
    async with house.work(STAFF) as work:
        assert (await curating.view_mediators(work, LAW)).version == told.version
