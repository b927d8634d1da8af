"""The data files of the demonstration, read into frozen records."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reclameici.local.workspace import ROOT

DATA_FILES = ROOT / "deploy" / "demo" / "data"

SHOWN = ("name", "sector", "legal_name", "siren", "siret", "website", "description", "contact", "network", "mediator")
"""What a brand's page takes of its record; the plan, which no page shows, is chosen nowhere yet."""


@dataclass(frozen=True)
class Brand:
    """A brand to list, and to claim where `claimed`."""

    slug: str
    page: Mapping[str, Any]
    claimed: bool

    @property
    def domain(self) -> str:
        """The domain of its site, which an address must have to claim the page."""
        return (urlsplit(self.page["website"]).hostname or "").removeprefix("www.")


@dataclass(frozen=True)
class Message:
    """A message of the private thread, days after the filing."""

    by: str
    days_after: int
    text: str


@dataclass(frozen=True)
class Response:
    """The brand's official response, days after the filing; the promise falls due days after the response."""

    days_after: int
    kind: str
    text: str
    promise_due_days: int | None


@dataclass(frozen=True)
class Rating:
    """The author's verdict, days after the response."""

    days_after_response: int
    note: int
    solved: bool
    would_buy_again: bool
    comment: str | None


@dataclass(frozen=True)
class Evidence:
    """A file to make."""

    kind: str
    label: str


@dataclass(frozen=True)
class Story:
    """A complaint from its experience to its outcome; ages are days before today."""

    id: str
    brand: str
    point_of_sale: str | None
    category: str
    title: str
    text: str
    pseudonym: str
    experience_days_ago: int
    filed_days_ago: int
    amount_eur: float | None
    wish: str | None
    product: Mapping[str, Any] | None
    evidence: tuple[Evidence, ...]
    thread: tuple[Message, ...]
    response: Response | None
    rating: Rating | None
    outcome: str


@dataclass(frozen=True)
class Handover:
    """A case that Camille entrusts to a partner today, and what the partner reports of it."""

    id: str
    partner: str
    story: str | None
    """The complaint that it is about; none for a conflict with another person."""
    values: Mapping[str, str]
    reports: tuple[tuple[str, Mapping[str, Any]], ...]
    """Types with their values, in order."""


def read_brands() -> tuple[Brand, ...]:
    """The brands of the demonstration."""
    records = json.loads((DATA_FILES / "brands.json").read_text(encoding="utf-8"))
    return tuple(
        Brand(each["slug"], {name: each[name] for name in ("slug", *SHOWN)}, each["claimed"]) for each in records
    )


def read_stories() -> tuple[Story, ...]:
    """The complaints of the demonstration, then those that leave something to do today."""
    return (*_read_stories(DATA_FILES / "complaints.jsonl"), *_read_stories(DATA_FILES / "extras.jsonl"))


def read_partners() -> tuple[str, ...]:
    """The partners that are let in, by slug."""
    return tuple(_read_partners()["connected"])


def read_handovers() -> tuple[Handover, ...]:
    """The cases that reach them."""
    return tuple(
        Handover(**{**each, "reports": tuple((kind, values) for kind, values in each["reports"])})
        for each in _read_partners()["handovers"]
    )


def _read_partners() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA_FILES / "partners.json").read_text(encoding="utf-8"))
    return found


def _read_stories(path: Path) -> tuple[Story, ...]:
    return tuple(to_story(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def to_story(record: Mapping[str, Any]) -> Story:
    """A line of the data, as a story."""
    nested = {
        "evidence": tuple(Evidence(**each) for each in record["evidence"]),
        "thread": tuple(Message(**each) for each in record["thread"]),
        "response": Response(**record["response"]) if record["response"] else None,
        "rating": Rating(**record["rating"]) if record["rating"] else None,
    }
    return Story(**{**record, **nested})
