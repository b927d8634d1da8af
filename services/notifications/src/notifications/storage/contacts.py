"""Whom to write to, and what to call things."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from notifications.storage.tables import BrandAlertRow, BrandRow, ComplaintRow, ContactRow, MembershipRow, PartnerRow
from servicekit.rows import columns

OWNER = "owner"
"""The role of a member who manages the brand's team."""


class ContactStore:
    """Addresses."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def load(self, account_id: str) -> ContactRow | None:
        """An account's contact."""
        return await self._session.get(ContactRow, account_id)

    async def of_brand(self, brand_id: str) -> Sequence[ContactRow]:
        """The contacts of those who act for a brand."""
        contact, membership = columns(ContactRow), columns(MembershipRow)
        query = select(ContactRow).join(MembershipRow, membership.account_id == contact.account_id)
        found = await self._session.execute(query.where(membership.brand_id == brand_id))
        return found.scalars().all()

    async def of_partners(self, account_ids: Sequence[str]) -> Sequence[ContactRow]:
        """The contacts of accounts, as far as they are people of partners."""
        contact = columns(ContactRow)
        query = select(ContactRow).where(contact.account_id.in_(account_ids), contact.role == "partner")
        return (await self._session.execute(query)).scalars().all()

    async def save(self, row: ContactRow | BrandAlertRow) -> None:
        """Stores a contact."""
        await self._session.merge(row)

    async def alert_of(self, brand_id: str) -> str | None:
        """The address a brand wants its alerts at."""
        row = await self._session.get(BrandAlertRow, brand_id)
        return row.email if row else None


class NameStore:
    """Replicas: brands, their members, complaints."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def brand(self, brand_id: str) -> BrandRow | None:
        """A brand's name."""
        return await self._session.get(BrandRow, brand_id)

    async def partner(self, slug: str) -> str | None:
        """A partner's name."""
        row = await self._session.get(PartnerRow, slug)
        return row.name if row else None

    async def save_partner(self, slug: str, version: int, name: str) -> None:
        """A partner as it is called now; an older version changes nothing."""
        statement = upsert(PartnerRow).values(slug=slug, version=version, name=name)
        newer = columns(PartnerRow).version < statement.excluded.version
        changed = {"version": statement.excluded.version, "name": statement.excluded.name}
        await self._session.execute(statement.on_conflict_do_update(index_elements=["slug"], set_=changed, where=newer))

    async def complaint(self, complaint_id: str) -> ComplaintRow | None:
        """A complaint's number and parties."""
        return await self._session.get(ComplaintRow, complaint_id)

    async def save(self, row: ComplaintRow | MembershipRow) -> None:
        """Stores a replica."""
        await self._session.merge(row)

    async def apply_brands(self, rows: Sequence[dict[str, Any]], gone: Sequence[str]) -> None:
        """Brands as they are now; older versions change nothing."""
        table = columns(BrandRow)
        if gone:
            await self._session.execute(delete(BrandRow).where(table.brand_id.in_(gone)))
        if rows:
            statement = upsert(BrandRow).values(list(rows))
            changed = {name: statement.excluded[name] for name in ("version", "name", "slug", "claimed")}
            newer = table.version < statement.excluded.version
            await self._session.execute(
                statement.on_conflict_do_update(index_elements=["brand_id"], set_=changed, where=newer)
            )

    async def members(self, brand_id: str) -> list[MembershipRow]:
        """A brand's agents."""
        table = columns(MembershipRow)
        query = select(MembershipRow).where(table.brand_id == brand_id).order_by(table.account_id)
        return list((await self._session.execute(query)).scalars())

    async def is_member(self, brand_id: str, account_id: str) -> bool:
        """True for an agent of the brand."""
        return await self._session.get(MembershipRow, (brand_id, account_id)) is not None

    async def is_owner(self, brand_id: str, account_id: str) -> bool:
        """True for who manages the brand's team."""
        row = await self._session.get(MembershipRow, (brand_id, account_id))
        return row is not None and row.role == OWNER

    async def revoke(self, brand_id: str, account_id: str) -> None:
        """Forgets a membership."""
        table = columns(MembershipRow)
        await self._session.execute(
            delete(MembershipRow).where(table.brand_id == brand_id, table.account_id == account_id)
        )
