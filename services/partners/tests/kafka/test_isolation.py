"""A partner reads its handoffs and writes its reports, and nothing else, whatever it tries with librdkafka."""

import asyncio
from functools import partial

import pytest
from confluent_kafka import KafkaError, KafkaException, Producer

from contracts.topics import partner_user
from servicekit.ids import new_id


async def test_a_partner_reads_its_handoffs_with_a_group_of_its_own_and_goes_on_where_it_stopped(connect, send):
    partner = await connect()
    for value in (b"one", b"two", b"three"):
        send(partner.handoff, value)
    read = partial(asyncio.to_thread, partner.read, partner.handoff, partner.group)
    assert await read(2) == [b"one", b"two"]
    assert await read(1) == [b"three"]


@pytest.mark.parametrize("idempotent", [False, True])
async def test_a_partner_reports_on_its_own_topic(connect, idempotent):
    partner = await connect()
    answers = await asyncio.to_thread(partner.write, partner.reports, enable_idempotence=idempotent)
    assert answers == {partner.reports: None}


async def test_a_partner_sees_its_own_two_topics_only(connect, every_topic):
    await connect()
    partner = await connect()
    assert partner.sees() == {partner.handoff, partner.reports}
    assert not set(every_topic) & partner.sees()


async def test_a_partner_reads_no_topic_but_its_handoffs(connect, every_topic):
    other, partner = await connect(), await connect()
    forbidden = [*every_topic, other.handoff, other.reports]
    answers = await asyncio.to_thread(partner.refused_reads, forbidden)
    assert answers == dict.fromkeys(forbidden, KafkaError.TOPIC_AUTHORIZATION_FAILED)


async def test_a_partner_does_not_read_its_own_reports_back(connect):
    partner = await connect()
    await asyncio.to_thread(partner.write, partner.reports)
    with pytest.raises(KafkaException) as refusal:
        await asyncio.to_thread(partner.read, partner.reports, partner.group)
    assert refusal.value.args[0].code() == KafkaError.TOPIC_AUTHORIZATION_FAILED


async def test_a_partner_writes_to_no_topic_but_its_reports(connect, every_topic):
    other, partner = await connect(), await connect()
    forbidden = [*every_topic, other.handoff, other.reports, partner.handoff]
    answers = await asyncio.to_thread(partner.write, *forbidden)
    assert answers == dict.fromkeys(forbidden, KafkaError.TOPIC_AUTHORIZATION_FAILED)


async def test_a_partner_uses_no_group_but_its_own(connect):
    longer = await connect(f"{(slug := new_id())}-sud")
    partner = await connect(slug)
    for group in ("partners-reports", "intake", longer.group, partner_user(slug), f"{partner_user(slug)}-intake"):
        with pytest.raises(KafkaException) as refusal:
            await asyncio.to_thread(partner.read, partner.handoff, group)
        assert refusal.value.args[0].code() == KafkaError.GROUP_AUTHORIZATION_FAILED


async def test_a_partner_opens_no_transaction(connect):
    partner = await connect()
    producer = Producer(partner.settings(transactional_id=f"{partner.user}.tx"))
    with pytest.raises(KafkaException) as refusal:
        await asyncio.to_thread(producer.init_transactions, 10)
    assert refusal.value.args[0].code() == KafkaError.TRANSACTIONAL_ID_AUTHORIZATION_FAILED


async def test_a_report_that_unfolds_to_more_than_its_size_is_refused(connect):
    partner = await connect()
    bomb = partial(partner.write, partner.reports, value=bytes(900_000), compression_type="gzip")
    assert await asyncio.to_thread(bomb) == {partner.reports: KafkaError.MSG_SIZE_TOO_LARGE}
