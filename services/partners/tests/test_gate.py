"""The gate on a real PostgreSQL: what leaves, what stays, what the ledger lets nobody change."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc.errors import JoseError
from services.partners.tests.conftest import ACKNOWLEDGE_WITHIN, GATE, PIECE, PURGE_WITHIN, STAFF
from services.partners.tests.world import VALUES, a_key, a_mandate, a_partner, at, public
from sqlalchemy.exc import DBAPIError

from contracts import exchange
from contracts.http import partners as http
from contracts.topics import handoff_topic
from partners.domain.days import day_of
from partners.domain.errors import (
    AlreadyGivenError,
    AlreadyWithdrawnError,
    InvalidError,
    NoPriceComplaintError,
    NoPromiseError,
    NotAllowedError,
    ReferralNotFoundError,
)
from partners.domain.partner import Field, Kind
from partners.storage.referrals import Ledger
from partners.usecases import consenting, mandates, registry
from servicekit.broker import make_broker
from servicekit.ids import new_id
from servicekit.principal import Principal
from servicekit.relay import Relay
from servicekit.work import LANES

DAY = timedelta(days=1)
CONSUMER = Principal("account-1", "consumer")
PROFILE = {name: getattr(a_partner(), name) for name in http.PartnerProfile.model_fields} | {"kind": "association"}


@pytest.mark.parametrize("table", ["consent_ledger", "consent_text"])
@pytest.mark.parametrize(
    "statement",
    [
        "update {} set text_hash = ''",
        "delete from {}",
        "truncate {}",
        "alter table {} owner to current_user",
        "alter table {} add column more text",
        "create trigger lost before insert on {} execute function suppress_redundant_updates_trigger()",
        "create rule lost as on insert to {} do instead nothing",
        "drop table {} cascade",
        "drop schema public cascade",
        "alter schema public owner to current_user",
        "set role reclameici_keeper",
        "grant reclameici_keeper to current_user",
        "create or replace function keep_for_good(kept regclass) returns void language sql as 'select 1; select null'",
        "select keep_for_good('{}')",
    ],
)
@pytest.mark.promise("P2")
async def test_the_services_own_role_can_neither_change_nor_delete_what_was_agreed_to(house, table, statement):
    await house.give(await house.add())
    statement = statement.replace("text_hash", "hash") if table == "consent_text" else statement
    async with house.database.engine.begin() as connection:
        # Who owns no table grants nothing on it, which PostgreSQL says as a warning alone.
        await connection.exec_driver_sql(f"grant all on {table} to current_user")
    with pytest.raises(DBAPIError, match=r"permission denied|must be|not yours"):
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
    ((_, _, sealed),) = house.left
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
        purpose="Vous aider.",
        legal_basis="Votre consentement",
        duration="3 mois",
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


@pytest.mark.promise("P2")
async def test_the_end_of_a_consent_tells_whether_there_is_a_copy_to_purge_and_what_ended_it(house):
    slug = await house.add()
    kept, passed, left = await house.give(slug), await house.give(slug), await house.give(slug)
    await house.withdraw(kept)
    await house.run()
    await house.withdraw(passed)
    await house.relay()
    await house.withdraw(left)
    await house.give(slug)
    changed = PROFILE | {"partner": slug, "purpose": "Vous appeler."}
    async with house.works.open(STAFF) as work:
        await registry.register(work, http.RegisterPartner(**changed))
    await house.run()
    query = (
        "select data::json->>'must_purge', data::json->>'ended_by' from outbox where type like '%consent.withdrawn.v1'"
    )
    told = [("false", None), ("false", None), ("true", None), ("false", "terms")]
    assert await house.rows(f"{query} order by id") == told


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
        await registry.add_key(work, slug, http.AddKey(kid="later", jwk=public(house.key)), GATE)
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


async def test_of_consents_to_the_same_that_are_given_at_once_one_stands(house):
    slug, matter = await house.add(), {"complaint_id": new_id()}
    given = await asyncio.gather(*(house.give(slug, **matter) for _ in range(5)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in given) == ["AlreadyGivenError"] * 4 + ["str"]


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


@pytest.mark.parametrize("changed", [{"purpose": "Vous appeler."}, {"paid": True, "price_text": "Dix euros"}])
async def test_what_was_agreed_to_on_other_terms_does_not_leave_and_its_consent_ends(house, changed):
    slug = await house.add()
    referral_id = await house.give(slug)
    told = http.RegisterPartner(**PROFILE | {"partner": slug} | changed)
    async with house.works.open(STAFF) as work:
        await registry.register(work, told)
    await house.run()
    assert await house.sent(referral_id) == []
    assert await house.rows("select channel from consent_ledger where entry = 'withdrawn'") == [("terms",)]
    assert (await house.facts(referral_id))[-1] == "partners.consent.withdrawn.v1"


async def test_a_consent_whose_mandate_is_over_before_the_case_leaves_ends(house):
    slug = await house.add(kind=Kind.MEDIATOR, needs_mandate=True)
    async with house.works.open() as work:
        await mandates.note_signed(work, a_mandate("dispute-1", ends_on=day_of(at(1))))
    referral_id = await house.give(slug, dispute_id="dispute-1")
    await house.run(timedelta(days=3))
    assert await house.sent(referral_id) == []
    assert await house.rows("select withdrawn_at is null from referral where id = :id", id=referral_id) == [(False,)]
    assert await house.rows("select channel from consent_ledger where entry = 'withdrawn'") == [("mandate",)]


async def test_one_may_be_in_conflict_with_several_persons_at_once(house):
    slug = await house.add()
    first, second = await house.give(slug, complaint_id=None), await house.give(slug, complaint_id=None)
    assert first != second


async def test_a_piece_loses_the_name_that_its_owner_gave_it_once_the_case_left_or_never_will(house):
    slug, name = await house.add(), f"canari{new_id().replace('-', '')}.jpg"
    piece = PIECE.model_copy(update={"name": name})
    handed = await house.handed(slug, documents=(piece,))
    assert [case["documents"][0]["name"] for _, case in await house.sent(handed)] == [name]
    await house.withdraw(await house.give(slug, documents=(piece,)))
    assert await house.tables_with(name) == set()


async def test_a_partner_without_a_key_is_asked_to_purge_as_soon_as_it_has_one(house):
    slug = await house.add()
    referral_id = await house.handed(slug)
    async with house.works.open(STAFF) as work:
        await registry.retire_key(work, slug, str(house.key.kid))
    await house.withdraw(referral_id)
    assert len(await house.sent(referral_id)) == 1
    house.key, before = a_key("later"), house.left
    house.left = []
    async with house.works.open(STAFF) as work:
        await registry.add_key(work, slug, http.AddKey(kid="later", jwk=public(house.key)), GATE)
    assert [kind for kind, _ in await house.sent(referral_id)] == [exchange.WITHDRAWN_TYPE]
    assert before


async def test_a_price_can_be_complained_of_where_there_is_a_promise_and_its_partner_is_not_told(house):
    plain, promised = await house.add(), await house.add(same_price=True)
    async with house.works.open(Principal("account-1", "consumer")) as work:
        with pytest.raises(NoPromiseError):
            await consenting.complain_of_price(work, await house.handed(plain))
        await consenting.complain_of_price(work, await house.handed(promised))
        (own,) = [each for each in (await consenting.list_own(work)).referrals if each.partner == promised]
    async with house.works.open(STAFF) as work:
        await registry.admit(work, promised, http.AdmitAccount(account_id="clerk-1"))
    async with house.works.open(Principal("clerk-1", "partner")) as work:
        (seen,) = (await registry.list_cases(work, 0)).referrals
    assert (own.price_complained_at is None, seen.price_complained_at) == (False, None)


@pytest.mark.promise("P1")
async def test_staff_answers_a_complaint_about_a_price_once_and_its_consumer_alone_reads_it(house):
    slug = await house.add(same_price=True)
    referral_id, answer = await house.handed(slug), http.SettlePrice(answer=" Le cabinet vous rembourse. ")
    with pytest.raises(NoPriceComplaintError):
        await settle(house, referral_id, answer)
    async with house.works.open(CONSUMER) as work:
        await consenting.complain_of_price(work, referral_id)
    with pytest.raises(NotAllowedError):
        await settle(house, referral_id, answer, CONSUMER)
    async with house.works.open(STAFF) as work:
        assert (await registry.list_all(work, GATE)).pricier == {slug: (referral_id,)}
    await settle(house, referral_id, answer)
    with pytest.raises(NoPriceComplaintError):
        await settle(house, referral_id, answer)
    async with house.works.open(STAFF) as work:
        assert (await registry.list_all(work, GATE)).pricier == {}
        await registry.admit(work, slug, http.AdmitAccount(account_id="clerk-1"))
    async with house.works.open(CONSUMER) as work:
        (own,) = (await consenting.list_own(work)).referrals
    async with house.works.open(Principal("clerk-1", "partner")) as work:
        seen = await registry.view_case(work, referral_id)
    assert (own.price_answer, seen.price_answer, seen.price_settled_at) == ("Le cabinet vous rembourse.", None, None)
    assert (await house.facts(referral_id))[-1] == "partners.price.settled.v1"


async def settle(house, referral_id, answer, principal=STAFF):
    async with house.works.open(principal) as work:
        await consenting.settle_price(work, referral_id, answer)


@pytest.mark.promise("P3")
async def test_staff_sees_how_many_cases_of_a_partner_were_not_acknowledged_in_time(house):
    slug = await house.add()
    silent, acknowledged, gone = await house.handed(slug), await house.handed(slug), await house.handed(slug)
    assert await house.report(slug, "partner.case.acknowledged.v1", referral_id=acknowledged) is None
    await house.withdraw(gone)
    for after, seen in ((ACKNOWLEDGE_WITHIN / 2, {}), (ACKNOWLEDGE_WITHIN / 2, {slug: 1})):
        await house.run(after)
        async with house.works.open(STAFF) as work:
            assert (await registry.list_all(work, GATE)).silent == seen
    assert await house.report(slug, "partner.case.acknowledged.v1", referral_id=silent) is None
    async with house.works.open(STAFF) as work:
        assert (await registry.list_all(work, GATE)).silent == {}
