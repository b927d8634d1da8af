"""The Kafka broker of a process and its subscribers, one group per service and topic."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaMessage
from faststream.kafka.subscriber.usecase import BatchSubscriber

from contracts.topics import group_of
from servicekit.applying import Applier, Record, is_infrastructure

logger = logging.getLogger(__name__)

MAX_RECORDS = 500
"""Records of a batch: the throughput of a set-based effect is flat above it."""

BATCH_TIMEOUT_MS = 50
"""Longest wait for a batch to fill; what an idle subscriber costs falls with it."""


METADATA_MAX_AGE = timedelta(minutes=5)
"""How old what a client knows of the topics may be; Kafka tells it of changes of those it uses before."""

NEW_TOPICS_WITHIN = timedelta(seconds=5)
"""The same, for a service that listens to topics which are made while it runs."""


def make_broker(bootstrap: str, client_id: str, metadata_max_age: timedelta = METADATA_MAX_AGE) -> KafkaBroker:
    """A broker whose producer is idempotent and waits for all replicas."""
    return KafkaBroker(
        bootstrap.split(","),
        client_id=client_id,
        acks="all",
        enable_idempotence=True,
        linger_ms=0,
        metadata_max_age_ms=int(metadata_max_age.total_seconds() * 1000),
        apply_types=False,
        allow_auto_create_topics=False,
        logger=logging.getLogger("faststream"),
        log_level=logging.DEBUG,
    )


async def start_patiently(broker: KafkaBroker, pause: timedelta) -> None:
    """Starts the broker, waiting for Kafka as long as it takes."""
    while True:
        try:
            await broker.start()
        except Exception:
            logger.warning("Kafka does not answer yet, tried again", exc_info=True)
            await asyncio.sleep(pause.total_seconds())
        else:
            return


@dataclass
class Progress:
    """Whether a subscriber gets anywhere."""

    failing: bool = False
    """True while its batches meet errors and are tried again."""
    subscriber: BatchSubscriber | None = None

    async def lag(self) -> int:
        """Records of the assigned partitions that are not applied yet."""
        consumer = self.subscriber.consumer if self.subscriber else None
        if consumer is None:
            return 0
        behind = 0
        for partition in consumer.assignment():
            newest = consumer.highwater(partition) or 0
            behind += max(0, newest - await consumer.position(partition))
        return behind


def subscribe(
    broker: KafkaBroker,
    service: str,
    topic: str,
    consumer: Applier[Any],
    instance: str,
    pause: timedelta,
    is_prefix: bool = False,
) -> Progress:
    """Subscribes a consumer to its topic. Offsets are committed only after a batch is applied.

    Args:
        is_prefix: subscribes to all topics `<topic>-…` instead, new ones as soon as the broker sees them.
    """
    progress = Progress()

    async def consume(message: KafkaMessage) -> None:
        records = message.raw_message
        assert isinstance(records, tuple)
        try:
            await consumer.apply(records)
        except Exception as error:
            level = logging.WARNING if is_infrastructure(error) else logging.ERROR
            logger.log(level, "batch of %s not applied, tried again", topic, exc_info=True)
            progress.failing = True
            await asyncio.sleep(pause.total_seconds())
            await message.nack()
        else:
            progress.failing = False
            await message.ack()

    progress.subscriber = broker.subscriber(
        *(() if is_prefix else (topic,)),
        pattern=f"^{topic}-.*" if is_prefix else None,
        group_id=group_of(service, topic),
        group_instance_id=f"{service}-{topic}-{instance}",
        batch=True,
        max_records=MAX_RECORDS,
        batch_timeout_ms=BATCH_TIMEOUT_MS,
        auto_offset_reset="earliest",
        ack_policy=AckPolicy.MANUAL,
        parser=_parse,
        decoder=_decode,
        no_reply=True,
    )
    progress.subscriber(consume)
    return progress


async def _parse(records: Sequence[Record], original: Callable[[Any], Awaitable[KafkaMessage]]) -> KafkaMessage:
    """FastStream's message around the raw records.

    Its own parser raises on a null or non-UTF-8 header and would lose the batch: it gets records without headers.
    """
    message = await original(tuple(replace(record, headers=()) for record in records))
    message.raw_message = tuple(records)
    return message


async def _decode(message: KafkaMessage) -> KafkaMessage:
    """The handler gets the message itself; the consumer decodes record by record."""
    return message
