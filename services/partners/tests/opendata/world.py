"""Complaints of a month as the rules of open data count them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

from partners.domain.opendata.counted import Outcome
from partners.domain.opendata.release import Cell
from partners.domain.opendata.rules import Entry

T0 = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
"""After the month is closed."""

MONTH, FOLLOWING = "2026-10", "2026-11"

MIXED = (Outcome.SOLVED, Outcome.UNSOLVED, Outcome.PRESUMED, Outcome.OPEN)
"""Outcomes that a group goes through in turn."""

_numbers = count()


def some(number: int, *outcomes: Outcome, brands: int = 3, authors: int | None = None, **changes: Any) -> list[Entry]:
    """Complaints of one sector, category and region, each by an author of its own unless told."""
    return list(_some(number, outcomes or MIXED, brands, authors or number, changes))


def _some(number: int, outcomes: tuple[Outcome, ...], brands: int, authors: int, changes: Any) -> Iterator[Entry]:
    first = next(_numbers) * 1000
    values = {"sector": "telecom", "category": "billing", "region": "53"} | changes
    for nth in range(number):
        outcome = outcomes[nth % len(outcomes)]
        yield Entry(
            author_id=f"author-{first + nth % authors}",
            brand_id=f"{values['sector']}-{nth % brands}",
            outcome=outcome,
            delay_days=None if outcome is Outcome.OPEN else nth % 9,
            **values,
        )


def sizes(cells: tuple[Cell, ...]) -> dict[tuple[str, ...], int]:
    """How many complaints each cell holds, by its key."""
    return {cell.key: cell.complaints for cell in cells}
