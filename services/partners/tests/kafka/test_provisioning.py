"""Who may enter Kafka as a partner, and when."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from confluent_kafka import KafkaError, KafkaException, Producer
from confluent_kafka.admin import AdminClient
from services.partners.tests.conftest import STAFF
from services.partners.tests.kafka.outsider import plain_clients_enter
from services.partners.tests.kafka.test_administering import everything

from contracts.topics import handoff_topic, reports_topic
from partners.provisioning import Provisioner, ProvisioningError
from partners.usecases import registry
from partners.usecases.restoring import restore
from reclameici.local.ports import free_ports
from servicekit.ids import new_id


async def test_nobody_enters_without_a_password_or_with_a_wrong_one(engines, connect):
    partner = await connect()
    assert not plain_clients_enter(engines.kafka.partners_bootstrap)
    assert not replace(partner, password="wrong").enters()
    assert not replace(partner, slug="nobody").enters()
    with pytest.raises(KafkaException):
        partner.sees(sasl_mechanism="PLAIN")
    with pytest.raises(KafkaException):
        partner.sees(sasl_mechanism="SCRAM-SHA-256")
    with pytest.raises(KafkaException):
        partner.sees(sasl_username="ANONYMOUS")


async def test_a_new_password_replaces_the_old_one(connect):
    before = await connect()
    after = await connect(before.slug, "second password")
    assert after.enters()
    assert not before.enters()


async def test_connecting_twice_changes_nothing(connect, send):
    partner = await connect()
    send(partner.handoff, b"kept")
    again = await connect(partner.slug)
    assert await asyncio.to_thread(again.read, again.handoff, again.group) == [b"kept"]


async def test_a_disconnected_partner_can_do_nothing_even_in_a_session_that_is_open(
    provisioner, connect, eventually, send
):
    partner = await connect()
    producer = Producer(partner.settings(message_timeout_ms=10_000))
    answers = []
    send_report = partial(producer.produce, partner.reports, b"{}", on_delivery=lambda error, _: answers.append(error))
    send_report()
    producer.flush(10)
    await provisioner.disconnect(partner.slug)
    await eventually(lambda: not partner.enters())
    send_report()
    producer.flush(10)
    assert answers[0] is None
    assert answers[1].code() == KafkaError.TOPIC_AUTHORIZATION_FAILED


async def test_a_partner_that_comes_back_finds_its_topics_as_they_were(provisioner, connect, send):
    partner = await connect()
    send(partner.handoff, b"kept")
    await provisioner.disconnect(partner.slug)
    await provisioner.disconnect(partner.slug)
    back = await connect(partner.slug, "another")
    assert await asyncio.to_thread(back.read, back.handoff, back.group) == [b"kept"]


async def test_a_kafka_that_lost_its_data_gets_topics_and_rights_back_from_the_registry(house, engines, provisioner):
    slug, shut_out = await house.add(on_kafka=True), await house.add()
    async with house.works.open(STAFF) as work:
        await registry.let_in(work, shut_out)
        await registry.shut_out(work, shut_out)
    await restore(house.works, provisioner)
    await restore(house.works, provisioner)
    admin = AdminClient({"bootstrap.servers": engines.kafka.bootstrap})
    there = set((await asyncio.to_thread(admin.list_topics, timeout=10)).topics)
    assert {topic(each).name for topic in (handoff_topic, reports_topic) for each in (slug, shut_out)} <= there
    rights = await asyncio.to_thread(admin.describe_acls(everything()).result, 10)
    granted = Counter(right.principal for right in rights)
    assert (granted[f"User:partner-{slug}"], granted[f"User:partner-{shut_out}"]) == (5, 0)


async def test_after_disconnections_and_a_restart_of_kafka_the_others_still_enter(
    engines, provisioner, connect, eventually
):
    """A removed user could cost all others theirs, as the order of their names' hashes had it: hence so many."""
    for _ in range(12):
        slug = new_id()
        await provisioner.connect(slug, "a password")
        await provisioner.disconnect(slug)
    stays = await connect()
    await asyncio.to_thread(engines.restart, "kafka")
    await eventually(stays.enters)


async def test_who_was_never_connected_can_be_disconnected(provisioner):
    await provisioner.disconnect(new_id())


async def test_what_kafka_does_not_answer_is_an_error_to_be_tried_again():
    nowhere = f"127.0.0.1:{free_ports()['kafka']}"
    with pytest.raises(ProvisioningError):
        await Provisioner(nowhere, replication=1, patience=timedelta(seconds=1)).connect("avo", "password")


@pytest.mark.parametrize("slug", ["*", "", "a b", "Avo"])
async def test_what_is_no_slug_is_not_connected(provisioner, slug):
    with pytest.raises(ValueError, match="slug"):
        await provisioner.connect(slug, "password")
