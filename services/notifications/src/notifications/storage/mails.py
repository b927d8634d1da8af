"""Mails and receipts."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from notifications.domain.receipts import ReceiptKind, Record, Sealed
from notifications.storage.tables import MailRow, ReceiptRecordRow
from servicekit.rows import columns


class MailStore:
    """Mails."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, row: MailRow) -> bool:
        """Stores a mail; False where its cause reached this reader already."""
        values = row.model_dump()
        statement = upsert(MailRow).values(**values).on_conflict_do_nothing().returning(columns(MailRow).id)
        return (await self._session.execute(statement)).first() is not None

    async def load(self, mail_id: str) -> MailRow | None:
        """A mail, locked."""
        return await self._session.get(MailRow, mail_id, with_for_update=True, populate_existing=True)


class ReceiptStore:
    """Sealed records, a chain per brand."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def last(self, brand_id: str) -> Record | None:
        """The brand's last link; the chain is locked until the end of the transaction."""
        await self._session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(brand_id, 2))))
        table = columns(ReceiptRecordRow)
        query = select(ReceiptRecordRow).where(table.brand_id == brand_id).order_by(table.sequence.desc()).limit(1)
        row = (await self._session.execute(query)).scalar()
        return _record(row) if row else None

    async def has(self, receipt_id: str, kind: ReceiptKind) -> bool:
        """True where the receipt has such a record: only the first of each kind counts."""
        table = columns(ReceiptRecordRow)
        query = select(table.sequence).where(table.receipt_id == receipt_id, table.kind == kind.value)
        return await self._session.scalar(query) is not None

    async def add(self, sealed: Sealed) -> None:
        """Appends a link."""
        record = sealed.record
        values = record.__dict__ | {"kind": record.kind.value, "signature": sealed.signature}
        self._session.add(ReceiptRecordRow(**values))
        await self._session.flush()

    async def of_receipt(self, receipt_id: str) -> list[Sealed]:
        """A receipt's records, in order."""
        table = columns(ReceiptRecordRow)
        query = select(ReceiptRecordRow).where(table.receipt_id == receipt_id).order_by(table.sequence)
        return [Sealed(_record(row), row.signature) for row in (await self._session.execute(query)).scalars()]

    async def of_brand(self, brand_id: str, limit: int, offset: int) -> tuple[list[list[Sealed]], int]:
        """A page of a brand's receipts, the last changed first, each with its records in order; the total."""
        table = columns(ReceiptRecordRow)
        newest = func.max(table.sequence)
        receipts = select(table.receipt_id).where(table.brand_id == brand_id).group_by(table.receipt_id)
        total = await self._session.scalar(select(func.count()).select_from(receipts.subquery())) or 0
        page = (await self._session.scalars(receipts.order_by(newest.desc()).limit(limit).offset(offset))).all()
        query = select(ReceiptRecordRow).where(table.receipt_id.in_(page)).order_by(table.sequence)
        found: dict[str, list[Sealed]] = {receipt_id: [] for receipt_id in page}
        for row in (await self._session.execute(query)).scalars():
            found[row.receipt_id].append(Sealed(_record(row), row.signature))
        return list(found.values()), total


def _record(row: ReceiptRecordRow) -> Record:
    return Record(
        receipt_id=row.receipt_id,
        sequence=row.sequence,
        place=row.place,
        brand_id=row.brand_id,
        complaint_id=row.complaint_id,
        complaint_number=row.complaint_number,
        kind=ReceiptKind(row.kind),
        at=row.at,
        detail=row.detail,
        previous=row.previous,
    )
