"""Golden schemas: a message may grow by optional fields; anything else is a new major beside the old one."""

import json

import pytest

from contracts.message import Fact
from reclameici.docs.catalogue import message_types
from reclameici.docs.goldens import SCHEMAS, golden_of, is_compatible, path_of, reads, schema_of

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
OPTIONAL_TEXT = {"anyOf": [TEXT, {"type": "null"}], "default": None}


def record(required: tuple[str, ...] = ("a",), **properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": list(required)}


OLD = record(a=TEXT, b=OPTIONAL_TEXT)


@pytest.mark.parametrize("message", message_types(), ids=lambda message: message.type)
def test_a_reader_of_today_reads_what_was_written_before(message):
    assert reads(reader=schema_of(message), writer=golden_of(message))


@pytest.mark.parametrize("message", message_types(), ids=lambda message: message.type)
def test_a_reader_of_before_reads_what_is_written_today(message):
    assert reads(reader=golden_of(message), writer=schema_of(message))


def test_each_golden_schema_belongs_to_a_message():
    assert sorted(SCHEMAS.glob("*.json")) == [path_of(message) for message in message_types()]


def test_an_optional_field_more_is_compatible():
    assert is_compatible(OLD, record(a=TEXT, b=OPTIONAL_TEXT, c=OPTIONAL_TEXT))


def test_an_optional_field_less_is_compatible():
    assert is_compatible(OLD, record(a=TEXT))


@pytest.mark.parametrize(
    ("what", "new"),
    [
        ("a required field more", record(("a", "c"), a=TEXT, b=OPTIONAL_TEXT, c=TEXT)),
        ("a required field less", record((), b=OPTIONAL_TEXT)),
        ("a required field that becomes optional", record((), a=TEXT, b=OPTIONAL_TEXT)),
        ("another type", record(a=NUMBER, b=OPTIONAL_TEXT)),
        ("another name", record(("x",), x=TEXT, b=OPTIONAL_TEXT)),
        ("a required field that may be null", record(a={"anyOf": [TEXT, {"type": "null"}]}, b=OPTIONAL_TEXT)),
    ],
)
def test_any_other_change_is_breaking(what, new):
    assert not is_compatible(OLD, new), what


def test_one_code_more_breaks_the_readers_of_before():
    few, more = record(a={"enum": ["x"]}), record(a={"enum": ["x", "y"]})
    assert reads(reader=more, writer=few)
    assert not reads(reader=few, writer=more)


def test_a_change_inside_a_part_is_seen():
    def holding(part):
        return {"$defs": {"Part": part}} | record(("p",), p={"$ref": "#/$defs/Part"})

    assert not is_compatible(holding(record(x=TEXT)), holding(record(("a", "y"), x=TEXT, y=TEXT)))


def test_a_better_docstring_is_no_change():
    class Told(Fact):
        """One way to say it."""

        told_id: str

    assert "One way" not in json.dumps(schema_of(Told))
