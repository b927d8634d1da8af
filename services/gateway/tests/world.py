"""The gateway's tables on a real PostgreSQL, and public states to show in them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import gateway
from contracts.brands import PublicBrand
from contracts.complaints import PublicComplaint
from contracts.message import PublicState
from servicekit.database import Database
from servicekit.handlers import Change
from servicekit.ids import new_id
from servicekit.migrations import migrate
from servicekit.work import Works

T0 = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


class SetClock:
    """A clock that tests move."""

    moment = T0

    def now(self) -> datetime:
        return self.moment


@asynccontextmanager
async def fresh_database(engines: Any) -> AsyncIterator[Works]:
    """Units of work on a database of their own, with a clock that stands still."""
    url = await asyncio.to_thread(engines.postgresql.create_database, f"gateway_{new_id()[-12:]}")
    database = Database(url, pool_size=2)
    await migrate(database, Path(gateway.__file__).parent / "migrations")
    yield Works(database, SetClock(), lambda _: None, lambda: None)
    await database.close()


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
