"""Buckets, now and at the end of any day."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Select, delete, func, literal, select, tuple_, union_all
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from scoring.domain.tally import Cell, Change, Kind, Tally
from scoring.storage.tables import BrandRow, BucketRow, ChangeRow, Table
from servicekit.rows import columns


class TallyStore:
    """Buckets, now and at the end of any day."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, changes: Counter[Change]) -> None:
        """Adds changes to the buckets and to their days; cells that come to nothing go."""
        buckets: Counter[tuple[Any, ...]] = Counter()
        for change, count in changes.items():
            buckets[change.subject.id, *change.cell] += count
        days = {(change.subject.id, change.day, *change.cell): count for change, count in changes.items()}
        await self._add(BucketRow, buckets)
        await self._add(ChangeRow, days)

    async def _add(self, row: type[Table], counts: Mapping[tuple[Any, ...], int]) -> None:
        table, rows = columns(row), sorted(item for item in counts.items() if item[1])
        if not rows:
            return
        keys = [column for column in table if column.primary_key]
        values = [[key[n] for key, _ in rows] for n in range(len(keys))] + [[count for _, count in rows]]
        arrays = [func.unnest(literal(each, ARRAY(column.type))) for each, column in zip(values, table, strict=True)]
        insert = upsert(row).from_select([column.name for column in table], select(*arrays))
        total = table.count + insert.excluded.count
        statement = insert.on_conflict_do_update(index_elements=keys, set_={"count": total})
        found = await self._session.execute(statement.returning(*keys, table.count))
        if empty := [tuple(each[:-1]) for each in found if each[-1] == 0]:
            await self._session.execute(delete(row).where(tuple_(*keys).in_(empty), table.count == 0))

    async def of_subjects(self, subject_ids: Sequence[str], day: date, months: Sequence[date]) -> dict[str, Tally]:
        """The cells of brands and points of sale at the end of a day."""
        found: dict[str, dict[Cell, int]] = defaultdict(dict)
        for subject_id, month, kind, value, count in await self._session.execute(_as_of(subject_ids, day, months)):
            found[subject_id][Cell(month, Kind(kind), value)] = count
        return {subject_id: found[subject_id] for subject_id in subject_ids}

    async def of_sector(self, sector: str, day: date, months: Sequence[date]) -> Tally:
        """The cells of all brands of a sector together at the end of a day."""
        brand = columns(BrandRow)
        each = _as_of(select(brand.id).where(brand.sector == sector), day, months).subquery().c
        count = sql_cast(func.sum(each.count), BigInteger)
        query = select(each.month, each.kind, each.value, count).group_by(each.month, each.kind, each.value)
        return {
            Cell(month, Kind(kind), value): total for month, kind, value, total in await self._session.execute(query)
        }


def _as_of(subject_ids: Any, day: date, months: Sequence[date]) -> Select[Any]:
    """What is counted now, less what later days changed: one statement, so both are of one moment."""
    bucket, change = columns(BucketRow), columns(ChangeRow)
    now = select(bucket.subject_id, bucket.month, bucket.kind, bucket.value, bucket.count).where(
        bucket.subject_id.in_(subject_ids), bucket.month.in_(months)
    )
    later = select(change.subject_id, change.month, change.kind, change.value, -change.count).where(
        change.subject_id.in_(subject_ids), change.month.in_(months), change.day > day
    )
    each = union_all(now, later).subquery().c
    total = sql_cast(func.sum(each.count), BigInteger).label("count")
    keys = (each.subject_id, each.month, each.kind, each.value)
    return select(*keys, total).group_by(*keys).having(func.sum(each.count) != 0)
