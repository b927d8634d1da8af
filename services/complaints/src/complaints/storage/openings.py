"""Cases that moderators have open."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from complaints.domain.moderating import Opening
from complaints.storage.tables import OpeningRow
from servicekit.rows import columns


class OpeningStore:
    """At most one opening of each case; who loads the complaint first locks it too."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, complaint_ids: Sequence[str]) -> dict[str, Opening]:
        """Openings by complaint, over or not."""
        wanted = columns(OpeningRow).complaint_id.in_(complaint_ids)
        rows = await self._session.execute(select(OpeningRow).where(wanted))
        return {row.complaint_id: Opening(row.moderator_id, row.opened_at, row.until) for row in rows.scalars()}

    async def save(self, complaint_id: str, opening: Opening) -> None:
        """Stores who has the case open."""
        await self._session.merge(OpeningRow(complaint_id=complaint_id, **opening.__dict__))

    async def close(self, complaint_id: str) -> None:
        """Nobody has it open any more."""
        await self._session.execute(delete(OpeningRow).where(columns(OpeningRow).complaint_id == complaint_id))
