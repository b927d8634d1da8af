"""What was handed over, found again on a partner's topic while Kafka keeps it: for a partner that has no Kafka."""

import asyncio
import hashlib
from datetime import datetime, timedelta

from confluent_kafka import Consumer, KafkaException, TopicPartition

from contracts.topics import handoff_topic

PATIENCE = timedelta(seconds=10)
"""Longest wait for one answer of Kafka."""

EARLIER = timedelta(minutes=1)
"""How long before the gate's decision the search begins: a broker's clock may be late."""


class HandoffsUnavailableError(Exception):
    """Kafka did not answer."""


class Handoffs:
    """Reads handoff topics; what is read stays there, and stays encrypted to the partner."""

    def __init__(self, bootstrap: str) -> None:
        """Args: bootstrap: the services' own listener."""
        self._bootstrap = bootstrap

    async def find(self, slug: str, digest: str, since: datetime) -> bytes | None:
        """The record of that SHA-256, in hexadecimal; None where Kafka keeps it no more.

        Raises:
            HandoffsUnavailableError.
        """
        try:
            return await asyncio.to_thread(self._find, slug, digest, since - EARLIER)
        except KafkaException as error:
            raise HandoffsUnavailableError from error

    def _find(self, slug: str, digest: str, since: datetime) -> bytes | None:
        seconds = PATIENCE.total_seconds()
        # Partitions are assigned and nothing is committed: the group's name is asked for and never used.
        consumer = Consumer(
            {"bootstrap.servers": self._bootstrap, "group.id": "partners-handoffs", "enable.auto.commit": False}
        )
        try:
            wanted = TopicPartition(handoff_topic(slug).name, 0, int(since.timestamp() * 1000))
            (start,) = consumer.offsets_for_times([wanted], timeout=seconds)
            _, end = consumer.get_watermark_offsets(wanted, timeout=seconds)
            consumer.assign([start])
            place = start.offset
            while 0 <= place < end:
                record = consumer.poll(seconds)
                if record is None or record.error():
                    raise HandoffsUnavailableError
                value: bytes = record.value() or b""
                if hashlib.sha256(value).hexdigest() == digest:
                    return value
                place = (record.offset() or 0) + 1
            return None
        finally:
            consumer.close()
