"""A partner's place in Kafka: its pair of topics, its user and what it may do there.

Through librdkafka's admin client, since aiokafka's knows neither users nor ACLs.
"""

import asyncio
from collections.abc import Mapping
from concurrent.futures import Future
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    NewTopic,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from contracts.topics import Topic, handoff_topic, partner_groups, partner_user, reports_topic
from servicekit.topics import exchange_config

ITERATIONS = 8192
"""Rounds of the hash that a password is kept as (SCRAM, RFC 5802); Kafka takes 4096 to 16384."""

PATIENCE = timedelta(seconds=15)
"""Longest wait for one answer of Kafka."""


class ProvisioningError(Exception):
    """Kafka did not do all that was asked. Asking again is harmless, and needed."""


class Provisioner:
    """Lets partners into Kafka and out of it."""

    def __init__(self, bootstrap: str, replication: int, patience: timedelta = PATIENCE) -> None:
        """Args: bootstrap: the services' own listener; replication: copies of each partition."""
        self._bootstrap = bootstrap
        self._replication = replication
        self._patience = patience.total_seconds()

    async def connect(self, slug: str, password: str) -> None:
        """Lets a partner in, or gives it another password; what is there already stays.

        Raises:
            ProvisioningError: not all was done; a step tries again.
        """
        await asyncio.to_thread(self._connect, slug, password)

    async def restore(self, slug: str, *, enters: bool) -> None:
        """Makes what is missing of a partner's topics, and of its rights if it may enter; its user is not ours to make.

        Raises:
            ProvisioningError: not all was done; asking again is harmless.
        """
        await asyncio.to_thread(self._restore, slug, enters)

    async def open_topics(self, slug: str) -> None:
        """Makes a partner's pair of topics; what is there already stays.

        Raises:
            ProvisioningError: not all was done; asking again is harmless.
        """
        await asyncio.to_thread(self._open_topics, slug, self._admin())

    async def disconnect(self, slug: str) -> None:
        """Takes a partner's rights away, and its password; its topics stay until their records have had their time.

        Raises:
            ProvisioningError: not all was done; a step tries again.
        """
        await asyncio.to_thread(self._disconnect, slug)

    def _connect(self, slug: str, password: str) -> None:
        self._restore(slug, enters=True)
        # The user comes last: whoever can enter finds everything there.
        self._set_password(self._admin(), slug, password)

    def _set_password(self, admin: AdminClient, slug: str, password: str) -> None:
        scram = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS)
        password_set = UserScramCredentialUpsertion(partner_user(slug), scram, password.encode())
        self._settle(admin.alter_user_scram_credentials([password_set], **self._timeout))

    def _restore(self, slug: str, enters: bool) -> None:
        admin = self._admin()
        self._open_topics(slug, admin)
        if enters:
            self._settle(admin.create_acls(rights(slug), **self._timeout))

    def _open_topics(self, slug: str, admin: AdminClient) -> None:
        topics = [self._new(topic) for topic in (handoff_topic(slug), reports_topic(slug))]
        self._settle(admin.create_topics(topics, **self._timeout), settled=KafkaError.TOPIC_ALREADY_EXISTS)

    def _disconnect(self, slug: str) -> None:
        admin, user = self._admin(), partner_user(slug)
        # The user stays, with a password that nobody knows: where one was removed, Kafka 4.3 may forget all of them at
        # its next start, as it reads its log again.
        self._set_password(admin, slug, token_urlsafe(32))
        # Sessions that are open outlive their user, so what they may do ends with the rights.
        self._settle(admin.delete_acls([_all_rights_of(user)], **self._timeout))

    def _admin(self) -> AdminClient:
        # Silent: librdkafka writes to the standard error as it likes, and what fails is in the answers.
        return AdminClient({"bootstrap.servers": self._bootstrap, "log_level": 0})

    @property
    def _timeout(self) -> dict[str, float]:
        return {"request_timeout": self._patience}

    def _new(self, topic: Topic) -> NewTopic:
        return NewTopic(topic.name, topic.partitions, self._replication, config=exchange_config(topic))

    def _settle(self, answers: Mapping[Any, "Future[Any]"], settled: int | None = None) -> None:
        """Waits for all answers; the error `settled` says that there was nothing to do."""
        for answer in answers.values():
            try:
                answer.result()
            except KafkaException as error:
                if error.args[0].code() != settled:
                    raise ProvisioningError(error.args[0].name()) from error


def rights(slug: str) -> list[AclBinding]:
    """All that a partner may do in Kafka."""
    handoff, reports = handoff_topic(slug).name, reports_topic(slug).name
    literal, prefixed = ResourcePatternType.LITERAL, ResourcePatternType.PREFIXED
    granted = (
        (ResourceType.TOPIC, handoff, literal, AclOperation.READ),
        (ResourceType.TOPIC, handoff, literal, AclOperation.DESCRIBE),
        (ResourceType.TOPIC, reports, literal, AclOperation.WRITE),
        (ResourceType.TOPIC, reports, literal, AclOperation.DESCRIBE),
        (ResourceType.GROUP, partner_groups(slug), prefixed, AclOperation.READ),
    )
    principal = f"User:{partner_user(slug)}"
    return [
        AclBinding(kind, name, pattern, principal, "*", operation, AclPermissionType.ALLOW)
        for kind, name, pattern, operation in granted
    ]


def _all_rights_of(user: str) -> AclBindingFilter:
    return AclBindingFilter(
        ResourceType.ANY,
        None,  # type: ignore[arg-type]  # any name
        ResourcePatternType.ANY,
        f"User:{user}",
        None,  # type: ignore[arg-type]  # any host
        AclOperation.ANY,
        AclPermissionType.ANY,
    )
