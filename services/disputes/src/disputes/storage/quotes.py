"""Quotes, fee alerts, and how partners are called."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from disputes.domain.fee_guard import Alert, Reason
from disputes.domain.price import Terms
from disputes.domain.quote import Quote, Source, Status
from disputes.storage.tables import AlertRow, QuoteRow, quote_number
from servicekit.rows import columns


class QuoteStore:
    """Quotes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def next_number(self, now: datetime) -> str:
        """`D-2026-000042`."""
        return f"D-{now.year}-{await self._session.scalar(quote_number.next_value()):06}"

    async def of_account(self, account_id: str, *, lock: bool = False) -> list[Quote]:
        """An account's quotes, newest first; locked, if so, until the end of the transaction."""
        return await self._found(columns(QuoteRow).account_id == account_id, lock=lock)

    async def of_referral(self, referral_id: str) -> list[Quote]:
        """The quotes of a referral, newest first, locked until the end of the transaction."""
        return await self._found(columns(QuoteRow).referral_id == referral_id, lock=True)

    async def save(self, quote: Quote) -> None:
        """Stores a quote's new state."""
        values = {name: getattr(quote, name) for name in QuoteRow.model_fields}
        await self._session.merge(QuoteRow(**values | {"terms": asdict(quote.terms)}))

    async def _found(self, condition: Any, *, lock: bool) -> list[Quote]:
        table = columns(QuoteRow)
        query = select(QuoteRow).where(condition).order_by(table.offered_at.desc(), table.id.desc())
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return [_quote(row) for row in (await self._session.execute(query)).scalars()]


def _quote(row: QuoteRow) -> Quote:
    values = {name: getattr(row, name) for name in QuoteRow.model_fields}
    asked = {Source(name): cents for name, cents in row.asked.items()}
    return Quote(**values | {"terms": Terms(**row.terms), "status": Status(row.status), "asked": asked})


class AlertStore:
    """Fee alerts."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def load(self, alert_id: str) -> Alert | None:
        """The alert, locked until the end of the transaction."""
        row = await self._session.get(AlertRow, alert_id, with_for_update=True, populate_existing=True)
        return _alert(row) if row else None

    async def save(self, alert: Alert) -> None:
        """Stores an alert's new state."""
        await self._session.merge(AlertRow(**vars(alert)))

    async def of_account(self, account_id: str) -> list[Alert]:
        """An account's alerts; open ones first, newest first."""
        table = columns(AlertRow)
        order = (table.closed_at.desc().nulls_first(), table.raised_at.desc())
        query = select(AlertRow).where(table.account_id == account_id).order_by(*order)
        return [_alert(row) for row in (await self._session.execute(query)).scalars()]

    async def page(self, limit: int, offset: int) -> tuple[list[Alert], int]:
        """A page of everyone's alerts, open ones first by their wait, then the last that were closed; the total."""
        table = columns(AlertRow)
        total = await self._session.scalar(select(func.count()).select_from(AlertRow)) or 0
        order = (table.closed_at.desc().nulls_first(), table.raised_at, table.id)
        query = select(AlertRow).order_by(*order).limit(limit).offset(offset)
        return [_alert(row) for row in (await self._session.execute(query)).scalars()], total


def _alert(row: AlertRow) -> Alert:
    values = {name: getattr(row, name) for name in AlertRow.model_fields}
    return Alert(**values | {"reason": Reason(row.reason), "source": Source(row.source)})
