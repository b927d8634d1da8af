"""Disputes."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from disputes.domain.case import Ground
from disputes.domain.dispute import Dispute, Offer, Status
from disputes.domain.facts import GivenBack, Outcome
from disputes.storage.tables import DisputeRow
from servicekit.rows import columns


class DisputeStore:
    """Disputes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def load(self, dispute_id: str) -> Dispute | None:
        """The dispute, locked until the end of the transaction."""
        row = await self._session.get(DisputeRow, dispute_id, with_for_update=True, populate_existing=True)
        return _dispute(row) if row else None

    async def read(self, ids: Sequence[str]) -> dict[str, Dispute]:
        """Disputes by id, not locked."""
        found = await self._session.execute(select(DisputeRow).where(columns(DisputeRow).id.in_(ids)))
        return {row.id: _dispute(row) for row in found.scalars()}

    async def save(self, dispute: Dispute) -> None:
        """Stores a dispute's new state."""
        await self._session.merge(_row(dispute))

    async def of_complaint(self, complaint_id: str) -> tuple[Dispute, ...]:
        """The disputes of a complaint, oldest first."""
        return await self._found(columns(DisputeRow).complaint_id == complaint_id)

    async def of_author(self, account_id: str) -> tuple[Dispute, ...]:
        """An author's disputes, oldest first."""
        return await self._found(columns(DisputeRow).author_id == account_id)

    async def of_brand(
        self, brand_id: str, shops: Collection[str] | None, number: str | None, limit: int, offset: int
    ) -> tuple[tuple[Dispute, ...], int]:
        """A brand's disputes, open ones first, then the latest; and how many there are.

        Args:
            shops: only those of these points of sale.
            number: only those of this complaint.
        """
        table = columns(DisputeRow)
        wanted = [table.brand_id == brand_id]
        if shops is not None:
            wanted.append(table.point_of_sale_id.in_(shops))
        if number is not None:
            wanted.append(table.number == number)
        total = await self._session.scalar(select(func.count()).select_from(DisputeRow).where(*wanted)) or 0
        order = (table.closed_at.is_not(None), table.opened_at.desc())
        query = select(DisputeRow).where(*wanted).order_by(*order).limit(limit).offset(offset)
        return tuple(_dispute(row) for row in (await self._session.execute(query)).scalars()), total

    async def _found(self, condition: Any) -> tuple[Dispute, ...]:
        query = select(DisputeRow).where(condition).order_by(columns(DisputeRow).opened_at)
        return tuple(_dispute(row) for row in (await self._session.execute(query)).scalars())


def _row(dispute: Dispute) -> DisputeRow:
    values = {name: getattr(dispute, name) for name in DisputeRow.model_fields}
    if dispute.offer:
        values["offer"] = asdict(dispute.offer) | {"made_at": dispute.offer.made_at.isoformat()}
    return DisputeRow(**values)


def _dispute(row: DisputeRow) -> Dispute:
    values = {name: getattr(row, name) for name in DisputeRow.model_fields}
    offer = row.offer and Offer(row.offer["id"], row.offer["text"], datetime.fromisoformat(row.offer["made_at"]))
    outcome = Outcome(row.outcome) if row.outcome else None
    given_back = GivenBack(row.given_back) if row.given_back else None
    return Dispute(
        **values
        | {
            "ground": Ground(row.ground),
            "status": Status(row.status),
            "offer": offer,
            "outcome": outcome,
            "given_back": given_back,
        }
    )
