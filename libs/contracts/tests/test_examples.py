"""Two examples of each message, full and with the required fields alone: documentation that cannot lie."""

import json

import jsonschema
import pytest

from reclameici.docs.catalogue import message_types
from reclameici.docs.examples import EXAMPLES, FULL, REQUIRED, path_of
from reclameici.docs.goldens import golden_of

CASES = [(message, which) for message in message_types() for which in (FULL, REQUIRED)]


def example(message, which):
    return json.loads(path_of(message, which).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("message", "which"), CASES, ids=lambda value: getattr(value, "type", value))
def test_an_example_fits_the_golden_schema(message, which):
    jsonschema.validate(
        example(message, which), golden_of(message), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


@pytest.mark.parametrize(("message", "which"), CASES, ids=lambda value: getattr(value, "type", value))
def test_an_example_is_read_and_written_without_loss(message, which):
    given = example(message, which)
    written = json.loads(message.model_validate(given).model_dump_json())
    assert {name: written[name] for name in given} == given


@pytest.mark.parametrize("message", message_types(), ids=lambda message: message.type)
def test_the_full_example_has_every_field_and_the_other_one_only_the_required(message):
    required = {name for name, field in message.model_fields.items() if field.is_required()}
    assert set(example(message, FULL)) == set(message.model_fields)
    assert set(example(message, REQUIRED)) == required


@pytest.mark.parametrize("message", message_types(), ids=lambda message: message.type)
def test_a_reader_ignores_a_field_that_it_does_not_know(message):
    given = example(message, FULL)
    assert message.model_validate(given | {"from_the_future": 1}) == message.model_validate(given)


def test_each_example_belongs_to_a_message():
    assert sorted(EXAMPLES.glob("*.json")) == sorted(path_of(message, which) for message, which in CASES)
