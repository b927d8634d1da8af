"""How far the play is: a small file beside the data that it made, so that an interrupted load goes on."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from reclameici.local.secrets import write_private

FILE = "demo.json"


@dataclass(frozen=True)
class Account:
    """An opened account and its session."""

    account_id: str
    token: str


@dataclass(frozen=True)
class Page:
    """A listed brand, with the ids of its points of sale by name."""

    brand_id: str
    network: dict[str, str]


@dataclass
class Progress:
    """What was played so far, under the keys of the data files; ages count back from `today` whenever it goes on."""

    today: date
    accounts: dict[str, Account] = field(default_factory=dict)
    granted: list[str] = field(default_factory=list)
    """Staff accounts that have their role."""
    pages: dict[str, Page] = field(default_factory=dict)
    claimed: list[str] = field(default_factory=list)
    complaints: dict[str, str] = field(default_factory=dict)
    """The id that each filed complaint was given."""
    steps: dict[str, int] = field(default_factory=dict)
    """How many steps of each complaint are done."""
    files: dict[str, list[int]] = field(default_factory=dict)
    """Which pieces of each complaint are uploaded, by their place."""
    held: list[str] = field(default_factory=list)
    """Complaints that the screening held though their text may be published; the moderator published them."""
    handovers: list[str] = field(default_factory=list)
    """Cases that a partner has and reported on."""
    done: bool = False

    @classmethod
    def load(cls, folder: Path, today: date) -> Self:
        """The progress of the platform of this folder; none yet where it has no file."""
        path = folder / FILE
        return cls(**_read(json.loads(path.read_text()))) if path.exists() else cls(today)

    def save(self, folder: Path) -> None:
        """Keeps it, readable by its owner only: it holds session tokens."""
        path = folder / FILE
        write_private(path.with_suffix(".new"), json.dumps(asdict(self), default=str))
        path.with_suffix(".new").rename(path)


def _read(record: dict[str, Any]) -> dict[str, Any]:
    return record | {
        "today": date.fromisoformat(record["today"]),
        "accounts": {email: Account(**each) for email, each in record["accounts"].items()},
        "pages": {slug: Page(**each) for slug, each in record["pages"].items()},
    }
