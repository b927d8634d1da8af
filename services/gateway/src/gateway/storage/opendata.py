"""Queries of open data, on its read view."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.partners import PublicAggregate
from gateway.storage.views import AggregateViewRow
from servicekit.rows import columns

cells = columns(AggregateViewRow)

COUNTS = ("complaints", "answered", "open", "solved", "unsolved", "presumed", "disputed")
"""The numbers of a cell, which add up: cells never overlap."""


@dataclass(frozen=True)
class Edition:
    """Which cells are there: frozen months never change, so that this tells one state of the data from another."""

    cells: int
    frozen_at: datetime | None

    @property
    def name(self) -> str:
        """What a file of this edition is tagged with."""
        return f"{self.cells}-{int(self.frozen_at.timestamp()) if self.frozen_at else 0}"


class OpenDataViews:
    """Everything that open data reads."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def edition(self) -> Edition:
        """Which cells are there."""
        query = select(func.count(), func.max(cells.frozen_at)).select_from(AggregateViewRow)
        return Edition(*(await self._session.execute(query)).one())

    async def months(self, latest: int) -> Sequence[Mapping[str, Any]]:
        """The latest months, oldest first: code, number of cells, sums of their counts."""
        sums = [func.sum(cells[name]).label(name) for name in COUNTS]
        query = select(cells.month.label("code"), func.count().label("cells"), *sums).group_by(cells.month)
        rows = await self._session.execute(query.order_by(cells.month.desc()).limit(latest))
        return [dict(row) for row in rows.mappings()][::-1]

    async def of_month(self, month: str | None) -> Sequence[PublicAggregate]:
        """The cells of a month, of the latest one by default."""
        wanted = month or select(func.max(cells.month)).scalar_subquery()
        query = select(cells.data).where(cells.month == wanted).order_by(cells.aggregate_id)
        return [PublicAggregate.model_validate(data) for data in (await self._session.execute(query)).scalars()]

    async def everything(self) -> AsyncIterator[PublicAggregate]:
        """All cells, oldest month first, as they come."""
        query = select(cells.data).order_by(cells.month, cells.aggregate_id)
        async for data in await self._session.stream_scalars(query):
            yield PublicAggregate.model_validate(data)
