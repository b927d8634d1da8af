"""Tables of the partners service and the stores that read and write them."""

from collections.abc import Sequence

from sqlalchemy import Column, MetaData, Text, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from partners.domain.partner import Kind, Partner
from servicekit.rows import columns

metadata = MetaData()


class Table(SQLModel, registry=registry(metadata=metadata)):
    """Base of this service's tables, apart from those of other services in the same process."""


class PartnerRow(Table, table=True):
    """One partner of the registry."""

    __tablename__ = "partner"

    slug: str = Field(primary_key=True)
    name: str
    kind: str
    paid: bool
    sectors: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    website: str | None
    price_text: str | None
    connected: bool
    version: int


class PartnerStore:
    """The registry."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def read(self, slugs: Sequence[str]) -> dict[str, Partner]:
        """Partners by slug, not locked."""
        found = await self._session.execute(select(PartnerRow).where(columns(PartnerRow).slug.in_(slugs)))
        return {row.slug: _partner(row) for row in found.scalars()}

    async def everyone(self) -> list[Partner]:
        """All partners by name."""
        found = await self._session.execute(select(PartnerRow).order_by(columns(PartnerRow).name))
        return [_partner(row) for row in found.scalars()]


def _partner(row: PartnerRow) -> Partner:
    values = {name: getattr(row, name) for name in PartnerRow.model_fields}
    return Partner(**values | {"kind": Kind(row.kind), "sectors": tuple(row.sectors)})
