"""The registry: every topic with its kind, owner, readers, key, partitions and retention.

Topics are created from it, `docs/events.md` and the README's map are generated from it, and tests compare it with the
subscribers that really exist.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a topic is for, which decides how Kafka keeps it."""

    FACTS = "facts"
    """What happened: ids and codes, in order per key, kept for good."""
    PUBLIC_STATE = "public state"
    """Compacted: one record per entity, what anyone may see; a tombstone erases."""
    EXCHANGE = "exchange"
    """To and from a partner; bounded retention."""
    DEAD_LETTERS = "dead letters"
    """Records that a group could not apply, until an operator replays or discards them."""


FOREVER: None = None
DEAD_LETTER_RETENTION = timedelta(days=30)

PARTITIONS = 6
"""Enough for six replicas of a service; a keyed topic cannot change it without losing the order of its keys."""


@dataclass(frozen=True)
class Topic:
    """One topic of the registry."""

    name: str
    kind: Kind
    owner: str
    """The only service that writes to it."""
    readers: tuple[str, ...]
    key: str
    partitions: int = PARTITIONS
    retention: timedelta | None = FOREVER


def group_of(service: str, topic: str) -> str:
    """The consumer group of a service on a topic: one group per pair, since a shared one couples rebalances."""
    return f"{service}-{topic}"


def dead_letter_topic(service: str, topic: str) -> str:
    """Where the records go that `service` could not apply from `topic`."""
    return f"{group_of(service, topic)}-dlq"


OWNED = (
    Topic("accounts-events", Kind.FACTS, "gateway", (), "account_id"),
    Topic(
        "brands-events",
        Kind.FACTS,
        "brands",
        ("complaints", "disputes", "gateway", "notifications", "scoring"),
        "brand_id",
    ),
    Topic("brands-public", Kind.PUBLIC_STATE, "brands", ("disputes", "gateway", "notifications"), "brand_id"),
    Topic("complaints-events", Kind.FACTS, "complaints", ("disputes", "notifications", "scoring"), "complaint_id"),
    Topic("complaints-public", Kind.PUBLIC_STATE, "complaints", ("gateway",), "complaint_id"),
    Topic("disputes-events", Kind.FACTS, "disputes", ("complaints", "notifications", "scoring"), "complaint_id"),
    Topic("disputes-public", Kind.PUBLIC_STATE, "disputes", ("gateway",), "dispute_id"),
    Topic("notifications-events", Kind.FACTS, "notifications", ("brands", "complaints"), "complaint_id or account_id"),
    Topic("partners-events", Kind.FACTS, "partners", (), "referral_id"),
    Topic("partners-public", Kind.PUBLIC_STATE, "partners", (), "partner"),
    Topic("plans-events", Kind.FACTS, "brands", (), "brand_id"),
    Topic("scores-public", Kind.PUBLIC_STATE, "scoring", ("gateway",), "subject_id"),
)
"""Topics that a service writes to in the course of business."""

DEAD_LETTERS = tuple(
    Topic(
        dead_letter_topic(reader, topic.name),
        Kind.DEAD_LETTERS,
        reader,
        (),
        topic.key,
        partitions=1,
        retention=DEAD_LETTER_RETENTION,
    )
    for topic in OWNED
    for reader in topic.readers
)

TOPICS = {topic.name: topic for topic in (*OWNED, *DEAD_LETTERS)}
"""Every topic by name."""
