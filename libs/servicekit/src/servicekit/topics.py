"""Creates the registry's topics: `python -m servicekit.topics`, a step before the services start."""

import asyncio
import logging
import sys
from datetime import timedelta

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaConnectionError, for_code
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from contracts.topics import EXCHANGE_RECORD_BYTES, TOPICS, Kind, Topic

logger = logging.getLogger(__name__)

ALREADY_EXISTS = 36
"""Kafka's error code TOPIC_ALREADY_EXISTS."""

EXCHANGE_BYTES = 256 * 1024 * 1024
"""Most of a partner's topic that is kept, so that none fills the disk."""

EXCHANGE_SEGMENT = timedelta(days=1)
"""How far beyond its retention a record of a partner's topic may stay: a whole segment goes at once."""


class TopicSettings(BaseSettings):
    """What the topics are created with."""

    model_config = SettingsConfigDict(env_prefix="RECLAMEICI_")

    kafka_bootstrap: str = Field("127.0.0.1:9092", description="Kafka's bootstrap servers, comma-separated.")
    replication: int = Field(1, description="Copies of each partition.")
    compaction_lag: timedelta = Field(
        timedelta(hours=6), description="Longest time an erased text may stay in the log of a public topic."
    )
    tombstone_retention: timedelta = Field(
        timedelta(hours=24),
        description="How long a tombstone stays: longer than the longest outage of a reader.",
    )


def config_of(topic: Topic, settings: TopicSettings) -> dict[str, str]:
    """The overrides of a topic, the full set."""
    if topic.kind is Kind.PUBLIC_STATE:
        lag = _milliseconds(settings.compaction_lag)
        return {
            "cleanup.policy": "compact",
            "max.compaction.lag.ms": lag,
            "segment.ms": lag,
            "min.cleanable.dirty.ratio": "0.1",
            "delete.retention.ms": _milliseconds(settings.tombstone_retention),
        }
    return _kept_for(topic)


def exchange_config(topic: Topic) -> dict[str, str]:
    """The overrides of a partner's topic: what an outsider writes is bounded in time, size and volume.

    Kafka says when a record came, and keeps it uncompressed, so that its size is what a reader will hold in memory.
    """
    return _kept_for(topic) | {
        "segment.ms": _milliseconds(EXCHANGE_SEGMENT),
        "retention.bytes": str(EXCHANGE_BYTES),
        "max.message.bytes": str(EXCHANGE_RECORD_BYTES),
        "message.timestamp.type": "LogAppendTime",
        "compression.type": "uncompressed",
    }


def _kept_for(topic: Topic) -> dict[str, str]:
    retention = _milliseconds(topic.retention) if topic.retention else "-1"
    return {"cleanup.policy": "delete", "retention.ms": retention}


async def create_topics(settings: TopicSettings) -> None:
    """Creates what is missing.

    Raises:
        KafkaError: a topic could not be created.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka_bootstrap)
    await _connect(admin)
    try:
        answer = await admin.create_topics(
            [
                NewTopic(
                    topic.name,
                    topic.partitions,
                    settings.replication,
                    topic_configs=config_of(topic, settings),
                )
                for topic in TOPICS.values()
            ]
        )
    finally:
        await admin.close()
    for name, code, *_ in answer.topic_errors:
        if code not in (0, ALREADY_EXISTS):
            raise for_code(code)(name)


async def _connect(admin: AIOKafkaAdminClient, tries: int = 60) -> None:
    for attempt in range(tries):
        try:
            await admin.start()
        except KafkaConnectionError:
            if attempt == tries - 1:
                raise
            await asyncio.sleep(0.5)
        else:
            return


def _milliseconds(span: timedelta) -> str:
    return str(int(span.total_seconds() * 1000))


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    asyncio.run(create_topics(TopicSettings()))
    sys.stdout.write(f"{len(TOPICS)} topics ready\n")
