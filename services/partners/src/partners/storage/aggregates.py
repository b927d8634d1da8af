"""What is counted until a month is frozen, and the cells that were published."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from partners.domain.opendata.counted import Counted, Outcome
from partners.domain.opendata.release import Cell
from partners.domain.opendata.rules import Entry
from partners.storage.tables import AggregateRow, BrandSectorRow, CountedRow, MonthRow
from servicekit.rows import columns

UNKNOWN_FOR = timedelta(days=60)
"""How long what was heard of a complaint waits for its publication: the topics are read side by side."""


class CountedStore:
    """Complaints whose month is not frozen yet, and the sectors of their brands."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put_brand(self, brand_id: str, sector: str) -> None:
        """The sector of a brand."""
        await self._session.merge(BrandSectorRow(brand_id=brand_id, sector=sector))

    async def load(self, complaint_id: str) -> Counted | None:
        """What is known of a complaint, locked."""
        row = await self._session.get(CountedRow, complaint_id, with_for_update=True, populate_existing=True)
        return _counted(row) if row else None

    async def save(self, counted: Counted, now: datetime) -> None:
        """Stores what is known of a complaint."""
        await self._session.merge(CountedRow(**vars(counted), heard_at=now))

    async def entries_of(self, month: str) -> Sequence[Entry]:
        """The complaints of a month that are on the site, with their sectors."""
        query = (
            select(CountedRow, columns(BrandSectorRow).sector)
            .join(BrandSectorRow, columns(BrandSectorRow).brand_id == columns(CountedRow).brand_id)
            .where(columns(CountedRow).month == month)
            .order_by(columns(CountedRow).complaint_id)
        )
        found = [(_counted(row), sector) for row, sector in await self._session.execute(query)]
        return [_entry(counted, sector) for counted, sector in found if counted.counts]

    async def forget(self, month: str, now: datetime) -> None:
        """What was counted is no longer needed, nor is what never came to be published."""
        row = columns(CountedRow)
        stale = and_(row.month.is_(None), row.heard_at < now - UNKNOWN_FOR)
        await self._session.execute(delete(CountedRow).where(or_(row.month == month, stale)))


def _counted(row: CountedRow) -> Counted:
    return Counted(**row.model_dump(exclude={"heard_at"}))


def _entry(counted: Counted, sector: str) -> Entry:
    assert counted.author_id
    assert counted.brand_id
    assert counted.category
    return Entry(
        author_id=counted.author_id,
        brand_id=counted.brand_id,
        sector=sector,
        category=counted.category,
        region=counted.region,
        outcome=counted.outcome,
        delay_days=counted.delay_days,
    )


class AggregateStore:
    """Months and their cells."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open(self, month: str) -> bool:
        """Whether something may still be counted in a month: it is not frozen before the end of the transaction."""
        await self._session.execute(upsert(MonthRow).values(month=month).on_conflict_do_nothing())
        table = columns(MonthRow)
        query = select(table.frozen_at).where(table.month == month).with_for_update(read=True)
        return (await self._session.execute(query)).scalar_one() is None

    async def freeze(self, month: str, rules: str, now: datetime) -> bool:
        """Freezes a month; False where it was frozen before."""
        row = await self._session.get(MonthRow, month, with_for_update=True, populate_existing=True)
        if row is None or row.frozen_at is not None:
            return False
        row.frozen_at, row.rules = now, rules
        return True

    async def add(self, cells: Sequence[Cell], rules: str, now: datetime) -> None:
        """Stores the cells of a frozen month."""
        self._session.add_all(
            AggregateRow(
                id=cell.id,
                month=cell.month,
                key=list(cell.key),
                complaints=cell.complaints,
                answered=cell.answered,
                delay=cell.delay,
                outcomes={outcome.value: count for outcome, count in cell.outcomes.items()},
                rules=rules,
                frozen_at=now,
            )
            for cell in cells
        )
        await self._session.flush()

    async def read(self, ids: Sequence[str]) -> Mapping[str, tuple[Cell, str, datetime]]:
        """Cells with the version of their thresholds and when they were frozen, by id."""
        found = await self._session.execute(select(AggregateRow).where(columns(AggregateRow).id.in_(ids)))
        return {row.id: (_cell(row), row.rules, row.frozen_at) for row in found.scalars()}


def _cell(row: AggregateRow) -> Cell:
    outcomes = {Outcome(name): count for name, count in row.outcomes.items()}
    return Cell(row.month, tuple(row.key), row.complaints, row.answered, row.delay, outcomes)
