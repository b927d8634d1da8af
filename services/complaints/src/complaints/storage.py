"""Tables of the complaints service and the stores that read and write them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    MetaData,
    Select,
    Text,
    func,
    select,
)
from sqlalchemy import (
    Sequence as SqlSequence,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from complaints.domain.complaint import Complaint, Rating, Response, Step
from complaints.domain.days import PARIS, day_of, end_of
from complaints.domain.facts import By, Control, ResponseKind
from complaints.domain.filing import FiledToday
from complaints.domain.status import Status
from servicekit.rows import columns, moment

metadata = MetaData()

complaint_number = SqlSequence("complaint_number", metadata=metadata)


class Table(SQLModel, registry=registry(metadata=metadata)):
    """Base of this service's tables, apart from those of other services in the same process."""


class ComplaintRow(Table, table=True):
    """One complaint, whole; what only it holds is erased with its withdrawal."""

    __tablename__ = "complaint"
    __table_args__ = (
        Index("complaint_of_author", "author_id", "filed_at"),
        Index("complaint_of_brand", "brand_id", "status"),
        Index("complaint_in_status", "status", "filed_at"),
    )

    id: str = Field(primary_key=True)
    number: str = Field(unique=True)
    author_id: str
    brand_id: str
    point_of_sale_id: str | None
    category: str
    marks: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    title: str
    text: str
    wish: str | None
    pseudonym: str
    amount_cents: int | None = Field(sa_column=Column(BigInteger))
    first_note: int | None
    experience_on: date
    filed_at: datetime = moment()
    status: str
    findings: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    control: str | None
    shown_title: str | None
    shown_text: str | None
    published_at: datetime | None = moment(nullable=True)
    read_at: datetime | None = moment(nullable=True)
    responses: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    rate_until: datetime | None = moment(nullable=True)
    rating: dict[str, Any] | None = Field(sa_column=Column(JSONB(none_as_null=True)))
    presumed_at: datetime | None = moment(nullable=True)
    proposed_brand_id: str | None
    reattribution_declined: bool
    suspended_from: str | None
    ground: str | None
    timeline: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    version: int


class MessageRow(Table, table=True):
    """A message of the private thread; it never leaves this table but to its readers."""

    __tablename__ = "message"

    id: str = Field(primary_key=True)
    complaint_id: str = Field(index=True)
    by: str
    account_id: str
    text: str
    posted_at: datetime = moment()


class StatementRow(Table, table=True):
    """A moderator's decision with its reasons."""

    __tablename__ = "statement"

    id: str = Field(primary_key=True)
    complaint_id: str = Field(index=True)
    decision: str
    ground: str | None
    explanation: str
    automatic_detection: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    moderator_id: str
    decided_at: datetime = moment()


class BrandRow(Table, table=True):
    """What this service knows of a brand, from its facts."""

    __tablename__ = "brand"

    id: str = Field(primary_key=True)
    sector: str | None = None
    """Set once the brand has a page."""
    refused: bool = False


class MembershipRow(Table, table=True):
    """Who may act for a brand, from the brands service's facts."""

    __tablename__ = "membership"

    brand_id: str = Field(primary_key=True)
    account_id: str = Field(primary_key=True, index=True)
    role: str
    point_of_sale_id: str | None


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
        self._session.add(_row(complaint))
        await self._session.flush()

    async def load(self, complaint_id: str) -> Complaint | None:
        """The complaint, locked until the end of the transaction."""
        row = await self._session.get(ComplaintRow, complaint_id, with_for_update=True, populate_existing=True)
        return _complaint(row) if row else None

    async def read(self, complaint_ids: Sequence[str]) -> dict[str, Complaint]:
        """Complaints by id, not locked."""
        rows = await self._session.execute(select(ComplaintRow).where(_in(ComplaintRow, complaint_ids)))
        return {row.id: _complaint(row) for row in rows.scalars()}

    async def save(self, complaint: Complaint) -> None:
        """Stores the complaint's new state."""
        await self._session.merge(_row(complaint))

    async def filed_today(self, author_id: str, now: datetime) -> FiledToday:
        """What the author filed on this day of Paris; the author is locked against a second filing at once."""
        await self._session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(author_id, 1))))
        today = day_of(now)
        start = end_of(date.fromordinal(today.toordinal() - 1))
        found = await self._session.execute(
            select(_column("brand_id")).where(
                _column("author_id") == author_id,
                _column("filed_at") >= start,
                _column("filed_at") < end_of(today),
                _column("status") != Status.WITHDRAWN,
            )
        )
        brands = found.scalars().all()
        return FiledToday(len(brands), frozenset(brands))

    async def cleared_of_brand(self, brand_id: str) -> Sequence[str]:
        """Ids of the complaints that wait for the brand's page, or may yet be held."""
        found = await self._session.execute(
            select(_column("id"))
            .where(_column("brand_id") == brand_id, _column("status") == Status.CLEARED)
            .order_by(_column("filed_at"))
        )
        return found.scalars().all()


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


class ComplaintList:
    """Lists of complaints for their author, their brand, staff."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, wanted: Filter, limit: int, offset: int, newest_first: bool) -> tuple[list[Listed], int]:
        """One page and the total."""
        query = _where(select(ComplaintRow), wanted)
        total = await self._session.scalar(select(func.count()).select_from(query.subquery())) or 0
        filed = _column("filed_at")
        order = (filed.desc(), _column("id").desc()) if newest_first else (filed, _column("id"))
        rows = (await self._session.execute(query.order_by(*order).limit(limit).offset(offset))).scalars().all()
        last = await self._last_messages([row.id for row in rows])
        return [Listed(_complaint(row), *last.get(row.id, (None, None))) for row in rows], total

    async def _last_messages(self, ids: Sequence[str]) -> dict[str, tuple[datetime, By]]:
        table = columns(MessageRow)
        found = await self._session.execute(
            select(table.complaint_id, table.posted_at, table.by)
            .distinct(table.complaint_id)
            .where(table.complaint_id.in_(ids))
            .order_by(table.complaint_id, table.posted_at.desc())
        )
        return {complaint_id: (posted_at, By(by)) for complaint_id, posted_at, by in found}


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


class ReplicaStore:
    """Brands and memberships, as the facts of the brands service tell them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def brand(self, brand_id: str) -> BrandRow | None:
        """What is known of a brand; None where its facts have not arrived."""
        return await self._session.get(BrandRow, brand_id)

    async def brands(self, brand_ids: Sequence[str]) -> dict[str, BrandRow]:
        """Several brands at once."""
        found = await self._session.execute(select(BrandRow).where(_in(BrandRow, brand_ids)))
        return {row.id: row for row in found.scalars()}

    async def put_brand(self, brand_id: str, sector: str | None, refused: bool = False) -> None:
        """Remembers a brand; a page once listed stays listed whatever comes late."""
        values = {"sector": sector, "refused": refused}
        statement = upsert(BrandRow).values(id=brand_id, **values)
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["id"],
                set_={
                    "sector": func.coalesce(statement.excluded.sector, BrandRow.sector),
                    "refused": statement.excluded.refused,
                },
            )
        )

    async def memberships(self, account_id: str) -> Sequence[MembershipRow]:
        """The brands an account may act for."""
        table = columns(MembershipRow)
        found = await self._session.execute(select(MembershipRow).where(table.account_id == account_id))
        return found.scalars().all()

    async def grant(self, row: MembershipRow) -> None:
        """Remembers a membership."""
        await self._session.merge(row)

    async def revoke(self, brand_id: str, account_id: str) -> None:
        """Forgets a membership."""
        if row := await self._session.get(MembershipRow, (brand_id, account_id)):
            await self._session.delete(row)


def _column(name: str) -> Any:
    return columns(ComplaintRow)[name]


def _in(table: type[Table], ids: Sequence[str]) -> Any:
    return columns(table).id.in_(ids)


def _where(query: Select[Any], wanted: Filter) -> Select[Any]:
    if wanted.author_id:
        query = query.where(_column("author_id") == wanted.author_id)
    if wanted.brand_id:
        query = query.where(_column("brand_id") == wanted.brand_id)
    if wanted.point_of_sale_id:
        query = query.where(_column("point_of_sale_id") == wanted.point_of_sale_id)
    if wanted.statuses:
        query = query.where(_column("status").in_(sorted(wanted.statuses)))
    return query


def _row(complaint: Complaint) -> ComplaintRow:
    values = {name: getattr(complaint, name) for name in ComplaintRow.model_fields}
    return ComplaintRow(
        **values
        | {
            "marks": list(complaint.marks),
            "findings": list(complaint.findings),
            "responses": [_json(asdict(response)) for response in complaint.responses],
            "rating": _json(asdict(complaint.rating)) if complaint.rating else None,
            "timeline": [_json(asdict(step)) for step in complaint.timeline],
        }
    )


def _json(value: dict[str, Any]) -> dict[str, Any]:
    return {name: each.isoformat() if isinstance(each, date) else each for name, each in value.items()}


def _complaint(row: ComplaintRow) -> Complaint:
    values = {name: getattr(row, name) for name in ComplaintRow.model_fields}
    return Complaint(
        **values
        | {
            "marks": tuple(row.marks),
            "findings": tuple(row.findings),
            "status": Status(row.status),
            "control": Control(row.control) if row.control else None,
            "suspended_from": Status(row.suspended_from) if row.suspended_from else None,
            "responses": tuple(_response(each) for each in row.responses),
            "rating": _rating(row.rating) if row.rating else None,
            "timeline": tuple(Step(each["name"], datetime.fromisoformat(each["at"])) for each in row.timeline),
        }
    )


def _response(value: dict[str, Any]) -> Response:
    due = value["promise_due_on"]
    return replace(
        Response(**value),
        kind=ResponseKind(value["kind"]),
        published_at=datetime.fromisoformat(value["published_at"]),
        promise_due_on=date.fromisoformat(due) if due else None,
    )


def _rating(value: dict[str, Any]) -> Rating:
    return replace(Rating(**value), rated_at=datetime.fromisoformat(value["rated_at"]))
