"""From facts on the real Kafka to cells on the real Kafka, by the service as it runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pydantic import SecretStr
from services.partners.tests.opendata.test_service import BRANDS, Case

from contracts.message import Envelope
from contracts.partners import PublicAggregate
from partners.main import build
from partners.settings import Settings
from reclameici.local.services import create_topics
from servicekit.database import Database
from servicekit.ids import new_id
from servicekit.migrations import migrate
from servicekit.service import build_app

LONG_AGO = datetime(2019, 3, 12, 8, tzinfo=UTC)
"""Of a month that no other test publishes."""


@asynccontextmanager
async def running(engines) -> AsyncIterator[None]:
    """A partners service of its own: the topics are shared, its group and database are not."""
    create_topics(engines.folder / "logs" / "topics.log", engines.surroundings.shared())
    name = f"partners-{new_id()[-12:]}"
    url = await asyncio.to_thread(engines.postgresql.create_database, name.replace("-", "_"))
    settings = Settings(
        database_url=SecretStr(url),
        kafka_bootstrap=engines.kafka.bootstrap,
        principal_keys=engines.secrets.principal_keys,
        instance="test",
        deadline_poll=timedelta(seconds=0.1),
        freeze_wait=timedelta(seconds=5),
    )
    service = replace(build(settings), name=name)
    database = Database(url, pool_size=1)
    await migrate(database, service.migrations)
    await database.close()
    app = build_app(service)
    async with app.router.lifespan_context(app):
        yield


@pytest.mark.promise("P5")
@pytest.mark.timeout(60)
async def test_facts_of_a_month_that_is_over_become_a_cell_that_everyone_can_read(engines):
    cases = [Case(nth, at=LONG_AGO) for nth in range(12)]
    facts = [*(each.published for each in cases), *(each.answered() for each in cases)]
    async with running(engines), _reader(engines) as reader, _writer(engines) as write:
        await write([*BRANDS, *facts, *(each.rated() for each in cases[:4])])
        async for record in reader:
            cell = PublicAggregate.model_validate_json(record.value) if record.headers and record.value else None
            if cell and cell.month == "2019-03":
                break
    assert (record.key.decode(), cell.sector, cell.complaints, cell.solved) == (cell.aggregate_id, "telecom", 12, 4)


@asynccontextmanager
async def _reader(engines) -> AsyncIterator[AIOKafkaConsumer]:
    bootstrap = engines.kafka.bootstrap
    reader = AIOKafkaConsumer("aggregates-public", bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await reader.start()
    yield reader
    await reader.stop()


@asynccontextmanager
async def _writer(engines) -> AsyncIterator:
    producer = AIOKafkaProducer(bootstrap_servers=engines.kafka.bootstrap, acks="all")
    await producer.start()

    async def write(messages):
        for each in messages:
            envelope = Envelope(id=new_id(), source="/tests", type=each.type, subject=each.key, time=LONG_AGO)
            headers = [(name, value.encode()) for name, value in envelope.headers().items()]
            await producer.send(each.topic, each.model_dump_json().encode(), key=each.key.encode(), headers=headers)
        await producer.flush()

    yield write
    await producer.stop()
