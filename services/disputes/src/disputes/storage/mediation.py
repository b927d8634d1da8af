"""Answers about mediation, and the data of mediators."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, desc, select
from sqlalchemy.ext.asyncio import AsyncSession

from disputes.storage.tables import AnswersRow, FileDocumentRow, FileRow, MediatorDataRow
from servicekit.rows import columns


class MediationStore:
    """Answers about mediation, and the data of mediators."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def answers(self, dispute_id: str) -> dict[str, Any]:
        """What the author answered so far."""
        row = await self._session.get(AnswersRow, dispute_id)
        return dict(row.facts) if row else {}

    async def save_answers(self, dispute_id: str, facts: dict[str, Any], now: datetime) -> None:
        """Keeps the answers."""
        await self._session.merge(AnswersRow(dispute_id=dispute_id, facts=facts, saved_at=now))

    async def file(self, dispute_id: str) -> dict[str, Any] | None:
        """The file as it was prepared last, without its document."""
        query = select(columns(FileRow).content).where(columns(FileRow).dispute_id == dispute_id)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def document(self, dispute_id: str, sha256: str) -> bytes | None:
        """One of its documents."""
        row = await self._session.get(FileDocumentRow, (dispute_id, sha256))
        return row.content if row else None

    async def save_file(self, dispute_id: str, content: dict[str, Any], now: datetime) -> None:
        """Keeps the file in place of an earlier one."""
        await self._session.merge(FileRow(dispute_id=dispute_id, content=content, prepared_at=now))

    async def save_document(self, dispute_id: str, sha256: str, content: bytes) -> None:
        """Keeps a document beside the earlier ones."""
        await self._session.merge(FileDocumentRow(dispute_id=dispute_id, sha256=sha256, content=content))

    async def erase(self, dispute_id: str) -> None:
        """Answers, identity and words are gone."""
        for table in (FileRow, FileDocumentRow, AnswersRow):
            await self._session.execute(delete(table).where(columns(table).dispute_id == dispute_id))

    async def data(self) -> MediatorDataRow | None:
        """The data that staff put in force; None: those of the code."""
        query = select(MediatorDataRow).order_by(desc(columns(MediatorDataRow).replaced_at)).limit(1)
        return (await self._session.execute(query)).scalar_one_or_none()

    def replace_data(self, row: MediatorDataRow) -> None:
        """Puts data in force."""
        self._session.add(row)
