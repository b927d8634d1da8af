"""Commands that meet, on a real PostgreSQL: each waits for the other, none undoes it, reading holds up nobody."""

import asyncio
import hashlib
from dataclasses import replace

import pytest
from services.disputes.tests.conftest import AUTHOR, BRAND, LAW, MNE
from services.disputes.tests.documents.world import text_of, words_of
from services.disputes.tests.test_submission import IDENTITY, drafted, notary
from services.disputes.tests.world import OFFER

from contracts.http import disputes as http
from contracts.http import dossier as dossier_http
from disputes.storage.replicas import BrandStore
from disputes.usecases import escalating, filing, mandating
from servicekit.principal import Principal, SignedDocument

RACES = 20


class KeptStore:
    """An object store in memory."""

    def __init__(self):
        self.objects = {}

    async def put(self, name, content, _):
        self.objects[name] = content

    async def get(self, name):
        return self.objects[name]

    async def remove(self, name):
        self.objects.pop(name, None)


class PlainSealer:
    """Leaves the document as it was set."""

    def seal(self, content, _):
        return content


@pytest.fixture
def sealing():
    return replace(notary(), sealer=PlainSealer(), store=KeptStore())


async def signed(house, dispute_id, *powers):
    """A mandate that its author signed."""
    mandate_id = await drafted(house, dispute_id, *(powers or ("mediate",)))
    async with house.work(replace(AUTHOR, signed_document=SignedDocument(mandate_id, "192.0.2.1"))) as work:
        await mandating.sign(work, mandate_id, notary())
    return mandate_id


async def offered(house, dispute_id):
    """An offer of the brand that waits; its id."""
    async with house.work() as work:
        await BrandStore(work.session).grant("brand-1", "agent-1", None)
    async with house.work(Principal("agent-1", "agent")) as work:
        await escalating.offer_settlement(work, dispute_id, http.OfferSettlement(text=OFFER))
    async with house.work() as work:
        return (await escalating.view_dispute(work, dispute_id)).offer.offer_id


@pytest.mark.promise("D1")
async def test_a_dispute_ends_once_however_many_end_it(house):
    dispute_id = await house.dispute()
    offer_id = await offered(house, dispute_id)
    async with house.work() as work:
        complaint_id = (await escalating.view_dispute(work, dispute_id)).complaint_id
    answer = http.AnswerOffer(offer_id=offer_id, accepted=True)
    async with house.work() as work:
        await escalating.answer_offer(work, dispute_id, answer)
        ending = asyncio.create_task(end(house, complaint_id))
        await asyncio.sleep(0.3)
        assert not ending.done()
    await ending
    assert [fact["outcome"] for fact in await house.told("disputes.dispute.closed.v1")] == ["settled"]


async def end(house, complaint_id):
    async with house.works.open() as work:
        await escalating.end_of_complaint(work, complaint_id)


@pytest.mark.promise("D4")
async def test_a_revocation_and_the_end_of_its_dispute_do_not_wait_for_each_other(house):
    for _ in range(RACES):
        dispute_id = await house.dispute()
        mandate_id = await signed(house, dispute_id)

        async def revoke(mandate_id=mandate_id):
            async with house.work() as work:
                await mandating.revoke(work, mandate_id)

        async def withdraw(dispute_id=dispute_id):
            async with house.work() as work:
                await escalating.withdraw(work, dispute_id)

        results = await asyncio.gather(revoke(), withdraw(), return_exceptions=True)
        assert [type(each).__name__ for each in results if each] in ([], ["MandateOverError"])
    assert len(await house.told("disputes.mandate.revoked.v1")) == RACES


@pytest.mark.promise("D4")
async def test_who_reads_a_dispute_holds_up_no_revocation(house):
    dispute_id = await house.dispute()
    mandate_id = await signed(house, dispute_id)
    async with house.work() as reading:
        await escalating.view_dispute(reading, dispute_id)
        await mandating.list_of_dispute(reading, dispute_id)
        await mandating.read_document(reading, mandate_id, notary())
        async with asyncio.timeout(5), house.work() as work:
            await mandating.revoke(work, mandate_id)


@pytest.mark.promise("D4")
async def test_what_is_signed_and_sealed_is_what_was_read_whatever_the_brand_is_called_since(house, sealing):
    dispute_id = await house.dispute()
    mandate_id = await drafted(house, dispute_id, "write")
    await rename(house, "Tramontel")
    async with house.work() as work:
        read = await mandating.read_document(work, mandate_id, sealing)
        (mandate,) = (await mandating.list_of_dispute(work, dispute_id)).mandates
    assert mandate.unsigned_sha256 == hashlib.sha256(read).hexdigest()
    async with house.work(replace(AUTHOR, signed_document=SignedDocument(mandate_id, "192.0.2.1"))) as work:
        await mandating.sign(work, mandate_id, sealing)
    async with house.work() as work:
        unsealed = text_of(await mandating.read_document(work, mandate_id, sealing))
    assert "n’est pas encore signé" not in unsealed
    await mandating.seal(mandate_id, house.works, sealing)
    async with house.work() as work:
        sealed = await mandating.read_document(work, mandate_id, sealing)
    said = text_of(sealed)
    assert mandate.unsigned_sha256 in "".join(words_of(said)), "a long digest may be broken at the end of a line"
    assert ("Filandre" in said, "Tramontel" in said, "192.0.2.1" in said) == (True, False, False)


@pytest.mark.promise("D2", "P3")
async def test_a_file_stays_as_it_was_prepared_whatever_becomes_known_since(house):
    dispute_id = await house.dispute()
    body = dossier_http.PrepareFile(identity=IDENTITY, mediator=MNE, facts="Les faits.", wish="Un échange.")
    async with house.work() as work:
        await filing.prepare(work, dispute_id, body, LAW)
    before = await file_of(house, dispute_id)
    await rename(house, "Tramontel")
    assert await file_of(house, dispute_id) == before

    async with house.work() as work:
        await filing.prepare(work, dispute_id, body, LAW)
        given = await filing.pdf(work, dispute_id, before[0].sha256)
    after = await file_of(house, dispute_id)
    assert (given == before[1], after[1] == before[1]) == (True, False)


@pytest.mark.promise("D4")
@pytest.mark.parametrize(("power", "towards_brand"), [("mediate", False), ("write", True)])
async def test_a_mandate_that_ends_with_its_dispute_says_so_and_whether_the_brand_knew_it(house, power, towards_brand):
    dispute_id = await house.dispute()
    await signed(house, dispute_id, power)
    async with house.work() as work:
        await escalating.withdraw(work, dispute_id)
    (fact,) = await house.told("disputes.mandate.revoked.v1")
    assert (fact["with_dispute"], fact["towards_brand"]) == (True, towards_brand)


async def rename(house, name):
    async with house.work() as work:
        await BrandStore(work.session).put([BRAND | {"version": 2, "name": name}])


async def file_of(house, dispute_id):
    async with house.work() as work:
        return await filing.view(work, dispute_id), await filing.pdf(work, dispute_id)
