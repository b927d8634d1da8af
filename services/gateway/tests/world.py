"""A clock that stands still, and public states to show."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.brands import PublicBrand
from contracts.complaints import PublicComplaint
from contracts.message import PublicState
from servicekit.handlers import Change

T0 = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


class SetClock:
    """A clock that tests move."""

    moment = T0

    def now(self) -> datetime:
        return self.moment


def a_brand(name: str, id_: str | None = None, **changes: Any) -> PublicBrand:
    """A brand's public state; its id is its name's unless told."""
    id_ = id_ or name.lower()
    values: dict[str, Any] = {
        "version": 1,
        "brand_id": id_,
        "slug": id_.replace(" ", "-"),
        "name": name,
        "sector": "furniture",
        "listed_at": T0,
    }
    return PublicBrand(**values | changes)


def a_complaint(title: str, text: str = "", id_: str = "complaint-1", **changes: Any) -> PublicComplaint:
    """A published complaint's public state."""
    values: dict[str, Any] = {
        "version": 1,
        "complaint_id": id_,
        "number": f"R-2026-{id_}",
        "brand_id": "filandre",
        "sector": "furniture",
        "category": "delivery",
        "status": "published",
        "title": title,
        "text": text,
        "pseudonym": "Camille83",
        "control": "automatic",
        "experience_on": T0.date(),
        "published_at": T0,
    }
    return PublicComplaint(**values | changes)


def after(days: float) -> datetime:
    """A moment, counted from T0."""
    return T0 + timedelta(days=days)


def changes_of(states: Sequence[PublicState]) -> list[Change[Any]]:
    """Public states as a batch of the topic."""
    return [Change(state.key, state) for state in states]
