"""Messages and statements of a complaint."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from complaints.storage.tables import (
    MessageRow,
    StatementRow,
)
from servicekit.rows import columns


class ThreadStore:
    """Messages and statements of a complaint."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: MessageRow | StatementRow) -> None:
        """Stores a message or a statement."""
        self._session.add(row)

    async def messages(self, complaint_id: str) -> Sequence[MessageRow]:
        """Oldest first."""
        table = columns(MessageRow)
        found = await self._session.execute(
            select(MessageRow).where(table.complaint_id == complaint_id).order_by(table.posted_at, table.id)
        )
        return found.scalars().all()

    async def statements(self, complaint_id: str) -> Sequence[StatementRow]:
        """Oldest first."""
        table = columns(StatementRow)
        found = await self._session.execute(
            select(StatementRow).where(table.complaint_id == complaint_id).order_by(table.decided_at)
        )
        return found.scalars().all()

    async def erase(self, complaint_id: str) -> None:
        """Deletes the messages, and the words of the statements."""
        for message in await self.messages(complaint_id):
            await self._session.delete(message)
        for statement in await self.statements(complaint_id):
            statement.explanation = ""
