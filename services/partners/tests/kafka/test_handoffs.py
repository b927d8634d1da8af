"""What was handed over is found again on its topic by its digest, while it is there."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from aiokafka import AIOKafkaProducer

from contracts.topics import handoff_topic
from partners.handoffs import Handoffs, HandoffsUnavailableError
from servicekit.ids import new_id


@pytest.mark.promise("P3")
async def test_a_message_is_found_by_its_digest_among_others_and_one_that_is_gone_is_not(engines, create_topics):
    slug, started = f"avo-{new_id()[-12:]}", datetime.now(UTC)
    await create_topics(engines.kafka.bootstrap, handoff_topic(slug))
    producer = AIOKafkaProducer(bootstrap_servers=engines.kafka.bootstrap)
    await producer.start()
    for nth in range(5):
        await producer.send_and_wait(handoff_topic(slug).name, b"message %d" % nth, key=b"same")
    await producer.stop()
    handoffs = Handoffs(engines.kafka.bootstrap)

    async def found(content, since=started):
        return await handoffs.find(slug, hashlib.sha256(content).hexdigest(), since)

    assert await found(b"message 3") == b"message 3"
    assert await found(b"message 9") is None
    assert await found(b"message 3", started + timedelta(days=1)) is None


async def test_a_broker_that_is_away_is_said_to_be_away(monkeypatch):
    monkeypatch.setattr("partners.handoffs.PATIENCE", timedelta(seconds=0.5))
    with pytest.raises(HandoffsUnavailableError):
        await Handoffs("127.0.0.1:1").find("avo", "0" * 64, datetime.now(UTC))
