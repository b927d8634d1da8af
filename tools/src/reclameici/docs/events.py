"""`docs/events.md` and the map of the README: the topic registry and the messages, as people read them."""

import ast
from collections.abc import Iterable, Iterator

from contracts.message import Contract, Message
from contracts.topics import DEAD_LETTERS, OWNED, Kind, Topic, handoff_topic, reports_topic
from reclameici.docs.catalogue import Declared, codes, fields_of, message_types, parts

INTRODUCTION = """\
# Events

Written by `reclameici docs` from `libs/contracts`; do not edit.

Each record is a CloudEvents 1.0 message in Kafka's binary mode: the attributes in `ce_*` headers, `traceparent` beside
them, the data below as JSON in the value, the key as named here. A reader ignores fields and skips types that it does
not know. Golden schemas are in `libs/contracts/schemas`, examples in `libs/contracts/examples`;
[how to add an event](how-to/add-an-event.md)."""

A_PARTNER = "slug"
"""Stands for any partner where its topics are described."""

EXCHANGE_NOTE = f"""\
A partner has a pair of topics, made with it. It enters by a listener of its own (SASL, SCRAM-SHA-512) as
`partner-<{A_PARTNER}>` and may read its handoffs, with groups that begin with `partner-<{A_PARTNER}>.`, and write its
reports, nothing else. A handoff is encrypted to the partner's key: `content-type: application/jose`. Who reports is the
topic's name, never what a record says."""

DEAD_LETTERS_NOTE = """\
A record that a group could not apply goes to the group's own topic, with `dlq_topic`, `dlq_partition`, `dlq_offset` and
`dlq_error` among its headers; a record of public state goes without its value, so that its text stays erasable."""


def events_page() -> str:
    """The text of `docs/events.md`."""
    blocks = [INTRODUCTION, *_overview(), *_topics(), *_parts(), *_codes(), *_exchange(), *_dead_letters()]
    return "\n\n".join(blocks) + "\n"


def topic_map() -> str:
    """Services and topics as a Mermaid flowchart: solid for facts, thick for public state, dotted for partners."""
    lines = ["flowchart LR", "    people([browsers and API clients]) <-->|HTTP| gateway"]
    lines += [f"    {service}[{service}]" for service in sorted({topic.owner for topic in OWNED})]
    for topic in OWNED:
        arrow = "==>" if topic.kind is Kind.PUBLIC_STATE else "-->"
        node = topic.name.replace("-", "_")
        lines.append(f"    {topic.owner} {arrow} {node}([{topic.name}])")
        lines += [f"    {node} {arrow} {reader}" for reader in topic.readers]
    lines.append("    partners -.->|handoffs| outside([the partners themselves])")
    lines.append("    outside -.->|reports| partners")
    return "\n".join(lines)


def _overview() -> Iterator[str]:
    yield "## Topics"
    rows = [
        (f"[{topic.name}](#{topic.name})", topic.kind.value, topic.owner, ", ".join(topic.readers) or "nobody yet")
        for topic in OWNED
    ]
    yield _table(("topic", "kind", "owner", "readers"), rows)


def _topics() -> Iterator[str]:
    for topic in OWNED:
        yield f"## {topic.name}"
        yield (
            f"{topic.kind.value.capitalize()} of **{topic.owner}**, read by {_listed(topic.readers)}. "
            f"Key `{topic.key}`, {topic.partitions} partitions, {_retention(topic)}."
        )
        for message in message_types():
            if message.topic == topic.name:
                yield from _message(message)


def _message(message: type[Message]) -> Iterator[str]:
    yield f"### {message.type}"
    yield f"`{message.__name__}`, key `{message.key_field}`. {_docstring(message)}"
    yield _fields(message)


def _parts() -> Iterator[str]:
    yield "## Parts of messages"
    for part in parts():
        if _is_used(part):
            yield f"### {part.__name__}"
            yield _docstring(part)
            yield _fields(part)


def _is_used(part: type[Contract]) -> bool:
    return any(part.__name__ in field.type for message in message_types() for field in fields_of(message))


def _codes() -> Iterator[str]:
    yield "## Codes"
    for code in codes():
        yield f"### {code.name}"
        yield code.meaning
        yield ", ".join(f"`{value}`" for value in _values(code))


def _values(code: Declared) -> list[str]:
    """The values in the source text of a `Literal[…]`."""
    inside = code.type.removeprefix("Literal[").removesuffix("]").strip("()")
    return list(ast.literal_eval(f"[{inside}]"))


def _exchange() -> Iterator[str]:
    yield "## Exchange with partners"
    yield EXCHANGE_NOTE
    handoff, reports = handoff_topic(A_PARTNER), reports_topic(A_PARTNER)
    rows = [
        (_of_any(handoff.name), "**partners**", "the partner", f"`{handoff.key}`", _retention(handoff)),
        (_of_any(reports.name), "the partner", "**partners**", f"`{reports.key}`", _retention(reports)),
    ]
    yield _table(("topic", "written by", "read by", "key", "retention"), rows)


def _of_any(name: str) -> str:
    return f"`{name.removesuffix(A_PARTNER)}<{A_PARTNER}>`"


def _dead_letters() -> Iterator[str]:
    yield "## Dead letters"
    yield DEAD_LETTERS_NOTE
    yield _table(("topic", "owner", "retention"), [(t.name, t.owner, _retention(t)) for t in DEAD_LETTERS])


def _retention(topic: Topic) -> str:
    if topic.kind is Kind.PUBLIC_STATE:
        return "compacted: the newest record of each key, and tombstones"
    return f"kept for {topic.retention.days} days" if topic.retention else "kept for good"


def _fields(model: type[Contract]) -> str:
    rows = [(f"`{field.name}`", _code(field.type), _presence(field), field.meaning) for field in fields_of(model)]
    return _table(("field", "type", "", "meaning"), rows)


def _presence(field: Declared) -> str:
    return "optional" if field.optional else "required"


def _docstring(model: type[Contract]) -> str:
    return " ".join((model.__doc__ or "").split())


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"**{name}**" for name in names) or "nobody yet"


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
