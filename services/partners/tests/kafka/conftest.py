"""Partners that are connected, on the real broker."""

import asyncio

import pytest
from confluent_kafka import Producer
from confluent_kafka.admin import AdminClient
from services.partners.tests.kafka.outsider import Partner

from contracts.topics import TOPICS
from partners.provisioning import Provisioner
from reclameici.local.services import create_topics
from servicekit.ids import new_id


@pytest.fixture(scope="module")
def provisioner(engines):
    return Provisioner(engines.kafka.bootstrap, replication=1)


@pytest.fixture(scope="module")
def connect(engines, provisioner):
    async def connected(slug=None, password="a password"):  # noqa: S107 -- a throw-away
        partner = Partner(engines.kafka.partners_bootstrap, slug or new_id(), password)
        await provisioner.connect(partner.slug, password)
        await eventually(lambda: partner.enters() and partner.sees() == {partner.handoff, partner.reports})
        return partner

    return connected


@pytest.fixture(scope="module")
def send(engines):
    """Writes a record as a service does."""

    def sent(topic, value):
        producer = Producer({"bootstrap.servers": engines.kafka.bootstrap})
        producer.produce(topic, value, "referral")
        assert producer.flush(10) == 0

    return sent


@pytest.fixture(name="eventually", scope="module")
def eventually_fixture():
    return eventually


@pytest.fixture(scope="module")
def every_topic(engines):
    """Every topic of the registry, existing."""
    create_topics(engines.folder / "logs" / "topics.log", engines.surroundings.shared())
    there = set(AdminClient({"bootstrap.servers": engines.kafka.bootstrap}).list_topics(timeout=10).topics)
    assert set(TOPICS) <= there
    return sorted({*TOPICS, "__consumer_offsets"} & there)


async def eventually(holds, seconds=15):
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(holds):  # noqa: ASYNC110 -- another process decides when
            await asyncio.sleep(0.1)
