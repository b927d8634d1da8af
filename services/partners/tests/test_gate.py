"""The gate on a real PostgreSQL: what leaves, what stays, what the ledger lets nobody change."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc.errors import JoseError
from services.partners.tests.conftest import ACKNOWLEDGE_WITHIN, GATE, PURGE_WITHIN, STAFF
from services.partners.tests.world import VALUES, a_key, at, public
from sqlalchemy.exc import DBAPIError

from contracts import exchange
from contracts.http import partners as http
from contracts.topics import handoff_topic
from partners.domain.errors import (
    AlreadyGivenError,
    AlreadyWithdrawnError,
    InvalidError,
    LinkDeadError,
    LinkNotFoundError,
    MandateMissingError,
    ReferralNotFoundError,
)
from partners.domain.partner import Field
from partners.storage.referrals import Ledger, ReferralStore
from partners.usecases import gate, mandates, registry
from servicekit.broker import make_broker
from servicekit.ids import new_id
from servicekit.principal import Principal
from servicekit.relay import Relay
from servicekit.work import LANES

DAY = timedelta(days=1)
PIECE = http.SharedDocument(id="piece-1", name="photo.jpg", media_type="image/jpeg", size=9, sha256="0" * 64)


@pytest.mark.parametrize("table", ["consent_ledger", "consent_text"])
@pytest.mark.parametrize("statement", ["update {} set text_hash = ''", "delete from {}", "truncate {}"])
@pytest.mark.promise("P2")
async def test_the_services_own_role_can_neither_change_nor_delete_what_was_agreed_to(house, table, statement):
    await house.give(await house.add())
    statement = statement.replace("text_hash", "hash") if table == "consent_text" else statement
    with pytest.raises(DBAPIError, match="permission denied"):
        async with house.database.engine.begin() as connection:
            await connection.exec_driver_sql(statement.format(table))
    assert len(await house.rows(f"select * from {table}")) == 1  # noqa: S608 -- a name of this test


async def test_the_ledger_keeps_each_consent_and_each_withdrawal_with_the_text_word_for_word(house):
    slug = await house.add()
    referral_id = await house.give(slug)
    await house.withdraw(referral_id)
    async with house.works.open() as work:
        entries = await Ledger(work.session).of_account("account-1")
    assert [(row.entry, row.referral_id) for row, _ in entries] == [("given", referral_id), ("withdrawn", referral_id)]
    assert entries[0][0].fields_shown == sorted(VALUES)
    assert "votre nom" in entries[1][1]


async def test_a_case_opens_with_the_partners_key_and_with_no_other(house):
    slug = await house.add()
    referral_id = await house.handed(slug)
    ((sealed,),) = await house.rows("select payload from pending where payload is not null")
    assert house.opened(bytes(sealed))["referral_id"] == referral_id
    for stranger in (a_key("other"), a_key(str(house.key.kid))):
        with pytest.raises((JoseError, ValueError)):
            house.opened(bytes(sealed), stranger)


@pytest.mark.promise("P3")
async def test_a_case_holds_the_consented_fields_and_nothing_else(house):
    slug = await house.add()
    referral_id = await house.handed(slug, documents=(PIECE,))
    ((kind, case),) = await house.sent(referral_id)
    assert kind == exchange.CASE_TYPE
    assert set(case) == set(exchange.HandedCase.model_fields)
    assert case["fields"] == {field.value: value for field, value in VALUES.items()}
    (document,) = case["documents"]
    assert (document["name"], document["sha256"]) == (PIECE.name, PIECE.sha256)
    assert document["url"].startswith(f"{GATE.public_url}/partenaires/pieces/")


async def test_what_the_registry_lost_meanwhile_does_not_leave(house):
    slug = await house.add(fields=tuple(Field))
    referral_id = await house.give(slug, values={**VALUES, Field.PHONE: "06"}, documents=(PIECE,))
    narrower = http.RegisterPartner(
        partner=slug,
        name="Avo",
        kind="association",
        purpose="…",
        legal_basis="…",
        duration="…",
        fields=("name", "address"),
        takes_documents=False,
        paid=False,
    )
    async with house.works.open(STAFF) as work:
        await registry.register(work, narrower)
    await house.run()
    ((_, case),) = await house.sent(referral_id)
    assert (case["fields"], case["documents"]) == ({"name": VALUES[Field.NAME]}, [])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    allowed=st.sets(st.sampled_from(Field), min_size=1),
    shown=st.sets(st.sampled_from(Field), min_size=1),
)
async def test_the_payload_is_what_consent_and_registry_have_in_common(house, allowed, shown):
    slug = await house.add(fields=tuple(allowed))
    values = {field: f"valeur de {field.value}" for field in shown}
    if not shown <= allowed:
        with pytest.raises(InvalidError):
            await house.give(slug, values=values)
        return
    ((_, case),) = await house.sent(await house.handed(slug, values=values))
    assert case["fields"] == {field.value: value for field, value in values.items()}


async def test_once_kafka_has_the_case_its_values_stand_nowhere_here(house, engines, create_topics):
    slug = await house.add()
    await create_topics(engines.kafka.bootstrap, handoff_topic(slug))
    words = {field: f"canari{new_id().replace('-', '')}" for field in VALUES}
    referral_id = await house.give(slug, values=words)
    for word in words.values():
        assert await house.tables_with(word) == {"referral"}
    await house.run()
    for word in words.values():
        assert await house.tables_with(word) == set()
    ((before,),) = await house.rows("select count(*) from pending where payload is not null")
    await relay_all(house, engines)
    ((after,),) = await house.rows("select count(*) from pending where payload is not null")
    assert (before, after) == (1, 0)
    ((kept, data),) = await house.rows(
        "select encode(payload_hash, 'hex'), data from outbox where topic = :topic", topic=handoff_topic(slug).name
    )
    ((shown,),) = await house.rows("select payload_hash from referral where id = :id", id=referral_id)
    assert (kept, data) == (shown, None)


async def relay_all(house, engines):
    broker = make_broker(engines.kafka.bootstrap, "partners")
    await broker.start()
    # The facts have topics of their own, which this test has no need of.
    await house.rows("delete from pending where payload is null returning 1")
    relay = Relay("partners", house.database, broker, {}, DAY)
    for lane in range(LANES):
        await relay.send_lane(lane)
    await broker.stop()


async def test_a_withdrawal_before_the_handoff_leaves_nothing_to_send(house):
    slug = await house.add()
    referral_id = await house.give(slug)
    await house.withdraw(referral_id)
    await house.run(DAY)
    assert await house.sent(referral_id) == []
    assert await house.facts(referral_id) == ["partners.consent.given.v1", "partners.consent.withdrawn.v1"]
    assert await house.tables_with(VALUES[Field.FACTS]) == set()


async def test_a_withdrawal_after_it_is_told_to_the_partner_which_has_days_of_paris_to_purge(house):
    slug = await house.add()
    referral_id = await house.handed(slug)
    house.clock.moment = at(0, hours=14, minutes=30)
    await house.withdraw(referral_id)
    (_, (kind, notice)) = await house.sent(referral_id)
    assert kind == exchange.WITHDRAWN_TYPE
    assert (notice["referral_id"], notice["purge_due_on"]) == (referral_id, "2026-03-18")


async def test_a_purge_is_asked_for_until_it_is_confirmed_and_late_is_said_once(house):
    slug = await house.add()
    referral_id = await house.handed(slug)
    await house.withdraw(referral_id)
    for _ in range(3):
        await house.run(PURGE_WITHIN)
    assert [kind for kind, _ in await house.sent(referral_id)] == [exchange.CASE_TYPE] + [exchange.WITHDRAWN_TYPE] * 4
    assert (await house.facts(referral_id)).count("partners.purge.fell-overdue.v1") == 1
    assert await house.report(slug, "partner.purge.confirmed.v1", referral_id=referral_id) is None
    await house.run(PURGE_WITHIN)
    assert len(await house.sent(referral_id)) == 5


@pytest.mark.parametrize("kind", ["partner.case.acknowledged.v1", "partner.case.accepted.v1"])
async def test_a_partner_that_says_something_is_not_silent(house, kind):
    slug = await house.add()
    silent, heard = await house.handed(slug), await house.handed(slug)
    assert await house.report(slug, kind, referral_id=heard) is None
    await house.run(ACKNOWLEDGE_WITHIN)
    noted = "partners.referral.silence-noted.v1"
    assert noted in await house.facts(silent)
    assert noted not in await house.facts(heard)


async def test_a_case_that_waits_for_a_key_leaves_when_there_is_one(house):
    slug = await house.add()
    referral_id = await house.give(slug)
    async with house.works.open(STAFF) as work:
        await registry.retire_key(work, slug, str(house.key.kid))
    await house.run()
    assert await house.sent(referral_id) == []
    house.key = a_key("later")
    async with house.works.open(STAFF) as work:
        await registry.add_key(work, slug, http.AddKey(kid="later", jwk=public(house.key)))
    await house.run()
    assert len(await house.sent(referral_id)) == 1


async def test_a_matter_goes_to_a_partner_once_while_it_is_open_there_and_again_afterwards(house):
    slug, matter = await house.add(), {"complaint_id": new_id()}
    first = await house.handed(slug, **matter)
    with pytest.raises(AlreadyGivenError):
        await house.give(slug, **matter)
    await house.give(slug, complaint_id=new_id())
    await house.give(slug, account="account-2", **matter)
    assert await house.report(slug, "partner.case.declined.v1", referral_id=first, reason="capacity") is None
    assert await house.give(slug, **matter) != first


async def test_a_consent_is_its_givers_alone(house):
    referral_id = await house.handed(await house.add())
    with pytest.raises(ReferralNotFoundError):
        await house.withdraw(referral_id, "account-2")
    await house.withdraw(referral_id)
    with pytest.raises(AlreadyWithdrawnError):
        await house.withdraw(referral_id)


async def test_documents_come_from_a_complaint(house):
    with pytest.raises(InvalidError, match="réclamation"):
        await house.give(await house.add(), documents=(PIECE,), dispute_id=new_id())


async def open_link(house, referral_id, *, use=True):
    ((_, case), *_) = await house.sent(referral_id)
    token = case["documents"][0]["url"].rpartition("/")[2]
    async with house.works.open() as work:
        return await gate.open_link(work, http.RedeemLink(token=token), use=use)


async def test_a_link_leads_once_to_the_document_of_whose_consent_it_is(house):
    referral_id = await house.handed(await house.add(), documents=(PIECE,), complaint_id="complaint-9")
    await open_link(house, referral_id, use=False)
    found = await open_link(house, referral_id)
    assert (found.account_id, found.complaint_id, found.document_id) == ("account-1", "complaint-9", "piece-1")
    with pytest.raises(LinkDeadError):
        await open_link(house, referral_id)


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


async def sign(house, dispute_id, account="account-1"):
    mandate_id = new_id()
    async with house.works.open() as work:
        await mandates.note_signed(work, mandate_id, dispute_id, account)
    return mandate_id


async def stop(house, mandate_id, dispute_id, account="account-1"):
    async with house.works.open(Principal(account, "consumer")) as work:
        await mandates.stop_own(work, mandate_id, http.StopMandate(dispute_id=dispute_id), GATE)


async def standing(house, referral_id):
    async with house.works.open() as work:
        return (await ReferralStore(work.session).load(referral_id)).stands


async def test_a_mediator_gets_a_case_in_the_name_of_who_signed_a_mandate_for_this_dispute_only(house):
    slug, dispute_id = await house.add(needs_mandate=True), new_id()
    await sign(house, dispute_id)
    for account, matter in (
        ("account-1", {"dispute_id": new_id()}),
        ("account-1", {"complaint_id": new_id()}),
        ("account-2", {"dispute_id": dispute_id}),
    ):
        with pytest.raises(MandateMissingError):
            await house.give(slug, account, **matter)
    assert len(await house.sent(await house.handed(slug, dispute_id=dispute_id))) == 1


async def test_a_mandate_that_is_stopped_calls_back_what_left_in_its_name_and_nothing_else(house):
    mediator, other, dispute_id = await house.add(needs_mandate=True), await house.add(), new_id()
    mandate_id = await sign(house, dispute_id)
    named = await house.handed(mediator, dispute_id=dispute_id)
    unnamed = await house.handed(other, dispute_id=dispute_id)
    strangers = await house.handed(other, account="account-2", dispute_id=dispute_id)
    with pytest.raises(ReferralNotFoundError):
        await stop(house, mandate_id, dispute_id, "account-2")
    await stop(house, mandate_id, dispute_id)
    assert [await standing(house, each) for each in (named, unnamed, strangers)] == [False, True, True]


async def test_a_mandate_that_was_stopped_before_its_signature_was_heard_of_stays_stopped(house):
    slug, dispute_id, mandate_id = await house.add(needs_mandate=True), new_id(), new_id()
    await stop(house, mandate_id, dispute_id)
    async with house.works.open() as work:
        await mandates.note_signed(work, mandate_id, dispute_id, "account-1")
    with pytest.raises(MandateMissingError):
        await house.give(slug, dispute_id=dispute_id)


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("partner.case.eaten.v1", {}, "unknown-type"),
        ("partner.case.accepted.v1", {"comment": "Bonjour"}, "unreadable"),
        ("partner.case.declined.v1", {"reason": "on va voir"}, "unreadable"),
        ("partner.fee.asked.v1", {"amount_cents": -1}, "unreadable"),
        ("partner.case.accepted.v1", {"referral_id": "nobody"}, "unknown-case"),
        ("partner.purge.confirmed.v1", {}, "not-now"),
    ],
    ids=["type", "extra", "code", "amount", "case", "moment"],
)
async def test_a_report_that_cannot_be_taken_changes_nothing_and_the_partner_is_told(house, kind, data, code):
    slug = await house.add()
    referral_id = await house.handed(slug)
    before = await house.rows("select * from referral")
    assert await house.report(slug, kind, 7, **{"referral_id": referral_id} | data) == code
    assert await house.rows("select * from referral") == before
    assert await house.sent("report-0-7") == [(exchange.REJECTED_TYPE, {"partition": 0, "offset": 7, "code": code})]


async def test_another_partners_case_is_nobodys_case(house):
    mine, other = await house.add(), await house.add()
    referral_id = await house.handed(mine)
    assert await house.report(other, "partner.case.accepted.v1", referral_id=referral_id) == "unknown-case"


async def test_a_case_that_has_not_left_is_not_known_to_its_partner(house):
    slug = await house.add()
    referral_id = await house.give(slug)
    assert await house.report(slug, "partner.case.acknowledged.v1", referral_id=referral_id) == "unknown-case"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("partner.case.acknowledged.v1", {}),
        ("partner.case.accepted.v1", {}),
        ("partner.case.declined.v1", {"reason": "other"}),
    ],
    ids=["acknowledged", "accepted", "declined"],
)
async def test_what_is_said_twice_happens_once(house, kind, data):
    slug = await house.add(referral_fee_cents=1500)
    referral_id = await house.handed(slug)
    for _ in range(2):
        assert await house.report(slug, kind, referral_id=referral_id, **data) is None
    assert len(await house.facts(referral_id)) == 3


async def test_an_acknowledgement_that_crosses_a_withdrawal_is_no_fault_of_the_partner(house):
    slug = await house.add()
    referral_id = await house.handed(slug)
    await house.withdraw(referral_id)
    assert await house.report(slug, "partner.case.acknowledged.v1", referral_id=referral_id) is None
    assert "partners.referral.acknowledged.v1" not in await house.facts(referral_id)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=8))
@pytest.mark.promise("P4")
async def test_a_statement_adds_up_to_one_fee_for_each_accepted_case_of_its_month(house, cases):
    slug = await house.add(referral_fee_cents=1500)
    expected: dict[str, int] = {}
    for day, accepted in cases:
        house.clock.moment = at(day, hours=14)
        referral_id = await house.handed(slug)
        for _ in range(2 if accepted else 0):
            assert await house.report(slug, "partner.case.accepted.v1", referral_id=referral_id) is None
        if accepted:
            # At 23:00 UTC it is the next day in Paris.
            month = f"{(at(day) + DAY):%Y-%m}"
            expected[month] = expected.get(month, 0) + 1500
    async with house.works.open(STAFF) as work:
        found = [await registry.statement(work, slug, f"2026-{month:02}") for month in range(1, 13)]
    assert {each.month: each.total_cents for each in found if each.lines} == expected
    assert all(each.total_cents == sum(line.cents for line in each.lines) for each in found)
