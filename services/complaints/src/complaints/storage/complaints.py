"""Complaints, one by one, and as what is stored."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from complaints.domain.complaint import Complaint, HeldResponse, Product, Rating, Response, Step
from complaints.domain.days import PARIS, day_of, end_of
from complaints.domain.facts import Control, ResponseKind, Subject
from complaints.domain.filing import FiledToday
from complaints.domain.status import Status
from complaints.storage.tables import (
    ComplaintRow,
    complaint_number,
)
from servicekit.rows import columns

TABLE = columns(ComplaintRow).id.table

# Statements of the intake, made once: what they cost is mostly their making. Values come with the execution.
INSERT = insert(TABLE)
UPDATE = update(TABLE).where(TABLE.c.id == bindparam("wanted"))
READ = select(TABLE).where(TABLE.c.id.in_(bindparam("wanted", expanding=True)))
LOCK = select(TABLE).where(TABLE.c.id == bindparam("wanted")).with_for_update()


class ComplaintStore:
    """Complaints of this service."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def next_number(self, now: datetime) -> str:
        """The next number people can say; the year is Paris's."""
        number = await self._session.scalar(complaint_number.next_value())
        return f"R-{now.astimezone(PARIS).year}-{number:06d}"

    async def add(self, complaint: Complaint) -> None:
        """Stores a new complaint."""
        await self._session.execute(INSERT, to_values(complaint))

    async def load(self, complaint_id: str) -> Complaint | None:
        """The complaint, locked until the end of the transaction."""
        row = (await self._session.execute(LOCK, {"wanted": complaint_id})).first()
        return to_complaint(row) if row else None

    async def id_of(self, number: str) -> str | None:
        """The id behind a number that people say."""
        table = columns(ComplaintRow)
        found: str | None = await self._session.scalar(select(table.id).where(table.number == number))
        return found

    async def read(self, complaint_ids: Sequence[str]) -> dict[str, Complaint]:
        """Complaints by id, not locked."""
        rows = await self._session.execute(READ, {"wanted": complaint_ids})
        return {row.id: to_complaint(row) for row in rows}

    async def save(self, complaint: Complaint) -> None:
        """Stores the complaint's new state."""
        await self._session.execute(UPDATE, to_values(complaint) | {"wanted": complaint.id})

    async def filed_today(self, author_id: str, now: datetime) -> FiledToday:
        """What the author filed on this day of Paris; the author is locked against a second filing at once."""
        await self._session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(author_id, 1))))
        today = day_of(now)
        start = end_of(date.fromordinal(today.toordinal() - 1))
        found = await self._session.execute(
            select(columns(ComplaintRow).brand_id).where(
                columns(ComplaintRow).author_id == author_id,
                columns(ComplaintRow).filed_at >= start,
                columns(ComplaintRow).filed_at < end_of(today),
                columns(ComplaintRow).status != Status.WITHDRAWN,
            )
        )
        brands = found.scalars().all()
        return FiledToday(len(brands), frozenset(brands))

    async def cleared_of_brand(self, brand_id: str) -> Sequence[str]:
        """Ids of the complaints that wait for the brand's page, or may yet be held."""
        found = await self._session.execute(
            select(columns(ComplaintRow).id)
            .where(columns(ComplaintRow).brand_id == brand_id, columns(ComplaintRow).status == Status.CLEARED)
            .order_by(columns(ComplaintRow).filed_at)
        )
        return found.scalars().all()


def to_values(complaint: Complaint) -> dict[str, Any]:
    """A complaint as its row holds it."""
    values = {name: getattr(complaint, name) for name in ComplaintRow.model_fields}
    return values | {
        "marks": list(complaint.marks),
        "findings": list(complaint.findings),
        "responses": [_json(asdict(response)) for response in complaint.responses],
        "held_response": _json(asdict(complaint.held_response)) if complaint.held_response else None,
        "product": _json(asdict(complaint.product)) if complaint.product else None,
        "rating": _json(asdict(complaint.rating)) if complaint.rating else None,
        "timeline": [_json(asdict(step)) for step in complaint.timeline],
    }


def _json(value: dict[str, Any]) -> dict[str, Any]:
    return {name: each.isoformat() if isinstance(each, date) else each for name, each in value.items()}


def to_complaint(row: ComplaintRow | Row[Any]) -> Complaint:
    """The state that a row holds."""
    values = {name: getattr(row, name) for name in ComplaintRow.model_fields}
    return Complaint(
        **values
        | {
            "marks": tuple(row.marks),
            "findings": tuple(row.findings),
            "product": _product(row.product) if row.product else None,
            "status": Status(row.status),
            "review": Subject(row.review) if row.review else None,
            "control": Control(row.control) if row.control else None,
            "suspended_from": Status(row.suspended_from) if row.suspended_from else None,
            "responses": tuple(_response(each) for each in row.responses),
            "held_response": _held_response(row.held_response) if row.held_response else None,
            "rating": _rating(row.rating) if row.rating else None,
            "timeline": tuple(Step(each["name"], datetime.fromisoformat(each["at"])) for each in row.timeline),
        }
    )


def _product(value: dict[str, Any]) -> Product:
    days = {name: date.fromisoformat(value[name]) for name in ("bought_on", "extension_ends_on") if value[name]}
    return Product(**value | days)


def _response(value: dict[str, Any]) -> Response:
    due = value["promise_due_on"]
    return replace(
        Response(**value),
        kind=ResponseKind(value["kind"]),
        published_at=datetime.fromisoformat(value["published_at"]),
        promise_due_on=date.fromisoformat(due) if due else None,
    )


def _held_response(value: dict[str, Any]) -> HeldResponse:
    due = value["promise_due_on"]
    return replace(
        HeldResponse(**value),
        kind=ResponseKind(value["kind"]),
        written_at=datetime.fromisoformat(value["written_at"]),
        promise_due_on=date.fromisoformat(due) if due else None,
    )


def _rating(value: dict[str, Any]) -> Rating:
    return replace(Rating(**value), rated_at=datetime.fromisoformat(value["rated_at"]))
