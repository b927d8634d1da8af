"""Every document that is written from the code, and what to do about a stale one."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from complaints.domain.status import picture
from contracts.message import Message
from gateway.presentation import labels
from reclameici.docs import examples, goldens
from reclameici.docs.asyncapi import asyncapi_page
from reclameici.docs.catalogue import message_types
from reclameici.docs.events import events_page, topic_map
from reclameici.docs.marked import fill, mermaid
from reclameici.docs.promises import promises_page
from reclameici.local.errors import LocalError
from reclameici.local.workspace import ROOT

CODES: Mapping[str, Mapping[str, str]] = {
    "Sector": cast("Mapping[str, str]", labels.SECTORS),
    "Category": cast("Mapping[str, str]", labels.CATEGORIES),
    "Region": cast("Mapping[str, str]", labels.REGIONS),
    "Subject": cast("Mapping[str, str]", labels.SUBJECTS),
    "Control": cast("Mapping[str, str]", labels.CONTROLS),
    "ResponseKind": cast("Mapping[str, str]", labels.RESPONSE_KINDS),
    "ModerationGround": cast("Mapping[str, str]", labels.GROUNDS),
    "MembershipRole": cast("Mapping[str, str]", labels.MEMBERSHIP_ROLES),
    "Band": cast("Mapping[str, str]", labels.BANDS),
}
"""Lists of codes whose French stands in the gateway's labels."""


def documents() -> dict[Path, str]:
    """Each document as it should read today. Examples are edited by hand: only missing ones are here."""
    readme, glossary = ROOT / "README.md", ROOT / "docs" / "glossary.md"
    complaints = ROOT / "services" / "complaints" / "README.md"
    return {
        ROOT / "docs" / "events.md": events_page(),
        ROOT / "docs" / "promises.md": promises_page(),
        ROOT / "services/gateway/src/gateway/presentation/static/asyncapi.yaml": asyncapi_page(),
        readme: fill(_read(readme), "map", mermaid(topic_map())),
        glossary: fill(_read(glossary), "codes", _codes()),
        complaints: fill(_read(complaints), "states", mermaid(picture())),
        **{goldens.path_of(message): goldens.written(goldens.schema_of(message)) for message in message_types()},
        **dict(_missing_examples()),
    }


def stale() -> list[Path]:
    """The documents that do not read as they should."""
    return [path for path, text in documents().items() if not path.exists() or _read(path) != text]


def write() -> list[Path]:
    """Writes what is stale and returns it.

    Raises LocalError: a message changed in a way that a reader or an older record would not survive.
    """
    fresh, changed = documents(), stale()
    for message in message_types():
        _require_compatible(message)
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(fresh[path], encoding="utf-8")
    return changed


def _require_compatible(message: type[Message]) -> None:
    path = goldens.path_of(message)
    if path.exists() and not goldens.is_compatible(json.loads(_read(path)), goldens.schema_of(message)):
        raise LocalError(
            f"{message.__name__} changed in a way that breaks {message.type}: publish a new major beside it, "
            "see docs/how-to/add-an-event.md."
        )


def _missing_examples() -> Iterator[tuple[Path, str]]:
    for message in message_types():
        for which in (examples.FULL, examples.REQUIRED):
            path = examples.path_of(message, which)
            if not path.exists():
                yield path, examples.example_of(message, which)


def _codes() -> str:
    blocks = []
    for name, french in CODES.items():
        rows = [f"| {label} | `{code}` |" for code, label in french.items()]
        blocks.append("\n".join([f"### {name}\n", "| French | code |", "| --- | --- |", *rows]))
    return "\n\n".join(blocks)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
