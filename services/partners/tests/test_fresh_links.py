"""Documents that are asked for again, on a real PostgreSQL: fresh links while the consent stands; older ones die."""

import asyncio
from datetime import timedelta

import pytest
from services.partners.tests.conftest import GATE, PIECE, STAFF
from services.partners.tests.world import VALUES, a_mandate, a_partner

from contracts import exchange
from contracts.http import partners as http
from partners.domain.days import day_of
from partners.domain.errors import LinkDeadError, MessageGoneError
from partners.domain.partner import Kind
from partners.domain.referral import REQUESTS_A_DAY
from partners.usecases import gate, mandates, registry, reporting
from servicekit.ids import new_id
from servicekit.principal import Principal

ASKED = "partner.documents.requested.v1"
TWO = (PIECE, PIECE.model_copy(update={"id": "piece-2", "sha256": "1" * 64}))


async def ask(house, slug, referral_id, **more):
    return await house.report(slug, ASKED, referral_id=referral_id, **more)


async def urls(house, referral_id):
    """The links of each message that left with some, in order."""
    sent = await house.sent(referral_id)
    return [[each["url"] for each in content["documents"]] for _, content in sent if content.get("documents")]


async def opens(house, url):
    token = url.rpartition("/")[2]
    try:
        async with house.works.open() as work:
            return (await gate.open_link(work, http.RedeemLink(token=token), use=True)).document_id
    except LinkDeadError:
        return None


@pytest.mark.promise("P3")
async def test_who_asks_for_the_documents_again_gets_links_that_open_once_and_the_older_ones_are_dead(house):
    slug = await house.add()
    referral_id = await house.handed(slug, documents=TWO)
    ((used, unused),) = await urls(house, referral_id)
    assert await opens(house, used) == "piece-1"
    assert await ask(house, slug, referral_id) is None
    _, fresh = await urls(house, referral_id)
    assert [await opens(house, each) for each in (used, unused)] == [None, None]
    assert [await opens(house, each) for each in fresh + fresh] == ["piece-1", "piece-2", None, None]


@pytest.mark.promise("P3")
async def test_fresh_links_leave_alone_encrypted_and_are_told_to_the_consumer(house):
    slug = await house.add()
    referral_id = await house.handed(slug, documents=TWO)
    assert await ask(house, slug, referral_id) is None
    _, (kind, content) = await house.sent(referral_id)
    assert (kind, set(content)) == (exchange.LINKS_TYPE, {"referral_id", "documents"})
    assert [each["sha256"] for each in content["documents"]] == [each.sha256 for each in TWO]
    assert (await house.facts(referral_id))[-1] == "partners.documents.requested.v1"
    ((requested_at,),) = await house.rows("select documents_requested_at from referral")
    assert requested_at == [house.clock.now()]
    for word in VALUES.values():
        assert await house.tables_with(word) == set()


async def test_links_that_are_too_old_are_renewed_as_well(house):
    slug = await house.add()
    referral_id = await house.handed(slug, documents=(PIECE,))
    await house.run(timedelta(days=30))
    assert await ask(house, slug, referral_id) is None
    (old,), (fresh,) = await urls(house, referral_id)
    assert [await opens(house, each) for each in (old, fresh)] == [None, "piece-1"]


async def test_only_the_links_of_the_case_itself_die(house):
    slug = await house.add()
    first, second = [await house.handed(slug, documents=(PIECE,)) for _ in range(2)]
    assert await ask(house, slug, first) is None
    ((kept,),) = await urls(house, second)
    assert await opens(house, kept) == "piece-1"


@pytest.mark.promise("P3")
async def test_after_a_withdrawal_no_fresh_link_is_made_and_those_there_are_dead(house):
    slug = await house.add()
    referral_id = await house.handed(slug, documents=(PIECE,))
    assert await ask(house, slug, referral_id) is None
    await house.relay()
    await house.withdraw(referral_id)
    assert await ask(house, slug, referral_id, offset=7) == "not-now"
    assert [kind for kind, _ in await house.sent("report-0-7")] == [exchange.REJECTED_TYPE]
    (_, (fresh,)) = await urls(house, referral_id)
    assert await opens(house, fresh) is None


@pytest.mark.promise("P3")
async def test_fresh_links_that_wait_for_kafka_are_taken_back_by_a_withdrawal(house):
    slug = await house.add()
    referral_id = await house.handed(slug, documents=(PIECE,))
    for _ in range(2):
        assert await ask(house, slug, referral_id) is None
    await house.withdraw(referral_id)
    assert [kind for kind, _ in await house.sent(referral_id)] == [exchange.CASE_TYPE, exchange.WITHDRAWN_TYPE]


@pytest.mark.promise("P3")
async def test_of_a_withdrawal_and_a_request_at_once_nothing_lives_that_opens_a_document(house):
    slug = await house.add()
    cases = [await house.handed(slug, documents=(PIECE,)) for _ in range(20)]
    asked = await asyncio.gather(*(each for case in cases for each in (ask(house, slug, case), house.withdraw(case))))
    assert set(asked) <= {None, "not-now"}
    for case in cases:
        kinds = [kind for kind, _ in await house.sent(case)]
        assert kinds == [exchange.CASE_TYPE, exchange.WITHDRAWN_TYPE]
        assert [await opens(house, url) for (url,) in await urls(house, case)] == [None]


async def test_of_uses_and_a_request_at_once_none_waits_for_another_in_vain(house):
    slug = await house.add()
    cases = [await house.handed(slug, documents=(PIECE,)) for _ in range(20)]
    links = [(await urls(house, case))[0][0] for case in cases]
    done = await asyncio.gather(
        *(each for case, url in zip(cases, links, strict=True) for each in (opens(house, url), ask(house, slug, case)))
    )
    assert set(done) <= {"piece-1", None}
    assert [await opens(house, url) for url in links] == [None] * 20
    assert [await opens(house, (await urls(house, case))[1][0]) for case in cases] == ["piece-1"] * 20


@pytest.mark.promise("P3")
async def test_another_partner_gets_no_link_and_kills_none(house):
    mine, other = await house.add(), await house.add()
    referral_id = await house.handed(mine, documents=(PIECE,))
    assert await ask(house, other, referral_id) == "unknown-case"
    ((link,),) = await urls(house, referral_id)
    assert await opens(house, link) == "piece-1"


async def test_a_case_without_documents_has_no_links(house):
    slug = await house.add()
    assert await ask(house, slug, await house.handed(slug)) == "not-now"


@pytest.mark.promise("P3")
async def test_a_partner_whose_entry_lost_the_documents_meanwhile_gets_no_fresh_links(house):
    slug = await house.add()
    referral_id = await house.handed(slug, documents=(PIECE,))
    profile = {name: getattr(a_partner(), name) for name in http.PartnerProfile.model_fields}
    narrower = http.RegisterPartner(**profile | {"partner": slug, "kind": "association", "takes_documents": False})
    async with house.works.open(STAFF) as work:
        await registry.register(work, narrower)
    assert await ask(house, slug, referral_id) == "not-now"
    assert len(await house.sent(referral_id)) == 1


async def test_a_partner_without_a_key_gets_no_fresh_links(house):
    slug = await house.add()
    referral_id = await house.handed(slug, documents=(PIECE,))
    async with house.works.open(STAFF) as work:
        await registry.retire_key(work, slug, str(house.key.kid))
    assert await ask(house, slug, referral_id) == "not-now"


@pytest.mark.promise("D4")
async def test_no_fresh_links_leave_in_the_name_of_a_mandate_that_is_over(house):
    slug, dispute_id = await house.add(kind=Kind.MEDIATOR, needs_mandate=True), new_id()
    async with house.works.open() as work:
        await mandates.note_signed(work, a_mandate(dispute_id, ends_on=day_of(house.clock.now())))
    file = PIECE.model_copy(update={"id": http.FILE})
    referral_id = await house.handed(slug, documents=(file,), dispute_id=dispute_id)
    assert await ask(house, slug, referral_id) is None
    await house.run(timedelta(days=1))
    assert await ask(house, slug, referral_id) == "not-now"
    assert len(await urls(house, referral_id)) == 2


@pytest.mark.promise("D4")
async def test_of_a_mandate_that_is_stopped_and_a_request_at_once_nothing_lives_that_opens_a_document(house):
    slug = await house.add(kind=Kind.MEDIATOR, needs_mandate=True)
    file = PIECE.model_copy(update={"id": http.FILE})
    signed = [a_mandate(new_id()) for _ in range(20)]
    async with house.works.open() as work:
        for each in signed:
            await mandates.note_signed(work, each)
    cases = [await house.handed(slug, documents=(file,), dispute_id=each.dispute_id) for each in signed]

    async def stop(mandate):
        async with house.works.open(Principal("account-1", "consumer")) as work:
            await mandates.stop_own(work, mandate.id, http.StopMandate(dispute_id=mandate.dispute_id), GATE)

    both = zip(cases, signed, strict=True)
    asked = await asyncio.gather(*(each for case, one in both for each in (ask(house, slug, case), stop(one))))
    assert set(asked) <= {None, "not-now"}
    for case in cases:
        assert [kind for kind, _ in await house.sent(case)] == [exchange.CASE_TYPE, exchange.WITHDRAWN_TYPE]


async def test_who_asks_too_often_is_told_so_and_answered_again_the_next_day(house):
    slug = await house.add()
    referral_id = await house.handed(slug, documents=(PIECE,))
    asked = [await ask(house, slug, referral_id) for _ in range(REQUESTS_A_DAY + 1)]
    assert asked == [None] * REQUESTS_A_DAY + ["too-often"]
    newest = (await urls(house, referral_id))[-1][0]
    assert await opens(house, newest) == "piece-1"
    await house.run(timedelta(days=1))
    assert await ask(house, slug, referral_id) is None


async def test_a_request_that_comes_again_is_answered_once(house):
    slug = await house.add()
    referral_id = await house.handed(slug, documents=(PIECE,))
    for offset in range(3):
        assert await ask(house, slug, referral_id, offset=offset, ce_id="mine-1") is None
    assert len(await urls(house, referral_id)) == 2


class Kafka:
    """What lies on a partner's topic, by its digest."""

    async def find(self, slug, digest, since):
        return f"{slug} {digest} {since:%H:%M}".encode()


async def test_who_has_no_kafka_asks_by_hand_and_reads_the_newest_links_on_the_site(house):
    slug = await house.add()
    referral_id = await house.handed(slug, documents=(PIECE,))
    async with house.works.open(STAFF) as work:
        await registry.admit(work, slug, http.AdmitAccount(account_id="clerk-1"))
    somebody = Principal("clerk-1", "partner")
    async with house.works.open(somebody) as work:
        with pytest.raises(MessageGoneError):
            await registry.read_links(await registry.handed_case(work, referral_id), Kafka())
        body = http.ReportByHand(type=ASKED, data={"referral_id": referral_id})
        await reporting.report_by_hand(work, body, GATE)
    async with house.works.open(somebody) as work:
        found = await registry.read_links(await registry.handed_case(work, referral_id), Kafka())
    query = "select encode(payload_hash, 'hex') from outbox where type = :type"
    ((digest,),) = await house.rows(query, type=exchange.LINKS_TYPE)
    assert found.decode() == f"{slug} {digest} {house.clock.now():%H:%M}"
    await house.withdraw(referral_id)
    async with house.works.open(somebody) as work:
        with pytest.raises(MessageGoneError):
            await registry.handed_case(work, referral_id)
