"""Mandates."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from disputes.domain.dossier import Consumer, Trader
from disputes.domain.mandate import Mandate, Power, Status
from disputes.storage.tables import MandateDocumentRow, MandateRow, mandate_number
from servicekit.rows import columns


class MandateStore:
    """Mandates."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def next_number(self, now: datetime) -> str:
        """`M-2026-000042`."""
        return f"M-{now.year}-{await self._session.scalar(mandate_number.next_value()):06}"

    async def read(self, mandate_id: str) -> Mandate | None:
        """The mandate as it is now. Who changes it has locked its dispute."""
        row = await self._session.get(MandateRow, mandate_id, populate_existing=True)
        return _mandate(row) if row else None

    async def of_dispute(self, dispute_id: str) -> list[Mandate]:
        """The mandates of a dispute, oldest first."""
        table = columns(MandateRow)
        query = select(MandateRow).where(table.dispute_id == dispute_id).order_by(table.made_at)
        query = query.execution_options(populate_existing=True)
        return [_mandate(row) for row in (await self._session.execute(query)).scalars()]

    async def save(self, mandate: Mandate) -> None:
        """Stores a mandate's new state."""
        values = {name: getattr(mandate, name) for name in MandateRow.model_fields}
        values |= {
            "consumer": asdict(mandate.consumer),
            "trader": asdict(mandate.trader),
            "powers": sorted(mandate.powers),
        }
        await self._session.merge(MandateRow(**values))

    def add_document(self, mandate_id: str, content: bytes) -> None:
        """Keeps the document that its author reads before signing."""
        self._session.add(MandateDocumentRow(mandate_id=mandate_id, content=content))

    async def document(self, mandate_id: str) -> bytes:
        """The document that its author read."""
        row = await self._session.get_one(MandateDocumentRow, mandate_id)
        return row.content

    async def remove_drafts(self, dispute_id: str) -> None:
        """A draft that was not signed makes room for the next one."""
        table = columns(MandateRow)
        drafts = select(table.id).where(table.dispute_id == dispute_id, table.status == Status.DRAFT)
        await self._remove(list((await self._session.scalars(drafts)).all()))

    async def remove(self, mandate_id: str) -> None:
        """Forgets a mandate with its document."""
        await self._remove([mandate_id])

    async def _remove(self, ids: list[str]) -> None:
        await self._session.execute(delete(MandateDocumentRow).where(columns(MandateDocumentRow).mandate_id.in_(ids)))
        await self._session.execute(delete(MandateRow).where(columns(MandateRow).id.in_(ids)))


def _mandate(row: MandateRow) -> Mandate:
    values = {name: getattr(row, name) for name in MandateRow.model_fields}
    return Mandate(
        **values
        | {
            "consumer": Consumer(**row.consumer),
            "trader": Trader(**row.trader),
            "powers": frozenset(Power(each) for each in row.powers),
            "status": Status(row.status),
        }
    )
