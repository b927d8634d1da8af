"""The mandate: who may do what in a consumer's name, unsigned to be read and signed to be sealed."""

import tomllib
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from disputes.documents import french
from disputes.documents.typesetting import typeset
from disputes.domain.dossier import Consumer, Trader


@dataclass(frozen=True)
class MandateText:
    """One version of the words (`mandate.toml`)."""

    version: str
    valid_from: date
    source: str
    checked_at: date
    powers: tuple[tuple[str, str], ...]
    """Code and label, in the order of the page."""
    words: dict[str, str]


@dataclass(frozen=True)
class Agent:
    """Who gets the mandate."""

    name: str
    address: str
    siren: str


@dataclass(frozen=True)
class Mandate:
    """One mandate. What is not in `powers` is not given."""

    number: str
    made_at: datetime
    case_number: str
    subject: str
    """What the case is about, in a line."""
    consumer: Consumer
    agent: Agent
    trader: Trader
    powers: frozenset[str]
    partner: str | None
    """Whom the file may be handed to."""
    ends_on: date


@dataclass(frozen=True)
class Signature:
    """What proves that the consumer agreed (C. civ. 1366, 1367)."""

    name: str
    confirmed_at: datetime
    """When the code that was mailed came back."""
    unsigned_sha256: str
    """Of the document that was read."""


def load_mandate_text() -> MandateText:
    """The words in force."""
    data = tomllib.loads((Path(__file__).parent / "mandate.toml").read_text(encoding="utf-8"))
    powers = tuple((each["code"], each["label"]) for each in data.pop("powers"))
    known = {name: data.pop(name) for name in ("version", "valid_from", "source", "checked_at")}
    return MandateText(**known, powers=powers, words=data)


def write_mandate(mandate: Mandate, text: MandateText, signature: Signature | None = None) -> bytes:
    """The PDF, with its signature once there is one; for a thread, see the package.

    Raises:
        ValueError: a power that the text does not know.
    """
    if unknown := mandate.powers - {code for code, _ in text.powers}:
        raise ValueError(f"no words for {sorted(unknown)}")
    data = {
        **asdict(mandate),
        "made_at": french.moment(mandate.made_at),
        "ends_on": french.day(mandate.ends_on),
        "agent": {**vars(mandate.agent), "siren": french.siren(mandate.agent.siren)},
        "powers": [{"label": label, "given": code in mandate.powers} for code, label in text.powers],
        "words": text.words,
        "version": text.version,
        "signature": _signature(signature, mandate.consumer.email) if signature else None,
    }
    return typeset("mandate", data, signature.confirmed_at if signature else mandate.made_at)


def _signature(signature: Signature, email: str) -> dict[str, Any]:
    return {**vars(signature), "email": email, "confirmed_at": french.moment(signature.confirmed_at)}
