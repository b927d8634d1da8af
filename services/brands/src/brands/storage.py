"""Tables of the brands service and the stores that read and write them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, MetaData, delete, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from brands.domain.brand import Brand, Contact, Page, PointOfSale, Status
from brands.domain.claim_code import ClaimCode
from brands.domain.team import MemberRole, Membership
from servicekit.rows import columns, moment

metadata = MetaData()


class Table(SQLModel, registry=registry(metadata=metadata)):
    """Base of this service's tables, apart from those of other services in the same process."""


class BrandRow(Table, table=True):
    """One brand, whole."""

    __tablename__ = "brand"

    id: str = Field(primary_key=True)
    slug: str = Field(unique=True)
    page: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    status: str = Field(index=True)
    made_at: datetime = moment()
    listed_at: datetime | None = moment(nullable=True)
    network: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    claimed_at: datetime | None = moment(nullable=True)
    recipient: str | None
    contacted_at: datetime | None = moment(nullable=True)
    version: int


class MembershipRow(Table, table=True):
    """Who acts for a brand."""

    __tablename__ = "membership"

    brand_id: str = Field(primary_key=True)
    account_id: str = Field(primary_key=True, index=True)
    role: str
    point_of_sale_id: str | None
    granted_at: datetime = moment()


class ClaimCodeRow(Table, table=True):
    """A claim code that was sent about a complaint."""

    __tablename__ = "claim_code"

    complaint_id: str = Field(primary_key=True)
    brand_id: str = Field(index=True)
    code_hash: str
    valid_until: datetime = moment()
    tries: int
    tried_on: date | None


class BrandStore:
    """Brands."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def load(self, brand_id: str) -> Brand | None:
        """The brand, locked until the end of the transaction."""
        row = await self._session.get(BrandRow, brand_id, with_for_update=True, populate_existing=True)
        return _brand(row) if row else None

    async def read(self, ids: Sequence[str]) -> dict[str, Brand]:
        """Brands by id, not locked."""
        found = await self._session.execute(select(BrandRow).where(columns(BrandRow).id.in_(ids)))
        return {row.id: _brand(row) for row in found.scalars()}

    async def save(self, brand: Brand) -> None:
        """Stores a brand's new state."""
        await self._session.merge(_row(brand))

    async def slug_is_free(self, slug: str) -> bool:
        """True where no brand has this address."""
        found = await self._session.scalar(select(columns(BrandRow).id).where(columns(BrandRow).slug == slug))
        return found is None

    async def suggested(self) -> list[Brand]:
        """Suggestions, oldest first."""
        table = columns(BrandRow)
        query = select(BrandRow).where(table.status == Status.SUGGESTED).order_by(table.made_at)
        return [_brand(row) for row in (await self._session.execute(query)).scalars()]


class TeamStore:
    """Memberships."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_brand(self, brand_id: str) -> list[Membership]:
        """A brand's team, in the order of joining."""
        table = columns(MembershipRow)
        query = select(MembershipRow).where(table.brand_id == brand_id).order_by(table.granted_at, table.account_id)
        return [_membership(row) for row in (await self._session.execute(query)).scalars()]

    async def save(self, member: Membership) -> None:
        """Stores a membership."""
        await self._session.merge(MembershipRow(**asdict(member) | {"role": member.role.value}))

    async def remove(self, member: Membership) -> None:
        """Ends a membership."""
        table = columns(MembershipRow)
        await self._session.execute(
            delete(MembershipRow).where(table.brand_id == member.brand_id, table.account_id == member.account_id)
        )


class ClaimCodeStore:
    """Claim codes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def load(self, complaint_id: str) -> ClaimCode | None:
        """The code about a complaint, locked until the end of the transaction."""
        row = await self._session.get(ClaimCodeRow, complaint_id, with_for_update=True, populate_existing=True)
        return ClaimCode(**row.model_dump()) if row else None

    async def save(self, code: ClaimCode) -> None:
        """Stores a code, or its new state."""
        await self._session.merge(ClaimCodeRow(**asdict(code)))

    async def remove_of(self, brand_id: str) -> None:
        """A claimed page needs no codes."""
        await self._session.execute(delete(ClaimCodeRow).where(columns(ClaimCodeRow).brand_id == brand_id))


def _row(brand: Brand) -> BrandRow:
    values = {name: getattr(brand, name) for name in BrandRow.model_fields}
    return BrandRow(
        **values | {"page": asdict(brand.page), "network": [asdict(each) for each in brand.network]},
    )


def _brand(row: BrandRow) -> Brand:
    values = {name: getattr(row, name) for name in BrandRow.model_fields}
    return Brand(
        **values
        | {
            "page": Page(**row.page | {"contact": Contact(**row.page["contact"])}),
            "network": tuple(PointOfSale(**each) for each in row.network),
            "status": Status(row.status),
        }
    )


def _membership(row: MembershipRow) -> Membership:
    return Membership(row.brand_id, row.account_id, MemberRole(row.role), row.point_of_sale_id, row.granted_at)
