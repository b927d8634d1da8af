"""Mandates."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from disputes.domain.dossier import Consumer
from disputes.domain.mandate import Mandate, Power, Status
from disputes.storage.tables import MandateRow, mandate_number
from servicekit.rows import columns


class MandateStore:
    """Mandates."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def next_number(self, now: datetime) -> str:
        """`M-2026-000042`."""
        return f"M-{now.year}-{await self._session.scalar(mandate_number.next_value()):06}"

    async def load(self, mandate_id: str) -> Mandate | None:
        """The mandate, locked until the end of the transaction."""
        row = await self._session.get(MandateRow, mandate_id, with_for_update=True, populate_existing=True)
        return _mandate(row) if row else None

    async def of_dispute(self, dispute_id: str) -> list[Mandate]:
        """The mandates of a dispute, oldest first."""
        table = columns(MandateRow)
        query = select(MandateRow).where(table.dispute_id == dispute_id).order_by(table.made_at)
        return [_mandate(row) for row in (await self._session.execute(query)).scalars()]

    async def save(self, mandate: Mandate) -> None:
        """Stores a mandate's new state."""
        values = {name: getattr(mandate, name) for name in MandateRow.model_fields}
        values |= {"consumer": asdict(mandate.consumer), "powers": sorted(mandate.powers)}
        await self._session.merge(MandateRow(**values))

    async def remove_drafts(self, dispute_id: str) -> None:
        """A draft that was not signed makes room for the next one."""
        table = columns(MandateRow)
        await self._session.execute(
            delete(MandateRow).where(table.dispute_id == dispute_id, table.status == Status.DRAFT)
        )


def _mandate(row: MandateRow) -> Mandate:
    values = {name: getattr(row, name) for name in MandateRow.model_fields}
    return Mandate(
        **values
        | {
            "consumer": Consumer(**row.consumer),
            "powers": frozenset(Power(each) for each in row.powers),
            "status": Status(row.status),
        }
    )
