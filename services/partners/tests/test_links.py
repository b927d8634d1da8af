"""What hangs on a consent, on a real PostgreSQL: links to documents, and mandates."""

import asyncio
from datetime import timedelta

import pytest
from services.partners.tests.conftest import GATE, PIECE
from services.partners.tests.world import T0, a_mandate

from contracts import exchange
from contracts.disputes import MandateRevoked
from contracts.http import partners as http
from partners.domain.days import day_of
from partners.domain.errors import (
    InvalidError,
    LinkDeadError,
    LinkNotFoundError,
    MandateMissingError,
    ReferralNotFoundError,
)
from partners.domain.partner import Kind
from partners.storage.referrals import ReferralStore
from partners.usecases import gate, mandates
from servicekit.ids import new_id
from servicekit.principal import Principal


async def open_link(house, referral_id, *, use=True):
    ((_, case), *_) = await house.sent(referral_id)
    token = case["documents"][0]["url"].rpartition("/")[2]
    async with house.works.open() as work:
        return await gate.open_link(work, http.RedeemLink(token=token), use=use)


async def test_a_link_leads_once_to_the_document_of_whose_consent_it_is(house):
    referral_id = await house.handed(await house.add(), documents=(PIECE,), complaint_id="complaint-9")
    await open_link(house, referral_id, use=False)
    found = await open_link(house, referral_id)
    assert (found.account_id, found.subject_id, found.document_id) == ("account-1", "complaint-9", "piece-1")
    with pytest.raises(LinkDeadError):
        await open_link(house, referral_id)


async def test_the_link_of_a_file_leads_to_the_dispute_and_that_of_a_piece_to_the_complaint(house):
    file = PIECE.model_copy(update={"id": http.FILE})
    for matter, document, subject in (
        ({"complaint_id": "complaint-9", "dispute_id": "dispute-9"}, file, "dispute-9"),
        ({"complaint_id": "complaint-8", "dispute_id": "dispute-8"}, PIECE, "complaint-8"),
    ):
        found = await open_link(house, await house.handed(await house.add(), documents=(document,), **matter))
        assert (found.subject_id, found.document_id) == (subject, document.id)
    with pytest.raises(InvalidError):
        await house.give(await house.add(), documents=(file,), complaint_id="complaint-9")


async def test_of_two_who_use_a_link_at_once_one_comes_too_late(house):
    referral_id = await house.handed(await house.add(), documents=(PIECE,))
    found = await asyncio.gather(*(open_link(house, referral_id) for _ in range(5)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in found) == ["LinkDeadError"] * 4 + ["RedeemedDocument"]


async def test_a_link_dies_with_its_consent_and_with_its_time(house):
    slug = await house.add()
    withdrawn, old = [await house.handed(slug, documents=(PIECE,)) for _ in range(2)]
    await house.withdraw(withdrawn)
    house.clock.moment += timedelta(days=7)
    for referral_id in (withdrawn, old):
        with pytest.raises(LinkDeadError):
            await open_link(house, referral_id)


async def test_a_token_that_nobody_was_given_opens_nothing(house):
    async with house.works.open() as work:
        with pytest.raises(LinkNotFoundError):
            await gate.open_link(work, http.RedeemLink(token="guessed"), use=True)


MEDIATOR = {"kind": Kind.MEDIATOR, "needs_mandate": True}


async def sign(house, dispute_id, **more):
    mandate = a_mandate(dispute_id, **more)
    async with house.works.open() as work:
        await mandates.note_signed(work, mandate)
    return mandate.id


async def stop(house, mandate_id, dispute_id, account="account-1", **more):
    async with house.works.open(Principal(account, "consumer")) as work:
        await mandates.stop_own(work, mandate_id, http.StopMandate(dispute_id=dispute_id, **more), GATE)


async def standing(house, referral_id):
    async with house.works.open() as work:
        return (await ReferralStore(work.session).load(referral_id)).stands


async def test_a_mediator_gets_a_case_in_the_name_of_who_signed_a_mandate_for_this_dispute_only(house):
    slug, dispute_id = await house.add(**MEDIATOR), new_id()
    await sign(house, dispute_id, mediates=False)
    with pytest.raises(MandateMissingError):
        await house.give(slug, dispute_id=dispute_id)
    await sign(house, dispute_id)
    for account, matter in (
        ("account-1", {"dispute_id": new_id()}),
        ("account-1", {"complaint_id": new_id()}),
        ("account-2", {"dispute_id": dispute_id}),
    ):
        with pytest.raises(MandateMissingError):
            await house.give(slug, account, **matter)
    assert len(await house.sent(await house.handed(slug, dispute_id=dispute_id))) == 1


async def test_nothing_leaves_in_the_name_of_a_mandate_that_ended_before_the_gate_decided(house):
    slug, dispute_id = await house.add(**MEDIATOR), new_id()
    await sign(house, dispute_id, ends_on=day_of(house.clock.now()))
    referral_id = await house.give(slug, dispute_id=dispute_id)
    await house.run(timedelta(days=1))
    assert await house.sent(referral_id) == []


async def test_a_mandate_that_is_stopped_calls_back_what_left_in_its_name_and_nothing_else(house):
    mediator, other, dispute_id = await house.add(**MEDIATOR), await house.add(), new_id()
    mandate_id = await sign(house, dispute_id)
    named = await house.handed(mediator, dispute_id=dispute_id)
    unnamed = await house.handed(other, dispute_id=dispute_id)
    strangers = await house.handed(other, account="account-2", dispute_id=dispute_id)
    with pytest.raises(ReferralNotFoundError):
        await stop(house, mandate_id, dispute_id, "account-2")
    await stop(house, mandate_id, dispute_id)
    assert [await standing(house, each) for each in (named, unnamed, strangers)] == [False, True, True]


async def test_a_mandate_that_was_stopped_before_its_signature_was_heard_of_stays_stopped(house):
    slug, dispute_id, mandate_id = await house.add(**MEDIATOR), new_id(), new_id()
    await stop(house, mandate_id, dispute_id)
    await sign(house, dispute_id, id=mandate_id)
    with pytest.raises(MandateMissingError):
        await house.give(slug, dispute_id=dispute_id)


@pytest.mark.promise("D4")
async def test_a_partner_that_the_mandate_names_loses_the_case_with_it_whether_it_needed_it_or_not(house):
    named, other, matter = await house.add(), await house.add(), {"complaint_id": new_id()}
    dispute_id = new_id()
    mandate_id = await sign(house, dispute_id, hands_over_to=named, **matter)
    of_complaint = await house.handed(named, documents=(PIECE,), **matter)
    of_dispute = await house.handed(named, dispute_id=dispute_id)
    kept = [
        await house.handed(other, **matter),
        await house.handed(named),
        await house.handed(named, account="account-2", **matter),
    ]
    await stop(house, mandate_id, dispute_id)
    assert [await standing(house, each) for each in (of_complaint, of_dispute)] == [False, False]
    assert [await standing(house, each) for each in kept] == [True, True, True]
    assert [kind for kind, _ in await house.sent(of_complaint)][1:] == [exchange.WITHDRAWN_TYPE]
    with pytest.raises(LinkDeadError):
        await open_link(house, of_complaint)


async def test_a_partner_that_needs_no_mandate_goes_on_after_the_end_of_the_dispute(house):
    slug, dispute_id = await house.add(), new_id()
    mandate_id = await sign(house, dispute_id, hands_over_to=slug)
    referral_id = await house.handed(slug, dispute_id=dispute_id)
    await stop(house, mandate_id, dispute_id, with_dispute=True)
    assert await standing(house, referral_id)


async def test_whom_a_mandate_named_that_was_stopped_too_early_loses_the_case_once_the_revocation_is_heard_of(house):
    slug, dispute_id, mandate_id = await house.add(), new_id(), new_id()
    by_dispute, matter = await house.handed(slug, dispute_id=dispute_id), {"complaint_id": new_id()}
    by_complaint, between_persons = await house.handed(slug, **matter), await house.handed(slug, complaint_id=None)
    await stop(house, mandate_id, dispute_id)
    await sign(house, dispute_id, id=mandate_id, hands_over_to=slug)
    assert await standing(house, by_dispute)
    told = {"mandate_id": mandate_id, "dispute_id": dispute_id, "author_id": "account-1", "brand_id": "brand-1"}
    async with house.works.open() as work:
        await mandates.stop_revoked(work, MandateRevoked(**told, **matter, at=T0), GATE)
    left = (by_dispute, by_complaint, between_persons)
    assert [await standing(house, each) for each in left] == [False, False, True]


async def test_a_partner_that_needs_a_mandate_and_is_no_mediator_gets_the_case_where_it_is_named(house):
    slug, dispute_id = await house.add(needs_mandate=True), new_id()
    await sign(house, dispute_id)
    with pytest.raises(MandateMissingError):
        await house.give(slug, dispute_id=dispute_id)
    await sign(house, dispute_id, hands_over_to=slug)
    assert await house.sent(await house.handed(slug, dispute_id=dispute_id))
