"""The registry of topics says what the services really do."""

import re

import pytest
from tests.architecture.house import SERVICES, built

from contracts.message import Fact, PublicState
from contracts.topics import (
    DEAD_LETTERS,
    FOREVER,
    OWNED,
    REPORTS,
    TOPICS,
    Kind,
    dead_letter_topic,
    group_of,
    handoff_topic,
    partner_groups,
    partner_user,
    reports_topic,
)
from contracts.vocabulary import Plan
from reclameici.docs.catalogue import message_types
from reclameici.docs.goldens import schema_of

FACT = re.compile(r"[a-z]+\.[a-z]+\.[a-z]+(-[a-z]+)*\.v[1-9]\d*")
"""`<owner>.<entity>.<past participle>.v<major>`"""

STATE = re.compile(r"[a-z]+\.[a-z]+\.state\.v[1-9]\d*")

OWNERS = {"accounts": "gateway", "plans": "brands"}
"""Owners of the subjects that are not called like their service."""

PLANS = set(Plan.__args__)

each_message = pytest.mark.parametrize("message", message_types(), ids=lambda message: message.type)


@pytest.mark.parametrize("topic", OWNED, ids=lambda topic: topic.name)
def test_the_readers_of_a_topic_are_those_that_subscribe_to_it(topic):
    assert set(topic.readers) == {service for service in SERVICES if topic.name in built(service).handlers.topics()}


def test_no_service_subscribes_to_a_topic_that_is_not_registered():
    heard = {topic for service in SERVICES for topic in built(service).handlers.topics()}
    assert heard <= {topic.name for topic in OWNED}


@pytest.mark.parametrize("service", SERVICES)
def test_only_partners_listens_to_outsiders_and_to_their_reports_alone(service):
    assert set(built(service).handlers.exchanges) <= ({REPORTS} if service == "partners" else set())


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_renders_the_public_state_that_it_owns(service):
    rendered = {state.topic for state in built(service).renderers}
    owned = {topic.name for topic in OWNED if topic.owner == service and topic.kind is Kind.PUBLIC_STATE}
    assert rendered == owned


def test_a_reader_has_a_group_and_dead_letters_of_its_own_for_each_topic():
    pairs = [*((reader, topic.name) for topic in OWNED for reader in topic.readers), ("partners", REPORTS)]
    assert len({group_of(*pair) for pair in pairs}) == len(pairs)
    assert {topic.name for topic in DEAD_LETTERS} == {dead_letter_topic(*pair) for pair in pairs}


@pytest.mark.parametrize("service", SERVICES)
def test_what_was_applied_is_remembered_as_long_as_it_may_be_replayed(service):
    """The inbox is never swept, since facts stay in their topics for good."""
    heard = [TOPICS[topic] for topic in built(service).handlers.topics()]
    replayed_for_good = all(topic.retention is FOREVER for topic in heard if topic.kind is Kind.FACTS)
    assert replayed_for_good
    assert "inbox" not in {since.table.name for since in built(service).kept_for}


def test_topics_are_named_after_their_kind():
    ends = {Kind.FACTS: "-events", Kind.PUBLIC_STATE: "-public", Kind.DEAD_LETTERS: "-dlq"}
    assert [name for name, topic in TOPICS.items() if not name.endswith(ends[topic.kind])] == []


def test_a_partner_has_a_topic_to_read_and_one_to_write_both_kept_for_a_time():
    handoff, reports = handoff_topic("avo-conseil"), reports_topic("avo-conseil")
    assert (handoff.name, handoff.owner, handoff.readers) == ("handoff-avo-conseil", "partners", ())
    assert (reports.name, reports.owner, reports.readers) == (
        "reports-avo-conseil",
        "partner-avo-conseil",
        ("partners",),
    )
    assert {handoff.kind, reports.kind} == {Kind.EXCHANGE}
    assert (handoff.retention.days, reports.retention.days) == (7, 30)
    assert not {handoff.name, reports.name} & set(TOPICS)


def test_the_groups_of_a_partner_are_not_those_of_another_whose_slug_begins_alike():
    assert not partner_groups("avo-conseil").startswith(partner_groups("avo"))


def test_no_group_of_a_service_is_a_partners():
    groups = {group_of(reader, topic.name) for topic in OWNED for reader in topic.readers} | {
        group_of("partners", REPORTS)
    }
    assert not any(group.startswith("partner-") for group in groups)


@pytest.mark.parametrize("name", [handoff_topic, reports_topic, partner_user, partner_groups])
@pytest.mark.parametrize("slug", ["", "*", "a*", "Avo", "a--b", "-a", "a-", "a.b", "a b", "a\n", "é"])
def test_what_is_no_slug_names_nothing_of_a_partner(name, slug):
    with pytest.raises(ValueError, match="slug"):
        name(slug)


@each_message
def test_a_type_follows_the_grammar(message):
    grammar = FACT if issubclass(message, Fact) else STATE
    assert grammar.fullmatch(message.type)


@each_message
def test_the_topic_of_a_type_is_its_owners_and_of_its_kind(message):
    topic = TOPICS[message.topic]
    subject = message.type.partition(".")[0]
    assert topic.owner == OWNERS.get(subject, subject)
    assert topic.kind is (Kind.FACTS if issubclass(message, Fact) else Kind.PUBLIC_STATE)


@each_message
def test_the_key_of_a_message_is_a_required_field_that_the_registry_names(message):
    field = message.model_fields[message.key_field]
    assert field.is_required()
    assert field.annotation is str
    assert message.key_field in TOPICS[message.topic].key.split(" or ")


@each_message
def test_a_class_is_named_after_its_type(message):
    if issubclass(message, PublicState):
        assert message.__name__ == f"Public{message.type.split('.')[1].title().replace('-', '')}"
    else:
        verb = message.type.split(".")[2].title().replace("-", "")
        assert message.__name__.endswith(verb)


def test_every_facts_topic_has_its_types():
    used = {message.topic for message in message_types()}
    assert used == {topic.name for topic in OWNED}


def holds_a_plan(schema):
    """True where a field is called so, or may hold one of the plans."""
    if isinstance(schema, dict):
        named = "plan" in schema.get("properties", {})
        return named or bool(PLANS & set(schema.get("enum", ()))) or any(map(holds_a_plan, schema.values()))
    return isinstance(schema, list) and any(map(holds_a_plan, schema))


@pytest.mark.promise("B3")
@each_message
def test_a_plan_is_on_no_topic_that_is_public_or_that_scoring_or_complaints_read(message):
    topic = TOPICS[message.topic]
    blind = topic.kind is Kind.PUBLIC_STATE or {"scoring", "complaints"} & {topic.owner, *topic.readers}
    assert holds_a_plan(schema_of(message)) is False or not blind


def test_a_plan_is_seen_where_there_is_one():
    assert [message.type for message in message_types() if holds_a_plan(schema_of(message))] == ["plans.plan.chosen.v1"]
