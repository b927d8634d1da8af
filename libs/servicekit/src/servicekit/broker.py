"""The Kafka broker of a process: what it sends by, and what its subscriptions are made from."""

import asyncio
import logging
from datetime import timedelta

from faststream.kafka import KafkaBroker

from servicekit.loops import within

logger = logging.getLogger(__name__)

METADATA_MAX_AGE = timedelta(minutes=5)
"""How old what a client knows of the topics may be; Kafka tells it of changes of those it uses before."""

NEW_TOPICS_WITHIN = timedelta(seconds=5)
"""The same, for a service that listens to topics which are made while it runs."""

KAFKA_WITHIN = timedelta(minutes=1)
"""Longest that one attempt to reach Kafka, or to leave it, may take."""


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
        logger=logger,  # its own writes plain lines past ours
        log_level=logging.DEBUG,
    )


async def connect_patiently(broker: KafkaBroker, pause: timedelta) -> None:
    """Connects the broker, waiting for Kafka as long as it takes."""
    while True:
        try:
            await within(KAFKA_WITHIN, broker.connect())
        except Exception:
            logger.warning("Kafka does not answer yet, tried again", exc_info=True)
            await asyncio.sleep(pause.total_seconds())
        else:
            return
