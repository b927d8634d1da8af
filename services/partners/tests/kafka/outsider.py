"""A partner as Kafka meets it: credentials and librdkafka, nothing of ours."""

import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient

from contracts.topics import handoff_topic, partner_groups, partner_user, reports_topic

SECONDS = 15
DENIED = {
    KafkaError.TOPIC_AUTHORIZATION_FAILED,
    KafkaError.GROUP_AUTHORIZATION_FAILED,
    KafkaError.CLUSTER_AUTHORIZATION_FAILED,
    KafkaError.TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
}


@dataclass(frozen=True)
class Partner:
    """A partner, or who says so, at the partners' listener."""

    bootstrap: str
    slug: str
    password: str

    @property
    def user(self) -> str:
        return partner_user(self.slug)

    @property
    def handoff(self) -> str:
        return handoff_topic(self.slug).name

    @property
    def reports(self) -> str:
        return reports_topic(self.slug).name

    @property
    def group(self) -> str:
        return f"{partner_groups(self.slug)}intake"

    def settings(self, **more: Any) -> dict[str, Any]:
        """Settings of a client, dots written as underscores in `more`."""
        secure = {"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "SCRAM-SHA-512"}
        credentials = {"sasl.username": self.user, "sasl.password": self.password}
        own = {name.replace("_", "."): value for name, value in more.items()}
        return {"bootstrap.servers": self.bootstrap, "log_level": 0} | secure | credentials | own

    def admin(self, **more: Any) -> AdminClient:
        return AdminClient(self.settings(**more))

    def sees(self, **more: Any) -> set[str]:
        """The topics that Kafka shows; raises KafkaException where it does not even answer."""
        return set(self.admin(**more).list_topics(timeout=3).topics)

    def enters(self) -> bool:
        try:
            self.sees()
        except KafkaException:
            return False
        return True

    def read(self, topic: str, group: str, count: int = 1) -> list[bytes]:
        """The next records for a group, committed; raises KafkaException for the first error."""
        consumer = Consumer(self.settings(group_id=group, auto_offset_reset="earliest", enable_auto_commit=False))
        try:
            consumer.subscribe([topic])
            found: list[bytes] = []
            deadline = time.monotonic() + SECONDS
            while len(found) < count:
                assert time.monotonic() < deadline, "nothing came in time"
                found += [value_of(message) for message in consumer.consume(count - len(found), timeout=0.2)]
            consumer.commit(asynchronous=False)
            return found
        finally:
            consumer.close()

    def refused_reads(self, topics: Collection[str]) -> dict[str, int]:
        """What Kafka answers, by topic, to a subscription; fetching without one brings nothing either."""
        consumer = Consumer(self.settings(group_id=self.group, auto_offset_reset="earliest"))
        answers: dict[str, int] = {}
        try:
            consumer.subscribe(list(topics))
            deadline = time.monotonic() + SECONDS
            while len(answers) < len(topics) and time.monotonic() < deadline:
                answers |= {str(each.topic()): each.error().code() for each in consumer.consume(100, timeout=0.2)}
            consumer.assign([TopicPartition(topic, 0, 0) for topic in topics])
            assert [each for each in consumer.consume(1, timeout=2) if not each.error()] == []
        finally:
            consumer.close()
        return answers

    def write(self, *topics: str, value: bytes = b"{}", key: str = "referral", **more: Any) -> dict[str, int | None]:
        """What Kafka answers, by topic, to a record sent there; None: it took it."""
        producer = Producer(self.settings(message_timeout_ms=SECONDS * 1000, **more))
        answers: dict[str, int | None] = {}
        for topic in topics:
            producer.produce(topic, value, key, on_delivery=lambda error, sent: answers.update(_answer(error, sent)))
        producer.flush(SECONDS)
        return answers


def _answer(error: KafkaError | None, sent: Any) -> dict[str, int | None]:
    return {sent.topic(): error.code() if error else None}


def value_of(message: Any) -> bytes:
    """The value of a record; raises KafkaException where it is an error."""
    if message.error():
        raise KafkaException(message.error())
    return bytes(message.value())


def error_of(answers: Any) -> int:
    """The error code of the only answer to an administrator's request."""
    futures = list(answers.values()) if isinstance(answers, dict) else [answers]
    assert len(futures) == 1
    try:
        result = futures[0].result(timeout=SECONDS)
    except KafkaException as error:
        return int(error.args[0].code())
    raise AssertionError(f"it was answered: {result}")


def plain_clients_enter(bootstrap: str) -> bool:
    """Whether somebody without credentials gets an answer."""
    try:
        AdminClient({"bootstrap.servers": bootstrap, "log_level": 0}).list_topics(timeout=3)
    except KafkaException:
        return False
    return True
