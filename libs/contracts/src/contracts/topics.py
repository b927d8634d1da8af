"""The registry: every topic with its kind, owner, readers, key, partitions and retention.

Topics are created from it, `docs/events.md` and the README's map are generated from it, and tests compare it with the
subscribers that really exist.
"""

import re
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
HANDOFF_RETENTION = timedelta(days=7)
"""What a partner did not fetch by then is handed over again or not at all."""
REPORT_RETENTION = timedelta(days=30)
"""Longer than any outage of ours."""
EXCHANGE_RECORD_BYTES = 256 * 1024
"""Largest record of a partner's topics. A report that is all headers still fits into the dead letters as text."""

PARTITIONS = 6
"""Enough for six replicas of a service; a keyed topic cannot change it without losing the order of its keys."""


@dataclass(frozen=True)
class Topic:
    """One topic of the registry."""

    name: str
    kind: Kind
    owner: str
    """The only service, or partner, that writes to it."""
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
    Topic("aggregates-public", Kind.PUBLIC_STATE, "partners", ("gateway",), "aggregate_id"),
    Topic(
        "brands-events",
        Kind.FACTS,
        "brands",
        ("complaints", "disputes", "gateway", "notifications", "partners", "scoring"),
        "brand_id",
    ),
    Topic("brands-public", Kind.PUBLIC_STATE, "brands", ("disputes", "gateway", "notifications"), "brand_id"),
    Topic(
        "complaints-events",
        Kind.FACTS,
        "complaints",
        ("disputes", "notifications", "partners", "scoring"),
        "complaint_id",
    ),
    Topic("complaints-public", Kind.PUBLIC_STATE, "complaints", ("gateway",), "complaint_id"),
    Topic(
        "disputes-events",
        Kind.FACTS,
        "disputes",
        ("complaints", "notifications", "partners", "scoring"),
        "complaint_id or quote_id or alert_id",
    ),
    Topic("disputes-public", Kind.PUBLIC_STATE, "disputes", ("gateway",), "dispute_id"),
    Topic("notifications-events", Kind.FACTS, "notifications", ("brands", "complaints"), "complaint_id or account_id"),
    Topic("partners-events", Kind.FACTS, "partners", ("disputes", "notifications"), "referral_id"),
    Topic("partners-public", Kind.PUBLIC_STATE, "partners", ("disputes", "gateway", "notifications"), "partner"),
    Topic("plans-events", Kind.FACTS, "brands", (), "brand_id"),
    Topic("scores-public", Kind.PUBLIC_STATE, "scoring", ("gateway",), "subject_id"),
)
"""Topics that a service writes to in the course of business."""

REPORTS = "reports"
"""What the topics of all partners' reports begin with; their group and its dead letters are called after it."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def handoff_topic(slug: str) -> Topic:
    """What one partner receives, encrypted to its key. Raises ValueError for what is no slug."""
    name = f"handoff-{_checked(slug)}"
    return Topic(name, Kind.EXCHANGE, "partners", (), "referral_id", partitions=1, retention=HANDOFF_RETENTION)


def reports_topic(slug: str) -> Topic:
    """What one partner reports back. Raises ValueError for what is no slug."""
    name, owner = f"{REPORTS}-{slug}", partner_user(slug)
    return Topic(name, Kind.EXCHANGE, owner, ("partners",), "referral_id", partitions=1, retention=REPORT_RETENTION)


def partner_user(slug: str) -> str:
    """Who a partner is for Kafka. Raises ValueError for what is no slug."""
    return f"partner-{_checked(slug)}"


def partner_groups(slug: str) -> str:
    """What the names of a partner's consumer groups begin with. Raises ValueError for what is no slug.

    It ends in a dot, which no slug holds: with a hyphen, the groups of `avo-conseil` would also be `avo`'s.
    """
    return f"{partner_user(slug)}."


def _checked(slug: str) -> str:
    """The slug itself: anything else, `*` first of all, could name more than one partner's things."""
    if not SLUG.fullmatch(slug):
        raise ValueError("a partner's slug is made of small letters, digits and single hyphens")
    return slug


def _dead_letters(reader: str, topic: str, key: str) -> Topic:
    name = dead_letter_topic(reader, topic)
    return Topic(name, Kind.DEAD_LETTERS, reader, (), key, partitions=1, retention=DEAD_LETTER_RETENTION)


DEAD_LETTERS = (
    *(_dead_letters(reader, topic.name, topic.key) for topic in OWNED for reader in topic.readers),
    _dead_letters("partners", REPORTS, "referral_id"),
)

TOPICS = {topic.name: topic for topic in (*OWNED, *DEAD_LETTERS)}
"""Every topic that is there from the first day, by name; a partner's two come with the partner."""
