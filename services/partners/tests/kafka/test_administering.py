"""A partner administers nothing: no topic, group, right or user, its own included."""

import asyncio
from dataclasses import dataclass

import pytest
from confluent_kafka import ConsumerGroupTopicPartitions as GroupOffsets
from confluent_kafka import TopicPartition
from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    NewPartitions,
    NewTopic,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialUpsertion,
)
from services.partners.tests.kafka.outsider import DENIED, Partner, error_of

from servicekit.ids import new_id


@dataclass(frozen=True)
class Attempt:
    """What a partner tries, on its own things and on another's."""

    admin: AdminClient
    mine: Partner
    other: Partner


# How the users are described is not tried: librdkafka 2.16 aborts its process at the refusal.
REQUESTS = {
    "creates a topic": lambda it: it.admin.create_topics([NewTopic(f"reports-{new_id()}", 1, 1)]),
    "deletes its topic": lambda it: it.admin.delete_topics([it.mine.handoff]),
    "deletes another's topic": lambda it: it.admin.delete_topics([it.other.handoff]),
    "describes another's topic": lambda it: it.admin.describe_configs(
        [ConfigResource(ResourceType.TOPIC, it.other.handoff)]
    ),
    "describes the broker": lambda it: it.admin.describe_configs([ConfigResource(ResourceType.BROKER, "1")]),
    "keeps its topic for longer": lambda it: it.admin.incremental_alter_configs(
        [
            ConfigResource(
                ResourceType.TOPIC,
                it.mine.handoff,
                incremental_configs=[ConfigEntry("retention.ms", "-1", incremental_operation=AlterConfigOpType.SET)],
            )
        ]
    ),
    "adds partitions": lambda it: it.admin.create_partitions([NewPartitions(it.mine.reports, 2)]),
    "empties its topic": lambda it: it.admin.delete_records([TopicPartition(it.mine.handoff, 0, 0)]),
    "grants itself a right": lambda it: it.admin.create_acls(
        [
            AclBinding(
                ResourceType.TOPIC,
                it.other.handoff,
                ResourcePatternType.LITERAL,
                f"User:{it.mine.user}",
                "*",
                AclOperation.READ,
                AclPermissionType.ALLOW,
            )
        ]
    ),
    "deletes the rights": lambda it: it.admin.delete_acls([everything()]),
    "takes another's password": lambda it: it.admin.alter_user_scram_credentials([taken(it.other.user)]),
    "makes itself the super user": lambda it: it.admin.alter_user_scram_credentials([taken("ANONYMOUS")]),
    "describes another's group": lambda it: it.admin.describe_consumer_groups([it.other.group]),
    "describes a service's group": lambda it: it.admin.describe_consumer_groups(["partners-reports"]),
    "deletes another's group": lambda it: it.admin.delete_consumer_groups([it.other.group]),
    "deletes its own group": lambda it: it.admin.delete_consumer_groups([it.mine.group]),
    "reads another's offsets": lambda it: it.admin.list_consumer_group_offsets([GroupOffsets(it.other.group)]),
    "moves another's offsets": lambda it: it.admin.alter_consumer_group_offsets(
        [GroupOffsets(it.other.group, [TopicPartition(it.other.handoff, 0, 99)])]
    ),
    "moves a service's offsets": lambda it: it.admin.alter_consumer_group_offsets(
        [GroupOffsets("partners-reports", [TopicPartition(it.mine.reports, 0, 99)])]
    ),
}


def everything():
    """Every right of everyone."""
    return AclBindingFilter(
        ResourceType.ANY, None, ResourcePatternType.ANY, None, None, AclOperation.ANY, AclPermissionType.ANY
    )


def taken(user):
    scram = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 8192)
    return UserScramCredentialUpsertion(user, scram, b"taken")


@pytest.fixture(scope="module")
async def attempt(connect, send):
    """A partner at its tools, beside another that has a group."""
    mine, other = await connect(), await connect()
    for partner in (mine, other):
        send(partner.handoff, b"{}")
        await asyncio.to_thread(partner.read, partner.handoff, partner.group)
    return Attempt(mine.admin(), mine, other)


@pytest.mark.parametrize("requested", REQUESTS.values(), ids=REQUESTS)
async def test_a_partner_administers_nothing(attempt, requested):
    assert await asyncio.to_thread(lambda: error_of(requested(attempt))) in DENIED


async def test_a_partner_sees_no_right_of_anyone(engines, attempt):
    within = AdminClient({"bootstrap.servers": engines.kafka.bootstrap})
    assert await asyncio.to_thread(within.describe_acls(everything()).result, 10)
    assert await asyncio.to_thread(attempt.admin.describe_acls(everything()).result, 10) == []


async def test_a_partner_sees_no_group_but_its_own(attempt):
    listed = await asyncio.to_thread(attempt.admin.list_consumer_groups().result, 10)
    assert [group.group_id for group in listed.valid] == [attempt.mine.group]
