"""What partners receive and send, as AsyncAPI 3 describes it, seen from the partner; the site serves the document."""

from copy import deepcopy
from typing import Any

import yaml

from contracts import exchange
from contracts.message import JOSE, JSON, Contract
from contracts.topics import EXCHANGE_RECORD_BYTES, Topic, handoff_topic, reports_topic
from reclameici.docs.examples import FULL, example_data
from reclameici.docs.goldens import Schema, without_prose

Node = dict[str, Any]

A_PARTNER = "slug"
"""Stands for any partner in the names of its topics."""

HEAD = "# Written by `reclameici docs` from `libs/contracts`; do not edit.\n"

HANDED: dict[str, type[Contract]] = {
    exchange.CASE_TYPE: exchange.HandedCase,
    exchange.LINKS_TYPE: exchange.HandedLinks,
    exchange.WITHDRAWN_TYPE: exchange.WithdrawalNotice,
    exchange.REJECTED_TYPE: exchange.ReportRejected,
}
"""What a partner receives, by CloudEvents type."""

SEALED = (
    "The value is a JWE in compact form (RFC 7516; ECDH-ES+A256KW, A256GCM), encrypted to the partner's newest key, "
    "which its header names in `kid`. The payload below is what it holds."
)

ATTRIBUTES = {
    "ce_specversion": "1.0",
    "ce_id": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f6c",
    "ce_source": "/partners",
    "ce_type": "",
    "ce_subject": "019a4c1e-6d01-7a10-8f3e-1b2c3d4e5f6b",
    "ce_time": "2026-11-02T09:30:00Z",
    "content-type": "",
}
"""CloudEvents attributes of a record, with what they hold in the examples."""


def asyncapi_page() -> str:
    """The document's text."""
    return HEAD + yaml.safe_dump(_document(), sort_keys=False, allow_unicode=True, width=120)


def _document() -> Node:
    handoff, reports = handoff_topic(A_PARTNER), reports_topic(A_PARTNER)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "RéclameICI for partners",
            "version": "1.0.0",
            "description": "A pair of topics per partner: encrypted cases one way, reports without words back.",
        },
        "servers": {
            "kafka": {
                "host": "kafka.reclameici.example:9094",
                "protocol": "kafka-secure",
                "description": "The address comes with the password. User: `partner-` and the partner's slug.",
                "security": [{"$ref": "#/components/securitySchemes/scram"}],
            }
        },
        "channels": {
            "handoffs": _channel(
                handoff, HANDED, "Cases, fresh links to their documents, withdrawals, and reports that were refused."
            ),
            "reports": _channel(reports, exchange.REPORTS, "What the partner says of its cases: ids and codes only."),
        },
        "operations": {
            "receiveHandoffs": {
                "action": "receive",
                "channel": {"$ref": "#/channels/handoffs"},
                "bindings": {"kafka": {"groupId": {"type": "string", "pattern": r"^partner-[a-z0-9-]+\..+$"}}},
            },
            "sendReports": {"action": "send", "channel": {"$ref": "#/channels/reports"}},
        },
        "components": {
            "securitySchemes": {"scram": {"type": "scramSha512", "description": "SASL over TLS."}},
            "messages": {
                **{_name(model): _message(type_, model, JOSE) for type_, model in HANDED.items()},
                **{_name(model): _message(type_, model, JSON) for type_, model in exchange.REPORTS.items()},
            },
            "schemas": _schemas(),
        },
    }


def _channel(topic: Topic, messages: dict[str, Any], description: str) -> Node:
    assert topic.retention
    kept = {"cleanup.policy": ["delete"], "retention.ms": int(topic.retention.total_seconds() * 1000)}
    return {
        "address": topic.name.removesuffix(A_PARTNER) + f"{{{A_PARTNER}}}",
        "description": f"{description} Key: the referral. Kept for {topic.retention.days} days.",
        "parameters": {A_PARTNER: {"description": "The partner's name in addresses."}},
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in map(_name, messages.values())},
        "bindings": {
            "kafka": {
                "partitions": topic.partitions,
                "topicConfiguration": kept | {"max.message.bytes": EXCHANGE_RECORD_BYTES},
            }
        },
    }


def _message(type_: str, model: type[Contract], content_type: str) -> Node:
    said = " ".join((model.__doc__ or "").partition(": ")[2].split())
    said = said[:1].upper() + said[1:]
    described = f"{said} {SEALED}" if content_type == JOSE else said
    # A list that two examples share would be written as an alias, which not every reader follows.
    payload = deepcopy(example_data(without_prose(model.model_json_schema()), FULL))
    attributes = ATTRIBUTES | {"ce_type": type_, "content-type": content_type}
    if content_type == JSON:
        attributes |= {"ce_source": f"/{A_PARTNER}"}
    return {
        "name": type_,
        "contentType": content_type,
        **({"description": described} if described else {}),
        "headers": _headers(type_, content_type),
        "payload": {"$ref": f"#/components/schemas/{_name(model)}"},
        "bindings": {"kafka": {"key": {"type": "string"}}},
        "examples": [{"headers": attributes, "payload": payload}],
    }


def _headers(type_: str, content_type: str) -> Node:
    fixed = {"ce_specversion": "1.0", "ce_type": type_, "content-type": content_type}
    properties = {name: {"type": "string"} | ({"const": fixed[name]} if name in fixed else {}) for name in ATTRIBUTES}
    return {"type": "object", "required": ["ce_type"], "properties": properties}


def _schemas() -> Node:
    found: Node = {}
    for model in (*HANDED.values(), *exchange.REPORTS.values()):
        schema: Schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        found |= schema.pop("$defs", {}) | {_name(model): schema}
    return {name: without_prose(schema) for name, schema in found.items()}


def _name(model: type[Contract]) -> str:
    return model.__name__
