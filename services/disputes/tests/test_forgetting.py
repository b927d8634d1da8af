"""What is erased, and when, on a real PostgreSQL."""

from dataclasses import replace
from datetime import date

import pytest
from services.disputes.tests.conftest import LAW, MNE
from services.disputes.tests.test_races import KeptStore, PlainSealer, signed
from services.disputes.tests.test_submission import IDENTITY, notary
from sqlalchemy import select

from contracts.http import dossier as http
from disputes.domain.days import day_of
from disputes.domain.errors import FileMissingError
from disputes.usecases import escalating, filing, forgetting, mandating
from servicekit.tables import deadline


async def due(house, kind, entity_id):
    """The day, in Paris, of a deadline."""
    async with house.database.transaction() as session:
        query = select(deadline.c.due_at).where(deadline.c.kind == kind, deadline.c.entity_id == entity_id)
        found = (await session.execute(query)).scalar_one_or_none()
        return found and day_of(found)


async def prepared(house):
    """A dispute whose file was prepared."""
    dispute_id = await house.dispute()
    body = http.PrepareFile(identity=IDENTITY, mediator=MNE, facts="Les faits.", wish="Un échange.")
    async with house.work() as work:
        await filing.prepare(work, dispute_id, body, LAW)
    return dispute_id


async def withdraw(house, dispute_id):
    async with house.work() as work:
        await escalating.withdraw(work, dispute_id)


@pytest.mark.promise("D2")
async def test_a_file_can_be_downloaded_for_ninety_days_after_its_dispute_and_is_gone_then(house):
    dispute_id = await prepared(house)
    await withdraw(house, dispute_id)
    async with house.work() as work:
        assert (await filing.pdf(work, dispute_id)).startswith(b"%PDF-")
    assert await due(house, forgetting.FORGET_FILE, dispute_id) == date(2026, 7, 18)
    async with house.works.open() as work:
        await forgetting.forget_file(dispute_id, work)
    async with house.work() as work:
        with pytest.raises(FileMissingError):
            await filing.pdf(work, dispute_id)


async def test_the_file_of_a_dispute_that_goes_on_is_not_forgotten(house):
    dispute_id = await prepared(house)
    async with house.works.open() as work:
        await forgetting.forget_file(dispute_id, work)
    async with house.work() as work:
        await filing.pdf(work, dispute_id)


@pytest.mark.promise("D4")
async def test_a_mandate_is_kept_for_five_years_after_its_end_and_is_gone_then_with_its_documents(house):
    dispute_id = await house.dispute()
    mandate_id = await signed(house, dispute_id)
    assert await due(house, forgetting.FORGET_MANDATE, mandate_id) == date(2032, 4, 19)
    async with house.work() as work:
        await mandating.revoke(work, mandate_id)
    assert await due(house, forgetting.FORGET_MANDATE, mandate_id) == date(2031, 4, 19)
    store = KeptStore()
    await mandating.seal(mandate_id, house.works, replace(notary(), sealer=PlainSealer(), store=store))
    assert store.objects
    for _ in range(2):
        await forgetting.forget_mandate(mandate_id, house.works, store)
    assert store.objects == {}
    async with house.work() as work:
        assert (await mandating.list_of_dispute(work, dispute_id)).mandates == ()
