"""A payload that is too private to keep: it waits for Kafka in one row, and is nowhere once Kafka has it."""

import asyncio
import hashlib
import logging
from contextlib import suppress

import pytest
from sqlalchemy import text

from contracts.topics import handoff_topic
from servicekit.ids import new_id
from servicekit.work import PAYLOAD_BYTES

TYPE = "sample.case.handed-over.v1"


async def hand_over(sample, partner, payload, **options):
    async with sample.works().open() as work:
        work.hand_over(handoff_topic(partner), "referral", TYPE, payload, **options)


async def stands_in_the_database(sample, payload: bytes) -> bool:
    """Whether any row of any table holds the payload, as text or as bytes."""
    async with sample.database.transaction() as session:
        tables = (await session.execute(text("select tablename from pg_tables where schemaname = 'public'"))).scalars()
        for table in tables.all():
            query = text(f"select exists(select from {table} as t where t::text like any(:forms))")  # noqa: S608 -- a table of the test
            if await session.scalar(query, {"forms": [f"%{payload.decode()}%", f"%{payload.hex()}%"]}):
                return True
    return False


async def test_a_payload_outlives_an_outage_of_kafka_arrives_once_and_is_gone_from_the_database(sample, engines):
    payload = f"secret-{new_id()}".encode()
    partner = await sample.partner()
    relay = await sample.relay()
    engines.stop_engine("kafka")
    try:
        await hand_over(sample, partner, payload)
        sending = asyncio.create_task(relay.run())
        await asyncio.sleep(1)
        assert await stands_in_the_database(sample, payload)
    finally:
        await asyncio.to_thread(engines.restart, "kafka")
    await sample.eventually_sent()
    sending.cancel()
    with suppress(asyncio.CancelledError):
        await sending
    assert [record.value for record in await sample.records(f"handoff-{partner}")] == [payload]
    assert not await stands_in_the_database(sample, payload)


async def test_the_journal_keeps_the_hash_of_a_payload(sample):
    await hand_over(sample, await sample.partner(), "secret")
    async with sample.database.transaction() as session:
        row = (await session.execute(text("select data, payload_hash from outbox"))).one()
    assert (row.data, bytes(row.payload_hash)) == (None, hashlib.sha256(b"secret").digest())


async def test_a_payload_travels_with_the_envelope_of_every_event_and_its_own_media_type(sample):
    partner = await sample.partner()
    await hand_over(sample, partner, b"\x00\xff")
    await hand_over(sample, partner, "notice", content_type="text/plain")
    await (await sample.relay())._round()
    first, second = await sample.records(f"handoff-{partner}")
    headers = dict(first.headers)
    assert first.key == b"referral"
    assert first.value == b"\x00\xff"
    assert headers["ce_type"] == TYPE.encode()
    assert headers["ce_source"] == f"/{sample.name}".encode()
    assert headers["content-type"] == b"application/jose"
    assert dict(second.headers)["content-type"] == b"text/plain"


async def test_facts_and_payloads_of_one_key_keep_their_order_and_each_its_own_content(sample):
    partner = await sample.partner()
    async with sample.works().open() as work:
        for n in range(20):
            work.publish(sample.fact(counter_id="referral", amount=n))
            work.hand_over(handoff_topic(partner), "referral", TYPE, f"payload {n}")
    await (await sample.relay())._round()
    handed = [record.value.decode() for record in await sample.records(f"handoff-{partner}")]
    assert handed == [f"payload {n}" for n in range(20)]
    assert len(await sample.records(sample.facts_topic)) == 20


async def test_a_payload_cannot_be_sent_again_and_the_log_says_so(sample, caplog):
    partner = await sample.partner()
    await hand_over(sample, partner, "secret")
    relay = await sample.relay()
    await relay._round()
    async with sample.database.transaction() as session:
        await session.execute(text("insert into pending (lane, id) select lane, id from outbox"))
    with caplog.at_level(logging.ERROR, "servicekit.relay"):
        await relay._round()
    assert "cannot be sent again" in caplog.text
    assert await sample.count("pending") == 0
    assert [record.value for record in await sample.records(f"handoff-{partner}")] == [b"secret"]


async def test_the_largest_payload_is_sent_and_a_larger_one_refused_before_it_blocks_its_lane(sample):
    partner = await sample.partner()
    largest = b"\xff" * PAYLOAD_BYTES
    with pytest.raises(ValueError, match="too large"):
        await hand_over(sample, partner, largest + b"\xff")
    await hand_over(sample, partner, largest)
    await (await sample.relay())._round()
    assert [len(record.value) for record in await sample.records(f"handoff-{partner}")] == [PAYLOAD_BYTES]


async def test_what_waits_for_kafka_can_be_taken_back_and_then_never_leaves(sample, engines):
    partner = await sample.partner()
    relay = await sample.relay()
    engines.stop_engine("kafka")
    try:
        await hand_over(sample, partner, b"taken back")
        sending = asyncio.create_task(relay.run())
        await asyncio.sleep(1)
        async with asyncio.timeout(10), sample.works().open() as work:
            assert await work.take_back("referral", TYPE)
        await hand_over(sample, partner, b"kept")
    finally:
        await asyncio.to_thread(engines.restart, "kafka")
    await sample.eventually_sent()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert [record.value for record in await sample.records(f"handoff-{partner}")] == [b"kept"]


async def test_what_left_is_not_taken_back(sample):
    partner = await sample.partner()
    await hand_over(sample, partner, "secret")
    await (await sample.relay())._round()
    async with sample.works().open() as work:
        assert not await work.take_back("referral", TYPE)


async def test_what_is_being_sent_has_left_once_it_can_be_taken_back(sample, monkeypatch):
    partner = await sample.partner()
    relay = await sample.relay()
    await hand_over(sample, partner, "secret")
    publish, begun, sent = relay._publish, asyncio.Event(), []

    async def slowly(row, value):
        begun.set()
        await asyncio.sleep(0.5)
        sent.append(row.key)
        return await publish(row, value)

    monkeypatch.setattr(relay, "_publish", slowly)
    sending = asyncio.create_task(relay._round())
    await begun.wait()
    async with sample.works().open() as work:
        assert not await work.take_back("referral", TYPE)
        assert sent
    await sending


async def test_what_may_have_left_is_not_sent_again_once_it_was_taken_back_nor_said_to_have_stayed(sample, monkeypatch):
    partner = await sample.partner()
    relay = await sample.relay()
    await hand_over(sample, partner, "secret")
    publish = relay._publish

    async def killed(row, value):
        await (await publish(row, value))
        raise ConnectionError

    monkeypatch.setattr(relay, "_publish", killed)
    with pytest.raises(ExceptionGroup):
        await relay._round()
    assert await sample.count("pending") == 1
    async with sample.works().open() as work:
        assert not await work.take_back("referral", TYPE)
    assert await sample.count("pending") == 0
    assert len(await sample.records(f"handoff-{partner}")) == 1


async def test_a_topic_that_is_absent_holds_up_nothing_but_what_is_for_it(sample):
    absent, partner = new_id(), await sample.partner()
    for number in range(20):
        async with sample.works().open() as work:
            work.hand_over(handoff_topic(absent), f"referral-{number}", TYPE, "waits")
            work.publish(sample.fact(counter_id=f"referral-{number}", amount=1))
    await hand_over(sample, partner, "leaves")
    async with asyncio.timeout(20):
        await (await sample.relay())._round()
    assert len(await sample.records(sample.facts_topic)) == 20
    assert [record.value for record in await sample.records(f"handoff-{partner}")] == [b"leaves"]
    assert await sample.count("pending") == 20


async def test_a_lane_that_fails_is_no_reason_for_the_others_to_wait(sample, monkeypatch):
    relay = await sample.relay()
    await sample.publish(*(sample.fact(counter_id=f"counter-{number}", amount=1) for number in range(40)))
    publish = relay._publish

    async def refuse_the_first_lane(row, value):
        if row.lane == min(await relay._lanes_with_rows()):
            raise ConnectionError
        return await publish(row, value)

    monkeypatch.setattr(relay, "_publish", refuse_the_first_lane)
    lanes = sorted(await relay._lanes_with_rows())
    with pytest.raises(ExceptionGroup):
        await relay._round()
    assert await relay._lanes_with_rows() == lanes[:1]
