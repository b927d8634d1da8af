"""The AsyncAPI document for partners: whole, true to the contracts, and its examples can be used as they are."""

import re

import jsonschema
import pytest
import yaml

from contracts import exchange
from contracts.topics import handoff_topic, reports_topic
from reclameici.docs.asyncapi import HANDED, asyncapi_page

PAGE = asyncapi_page()
DOCUMENT = yaml.safe_load(PAGE)
MESSAGES = DOCUMENT["components"]["messages"]
MODELS = {model.__name__: (type_, model) for type_, model in (HANDED | exchange.REPORTS).items()}

each_message = pytest.mark.parametrize("name", MODELS)


def found(reference):
    node = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        node = node[step]
    return node


def test_every_reference_leads_somewhere():
    references = re.findall(r"\$ref: '?([^'\n]+)", PAGE)
    assert references
    assert all(found(each) for each in references)


def test_it_describes_every_message_of_the_exchange_and_no_other():
    assert set(MESSAGES) == set(MODELS)
    assert set(DOCUMENT["channels"]["handoffs"]["messages"]) == {model.__name__ for model in HANDED.values()}
    assert set(DOCUMENT["channels"]["reports"]["messages"]) == {each.__name__ for each in exchange.REPORTS.values()}


def test_what_partners_receive_are_the_types_that_the_contract_names():
    types = {exchange.CASE_TYPE, exchange.LINKS_TYPE, exchange.WITHDRAWN_TYPE, exchange.REJECTED_TYPE}
    assert set(HANDED) == types


@each_message
def test_an_example_is_one_of_its_schema_and_of_its_contract(name):
    type_, model = MODELS[name]
    (example,) = MESSAGES[name]["examples"]
    schema = found(MESSAGES[name]["payload"]["$ref"]) | {"components": DOCUMENT["components"]}
    jsonschema.validate(example["payload"], schema)
    assert model.model_validate(example["payload"]).model_dump(mode="json", exclude_unset=True) == example["payload"]
    jsonschema.validate(example["headers"], MESSAGES[name]["headers"])
    assert example["headers"]["ce_type"] == MESSAGES[name]["name"] == type_


def test_a_report_with_an_unknown_field_is_none_for_the_document_either():
    schema = found("#/components/schemas/StepReport")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"referral_id": "1", "step": "studied", "comment": "Bonjour"}, schema)


@pytest.mark.parametrize(
    ("channel", "topic"), [("handoffs", handoff_topic("slug")), ("reports", reports_topic("slug"))]
)
def test_a_channel_is_named_and_kept_as_its_topic(channel, topic):
    described = DOCUMENT["channels"][channel]
    assert described["address"].format(slug="slug") == topic.name
    kept = described["bindings"]["kafka"]["topicConfiguration"]["retention.ms"]
    assert kept == topic.retention.total_seconds() * 1000


def test_partners_enter_by_scram():
    (security,) = DOCUMENT["servers"]["kafka"]["security"]
    assert found(security["$ref"])["type"] == "scramSha512"
