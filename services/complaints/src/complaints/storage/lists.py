"""Lists of complaints for their author, their brand, staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from complaints.domain.complaint import Complaint
from complaints.domain.facts import By
from complaints.domain.status import Status
from complaints.storage.complaints import to_complaint
from complaints.storage.tables import (
    ComplaintRow,
    MessageRow,
)
from servicekit.rows import columns


@dataclass(frozen=True)
class Listed:
    """A complaint of a list, with the last word of its thread."""

    complaint: Complaint
    last_message_at: datetime | None
    last_message_by: By | None


@dataclass(frozen=True)
class Filter:
    """Which complaints a list holds."""

    author_id: str | None = None
    brand_id: str | None = None
    point_of_sale_id: str | None = None
    statuses: frozenset[Status] = frozenset()
    in_review: bool = False
    """Only those whose text waits for a moderator, by how long it has."""


class ComplaintList:
    """Lists of complaints for their author, their brand, staff."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, wanted: Filter, limit: int, offset: int, newest_first: bool) -> tuple[list[Listed], int]:
        """One page and the total."""
        query = _where(select(ComplaintRow), wanted)
        total = await self._session.scalar(select(func.count()).select_from(query.subquery())) or 0
        table = columns(ComplaintRow)
        moment = table.held_at if wanted.in_review else table.filed_at
        order = (moment.desc(), table.id.desc()) if newest_first else (moment, table.id)
        rows = (await self._session.execute(query.order_by(*order).limit(limit).offset(offset))).scalars().all()
        last = await self._last_messages([row.id for row in rows])
        return [Listed(to_complaint(row), *last.get(row.id, (None, None))) for row in rows], total

    async def count(self, wanted: Filter) -> int:
        """How many there are."""
        return await self._session.scalar(_where(select(func.count()).select_from(ComplaintRow), wanted)) or 0

    async def count_cleared(self) -> dict[str, int]:
        """Complaints that wait for their brand's page, by brand."""
        table = columns(ComplaintRow)
        query = select(table.brand_id, func.count()).where(table.status == Status.CLEARED).group_by(table.brand_id)
        return dict((await self._session.execute(query)).all())

    async def count_unanswered_threads(self, author_id: str) -> int:
        """The author's threads whose last word is somebody else's."""
        message, complaint = columns(MessageRow), columns(ComplaintRow)
        last = (
            select(message.by)
            .join(ComplaintRow, complaint.id == message.complaint_id)
            .where(complaint.author_id == author_id)
            .ext(distinct_on(message.complaint_id))
            .order_by(message.complaint_id, message.posted_at.desc())
            .subquery()
        )
        query = select(func.count()).select_from(last).where(last.c.by != By.CONSUMER.value)
        return await self._session.scalar(query) or 0

    async def _last_messages(self, ids: Sequence[str]) -> dict[str, tuple[datetime, By]]:
        table = columns(MessageRow)
        found = await self._session.execute(
            select(table.complaint_id, table.posted_at, table.by)
            .ext(distinct_on(table.complaint_id))
            .where(table.complaint_id.in_(ids))
            .order_by(table.complaint_id, table.posted_at.desc())
        )
        return {complaint_id: (posted_at, By(by)) for complaint_id, posted_at, by in found}


def _where(query: Select[Any], wanted: Filter) -> Select[Any]:
    if wanted.author_id:
        query = query.where(columns(ComplaintRow).author_id == wanted.author_id)
    if wanted.brand_id:
        query = query.where(columns(ComplaintRow).brand_id == wanted.brand_id)
    if wanted.point_of_sale_id:
        query = query.where(columns(ComplaintRow).point_of_sale_id == wanted.point_of_sale_id)
    if wanted.statuses:
        query = query.where(columns(ComplaintRow).status.in_(sorted(wanted.statuses)))
    if wanted.in_review:
        query = query.where(columns(ComplaintRow).held_at.is_not(None))
    return query
