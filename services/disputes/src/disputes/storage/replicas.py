"""What this service remembers of complaints, brands, memberships and partners."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import case, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from disputes.domain.access import Membership
from disputes.domain.case import Case
from disputes.storage.tables import BrandRow, CaseRow, MembershipRow, PartnerRow
from servicekit.rows import columns


class CaseStore:
    """Published complaints."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def load(self, complaint_id: str) -> Case | None:
        """What is known of a complaint, locked until the end of the transaction."""
        row = await self._session.get(CaseRow, complaint_id, with_for_update=True, populate_existing=True)
        return Case(**{each.name: getattr(row, each.name) for each in fields(Case)}) if row else None

    async def row(self, complaint_id: str) -> CaseRow | None:
        """What is known of a complaint, to be read."""
        return await self._session.get(CaseRow, complaint_id)

    async def numbers(self, complaint_ids: Iterable[str | None]) -> dict[str, str]:
        """The numbers of complaints, by their ids."""
        table = columns(CaseRow)
        query = select(table.complaint_id, table.number).where(table.complaint_id.in_(filter(None, complaint_ids)))
        return {row.complaint_id: row.number for row in await self._session.execute(query)}

    async def put(self, case: Case) -> None:
        """Remembers a complaint that was published."""
        await self._session.merge(CaseRow(**vars(case)))

    async def change(self, complaint_id: str, changes: Mapping[str, Any]) -> None:
        """Changes what is known of a complaint; one that was never published is not known here."""
        table = columns(CaseRow)
        await self._session.execute(update(CaseRow).where(table.complaint_id == complaint_id).values(**changes))


class BrandStore:
    """Brands and who acts for them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def brand(self, brand_id: str) -> BrandRow | None:
        """What is known of a brand."""
        return await self._session.get(BrandRow, brand_id)

    async def put(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Remembers brands; an older version changes nothing, and a mediator keeps the day it was first read."""
        statement = upsert(BrandRow).values(list(rows))
        changed: dict[str, Any] = {
            name: statement.excluded[name] for name in BrandRow.model_fields if name != "brand_id"
        }
        known, read = columns(BrandRow), statement.excluded
        same = known.mediator.is_not_distinct_from(read.mediator)
        changed["mediator_read_on"] = case((same, known.mediator_read_on), else_=read.mediator_read_on)
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["brand_id"],
                set_=changed,
                where=columns(BrandRow).version < statement.excluded.version,
            )
        )

    async def memberships(self, account_id: str) -> tuple[Membership, ...]:
        """The brands an account may act for."""
        table = columns(MembershipRow)
        found = await self._session.execute(select(MembershipRow).where(table.account_id == account_id))
        return tuple(Membership(row.brand_id, row.point_of_sale_id) for row in found.scalars())

    async def grant(self, brand_id: str, account_id: str, point_of_sale_id: str | None) -> None:
        """Remembers a membership."""
        row = MembershipRow(brand_id=brand_id, account_id=account_id, point_of_sale_id=point_of_sale_id)
        await self._session.merge(row)

    async def revoke(self, brand_id: str, account_id: str) -> None:
        """Forgets a membership."""
        if row := await self._session.get(MembershipRow, (brand_id, account_id)):
            await self._session.delete(row)


class PartnerStore:
    """Partners, as they are presented."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def read(self, slugs: Sequence[str]) -> dict[str, PartnerRow]:
        """Partners by slug."""
        found = await self._session.execute(select(PartnerRow).where(columns(PartnerRow).slug.in_(slugs)))
        return {row.slug: row for row in found.scalars()}

    async def put(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Remembers partners; an older version changes nothing."""
        statement = upsert(PartnerRow).values(list(rows))
        changed = {name: statement.excluded[name] for name in PartnerRow.model_fields if name != "slug"}
        newer = columns(PartnerRow).version < statement.excluded.version
        await self._session.execute(statement.on_conflict_do_update(index_elements=["slug"], set_=changed, where=newer))
