"""What this service remembers of brands and memberships."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from complaints.storage.tables import (
    BrandRow,
    MembershipRow,
)
from servicekit.rows import columns


class ReplicaStore:
    """Brands and memberships, as the facts of the brands service tell them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def brand(self, brand_id: str) -> BrandRow | None:
        """What is known of a brand; None where its facts have not arrived."""
        return await self._session.get(BrandRow, brand_id)

    async def brands(self, brand_ids: Sequence[str]) -> dict[str, BrandRow]:
        """Several brands at once."""
        found = await self._session.execute(select(BrandRow).where(columns(BrandRow).id.in_(brand_ids)))
        return {row.id: row for row in found.scalars()}

    async def put_brand(self, brand_id: str, sector: str | None, refused: bool = False) -> None:
        """Remembers a brand; a page once listed stays listed whatever comes late."""
        values = {"sector": sector, "refused": refused, "in_network": False}
        statement = upsert(BrandRow).values(id=brand_id, **values)
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["id"],
                set_={
                    "sector": func.coalesce(statement.excluded.sector, BrandRow.sector),
                    "refused": statement.excluded.refused,
                },
            )
        )

    async def put_in_network(self, brand_id: str) -> None:
        """Remembers that a brand has points of sale."""
        statement = upsert(BrandRow).values(id=brand_id, refused=False, in_network=True)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"in_network": True}))

    async def memberships(self, account_id: str) -> Sequence[MembershipRow]:
        """The brands an account may act for."""
        table = columns(MembershipRow)
        found = await self._session.execute(select(MembershipRow).where(table.account_id == account_id))
        return found.scalars().all()

    async def grant(self, row: MembershipRow) -> None:
        """Remembers a membership."""
        await self._session.merge(row)

    async def revoke(self, brand_id: str, account_id: str) -> None:
        """Forgets a membership."""
        if row := await self._session.get(MembershipRow, (brand_id, account_id)):
            await self._session.delete(row)
