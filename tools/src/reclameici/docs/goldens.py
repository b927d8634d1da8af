"""Golden schemas: what each message looked like when it was last agreed, and whether it may change so.

A writer writes known fields only, a reader skips unknown ones: hence "writer closed, reader open". A change is
compatible when today's readers read yesterday's records and yesterday's readers read today's.
"""

import json
from pathlib import Path
from typing import Any

from jsoncompat import check_compat
from pydantic.json_schema import GenerateJsonSchema

from contracts.message import Message
from reclameici.local.workspace import ROOT

SCHEMAS = ROOT / "libs" / "contracts" / "schemas"

Schema = dict[str, Any]


class _Bare(GenerateJsonSchema):
    """Schemas without the titles that repeat each field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 -- Pydantic's signature
        return False


def schema_of(model: type[Message]) -> Schema:
    """The JSON Schema of a message's data."""
    return without_prose(model.model_json_schema(schema_generator=_Bare))


def without_prose(schema: Schema) -> Schema:
    """A schema without its docstrings: a better one is no change."""
    for described in (schema, *schema.get("$defs", {}).values()):
        described.pop("description", None)
        described.pop("title", None)
    return schema


def path_of(model: type[Message]) -> Path:
    """Where the golden schema of a message stands."""
    return SCHEMAS / f"{model.type}.json"


def golden_of(model: type[Message]) -> Schema:
    """The golden schema of a message. Raises FileNotFoundError before it was written."""
    golden: Schema = json.loads(path_of(model).read_text(encoding="utf-8"))
    return golden


def written(schema: Schema) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def reads(reader: Schema, writer: Schema) -> bool:
    """True where a reader with one schema accepts all that a writer with the other may write."""
    return check_compat(json.dumps(_closed(writer)), json.dumps(reader), "deserializer")


def is_compatible(old: Schema, new: Schema) -> bool:
    """True where the change from one schema to the other breaks neither today's readers nor yesterday's."""
    return reads(reader=new, writer=old) and reads(reader=old, writer=new)


def _closed(schema: Schema) -> Schema:
    """The schema of what a writer writes: the fields it knows and no other."""
    parts = {name: _closed(part) for name, part in schema.get("$defs", {}).items()}
    closed = schema | ({"$defs": parts} if parts else {})
    return closed | ({"additionalProperties": False} if "properties" in schema else {})
