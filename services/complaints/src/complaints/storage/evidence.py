"""Evidence of complaints and drafts."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from complaints.domain.evidence import Evidence, Medium
from complaints.domain.evidence import State as EvidenceState
from complaints.storage.tables import (
    DraftRow,
    EvidenceReadRow,
    EvidenceRow,
    OrphanRow,
)
from servicekit.rows import columns


class EvidenceStore:
    """Evidence of complaints and drafts."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def save(self, evidence: Evidence) -> None:
        """Stores a piece."""
        await self._session.merge(EvidenceRow(**asdict(evidence)))

    async def load(self, evidence_id: str) -> Evidence | None:
        """A piece, or None."""
        row = await self._session.get(EvidenceRow, evidence_id)
        return _evidence(row) if row else None

    async def of_content(self, complaint_id: str, sha256: str) -> Evidence | None:
        """The piece of a case that holds these very bytes."""
        table = columns(EvidenceRow)
        query = select(EvidenceRow).where(table.complaint_id == complaint_id, table.sha256 == sha256)
        row = (await self._session.execute(query)).scalar()
        return _evidence(row) if row else None

    async def of_complaint(self, complaint_id: str) -> list[Evidence]:
        """All pieces of a case, oldest first."""
        table = columns(EvidenceRow)
        query = select(EvidenceRow).where(table.complaint_id == complaint_id).order_by(table.added_at, table.id)
        return [_evidence(row) for row in (await self._session.execute(query)).scalars()]

    async def count(self, complaint_id: str) -> int:
        """How many pieces a case has."""
        query = select(func.count()).where(columns(EvidenceRow).complaint_id == complaint_id)
        return await self._session.scalar(query) or 0

    async def note_read(self, evidence_id: str, account_id: str, now: datetime) -> None:
        """Records that a piece was sent to an account."""
        await self._session.merge(EvidenceReadRow(evidence_id=evidence_id, account_id=account_id, read_at=now))

    async def orphan(self, evidence: Evidence) -> None:
        """Forgets a piece and marks its object for removal."""
        await self._session.execute(delete(EvidenceRow).where(columns(EvidenceRow).id == evidence.id))
        await self._session.merge(OrphanRow(object_name=evidence.object_name, complaint_id=evidence.complaint_id))

    async def orphan_all(self, complaint_id: str) -> None:
        """Forgets all pieces of a case."""
        for evidence in await self.of_complaint(complaint_id):
            await self.orphan(evidence)

    async def orphans(self, complaint_id: str) -> list[str]:
        """Objects of a case that must leave the store."""
        table = columns(OrphanRow)
        query = select(table.object_name).where(table.complaint_id == complaint_id)
        return list((await self._session.execute(query)).scalars())

    async def forget_orphan(self, object_name: str) -> None:
        """The object is gone."""
        await self._session.execute(delete(OrphanRow).where(columns(OrphanRow).object_name == object_name))


class DraftStore:
    """Complaints not filed yet."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def load(self, draft_id: str) -> dict[str, Any] | None:
        """The answers, or None."""
        row = await self._session.get(DraftRow, draft_id)
        return row.answers if row else None

    async def save(self, draft_id: str, answers: dict[str, Any], now: datetime) -> None:
        """Stores the answers."""
        await self._session.merge(DraftRow(id=draft_id, answers=answers, saved_at=now))

    async def remove(self, draft_id: str) -> bool:
        """Forgets a draft; False where there was none."""
        table = columns(DraftRow)
        gone = await self._session.execute(delete(DraftRow).where(table.id == draft_id).returning(table.id))
        return gone.first() is not None


def _evidence(row: EvidenceRow) -> Evidence:
    values = {name: getattr(row, name) for name in EvidenceRow.model_fields}
    return Evidence(**values | {"medium": Medium(row.medium), "state": EvidenceState(row.state)})
