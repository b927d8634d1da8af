"""The registry, and which accounts see a partner's cases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from partners.domain.partner import Field, Kind, Partner, PartnerKey
from partners.storage.tables import MembershipRow, PartnerRow
from servicekit.rows import columns


class PartnerStore:
    """The registry."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def read(self, slug: str) -> Partner | None:
        """The partner as it is now."""
        return await self._get(slug)

    async def keep(self, slug: str) -> Partner | None:
        """The partner as it stays until the end of the transaction; many may keep it at once."""
        return await self._get(slug, {"read": True})

    async def hold(self, slug: str) -> Partner | None:
        """The partner, to be changed by this transaction alone."""
        return await self._get(slug, {"read": False})

    async def _get(self, slug: str, lock: dict[str, bool] | None = None) -> Partner | None:
        row = await self._session.get(PartnerRow, slug, with_for_update=lock, populate_existing=True)
        return _partner(row) if row else None

    async def of(self, slugs: Sequence[str]) -> dict[str, Partner]:
        """Partners by slug."""
        found = await self._session.execute(select(PartnerRow).where(columns(PartnerRow).slug.in_(slugs)))
        return {row.slug: _partner(row) for row in found.scalars()}

    async def everyone(self) -> list[Partner]:
        """All partners by name."""
        found = await self._session.execute(select(PartnerRow).order_by(columns(PartnerRow).name))
        return [_partner(row) for row in found.scalars()]

    async def save(self, partner: Partner) -> None:
        """Stores a partner's new state."""
        await self._session.merge(_row(partner))

    async def partner_of(self, account_id: str) -> str | None:
        """The partner whose cases an account sees."""
        row = await self._session.get(MembershipRow, account_id) if account_id else None
        return row.partner if row else None

    async def accounts_of(self, slug: str) -> Sequence[str]:
        """The accounts that see a partner's cases."""
        table = columns(MembershipRow)
        query = select(table.account_id).where(table.partner == slug).order_by(table.account_id)
        return (await self._session.execute(query)).scalars().all()

    async def admit(self, account_id: str, slug: str) -> bool:
        """Lets an account see a partner's cases; False where it sees those of another one."""
        new = upsert(MembershipRow).values(account_id=account_id, partner=slug)
        await self._session.execute(new.on_conflict_do_nothing())
        return await self.partner_of(account_id) == slug

    async def dismiss(self, account_id: str, slug: str) -> None:
        """An account sees the partner's cases no more."""
        table = columns(MembershipRow)
        one = (table.account_id == account_id) & (table.partner == slug)
        await self._session.execute(delete(MembershipRow).where(one))

    async def send_away(self, slug: str) -> None:
        """No account sees the partner's cases any more."""
        await self._session.execute(delete(MembershipRow).where(columns(MembershipRow).partner == slug))


def _row(partner: Partner) -> PartnerRow:
    values = {name: getattr(partner, name) for name in PartnerRow.model_fields if name != "fields_allowed"}
    keys = [_json_key(key) for key in partner.keys]
    return PartnerRow(**values | {"fields_allowed": [each.value for each in partner.fields], "keys": keys})


def _json_key(key: PartnerKey) -> dict[str, Any]:
    retired = key.retired_at.isoformat() if key.retired_at else None
    return {"kid": key.kid, "jwk": dict(key.jwk), "added_at": key.added_at.isoformat(), "retired_at": retired}


def _partner(row: PartnerRow) -> Partner:
    values = {name: getattr(row, name) for name in PartnerRow.model_fields if name != "fields_allowed"}
    return Partner(
        **values
        | {
            "kind": Kind(row.kind),
            "fields": tuple(Field(each) for each in row.fields_allowed),
            "sectors": tuple(row.sectors),
            "keys": tuple(_key(**each) for each in row.keys),
        }
    )


def _key(kid: str, jwk: dict[str, Any], added_at: str, retired_at: str | None) -> PartnerKey:
    retired = datetime.fromisoformat(retired_at) if retired_at else None
    return PartnerKey(kid, jwk, datetime.fromisoformat(added_at), retired)
