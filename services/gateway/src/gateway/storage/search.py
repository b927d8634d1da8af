"""Queries of the public pages, on the read views alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, desc, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.brands import PublicBrand
from contracts.complaints import PublicComplaint
from contracts.disputes import PublicDispute
from contracts.message import PublicState
from contracts.partners import PublicPartner
from contracts.scoring import PublicScore
from gateway.storage.views import BrandViewRow, ComplaintViewRow, DisputeViewRow, PartnerViewRow, ScoreViewRow
from servicekit.rows import columns

brands = columns(BrandViewRow)
complaints = columns(ComplaintViewRow)
disputes = columns(DisputeViewRow)
partners = columns(PartnerViewRow)
scores = columns(ScoreViewRow)

SIMILAR = 0.3
"""Trigram similarity from which a name is close to what was typed."""

SHOWN = ("published", "answered", "rated", "presumed")
"""Statuses whose text is on the site."""


S = TypeVar("S", bound=PublicState)


@dataclass(frozen=True)
class Wanted:
    """Which complaints a list holds."""

    query: str = ""
    brand_id: str | None = None
    sector: str | None = None
    standing: str = ""
    """One of `presentation.labels.STATUS_FILTERS`, or "" for all."""


class PublicViews:
    """Everything the public pages read."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def brand(self, slug: str) -> PublicBrand | None:
        """The brand of an address."""
        return await self._one(PublicBrand, select(brands.data).where(brands.slug == slug))

    async def brands_by_id(self, ids: Sequence[str]) -> dict[str, PublicBrand]:
        """Several brands at once."""
        found = await self._session.execute(select(brands.brand_id, brands.data).where(brands.brand_id.in_(ids)))
        return {brand_id: PublicBrand.model_validate(data) for brand_id, data in found}

    async def complaint(self, number: str) -> PublicComplaint | None:
        """The complaint of a number."""
        return await self._one(PublicComplaint, select(complaints.data).where(complaints.number == number))

    async def complaint_by_id(self, complaint_id: str) -> PublicComplaint | None:
        """The complaint of an id."""
        return await self._one(PublicComplaint, select(complaints.data).where(complaints.complaint_id == complaint_id))

    async def untold_complaints(self, limit: int, offset: int) -> tuple[list[tuple[PublicComplaint, PublicBrand]], int]:
        """Shown complaints without an answer of brands without an owner, of which no mail told; oldest first."""
        told = _has_step(complaints.data["timeline"], "notified")
        query = (
            select(complaints.data, brands.data)
            .join(BrandViewRow, brands.brand_id == complaints.brand_id)
            .where(complaints.status == "published", ~brands.claimed, ~told)
        )
        total = await self._session.scalar(select(func.count()).select_from(query.subquery())) or 0
        order = (complaints.published_at, complaints.complaint_id)
        rows = await self._session.execute(query.order_by(*order).limit(limit).offset(offset))
        found = [(PublicComplaint.model_validate(case), PublicBrand.model_validate(brand)) for case, brand in rows]
        return found, total

    async def disputes_of(self, complaint_ids: Sequence[str]) -> dict[str, PublicDispute]:
        """The last dispute of each complaint that has one."""
        query = (
            select(disputes.data)
            .distinct(disputes.complaint_id)
            .where(disputes.complaint_id.in_(complaint_ids))
            .order_by(disputes.complaint_id, desc(disputes.opened_at))
        )
        found = [PublicDispute.model_validate(data) for data in (await self._session.execute(query)).scalars()]
        return {each.complaint_id: each for each in found}

    async def partners(self) -> list[PublicPartner]:
        """Every partner, by its address."""
        found = await self._session.execute(select(partners.data).order_by(partners.partner))
        return [PublicPartner.model_validate(data) for data in found.scalars()]

    async def partner(self, slug: str) -> PublicPartner | None:
        """The partner of an address."""
        return await self._one(PublicPartner, select(partners.data).where(partners.partner == slug))

    async def scores_of(self, subject_ids: Sequence[str]) -> dict[str, PublicScore]:
        """Scores by subject."""
        query = select(scores.subject_id, scores.data).where(scores.subject_id.in_(subject_ids))
        return {id_: PublicScore.model_validate(data) for id_, data in await self._session.execute(query)}

    async def find_brands(
        self, text: str, sector: str | None, limit: int, offset: int
    ) -> tuple[list[PublicBrand], int]:
        """Brands whose name holds or resembles the text, best first; all by name without a text."""
        condition, order = _brand_match(text)
        query = select(brands.data).where(condition)
        if sector:
            query = query.where(brands.sector == sector)
        total = await self._session.scalar(select(func.count()).select_from(query.subquery())) or 0
        rows = await self._session.execute(
            query.order_by(*order, brands.name, brands.brand_id).limit(limit).offset(offset)
        )
        return [PublicBrand.model_validate(data) for data in rows.scalars()], total

    async def closest_name(self, text: str) -> str | None:
        """The brand name that looks most like a text that matches none exactly."""
        likeness = func.similarity(brands.folded_name, func.folded(text))
        query = select(brands.name).where(likeness >= SIMILAR).order_by(desc(likeness), brands.name).limit(1)
        found: str | None = await self._session.scalar(query)
        return found

    async def find_complaints(self, wanted: Wanted, limit: int, offset: int) -> tuple[list[PublicComplaint], int]:
        """Complaints, newest first; with a text, best match first."""
        query = _where(select(complaints.data), wanted)
        total = await self._session.scalar(select(func.count()).select_from(query.subquery())) or 0
        order: list[ColumnElement[Any]] = [desc(complaints.published_at), complaints.complaint_id]
        if wanted.query:
            order.insert(0, desc(func.ts_rank(complaints.words, _words(wanted.query))))
            order.insert(1, desc(func.word_similarity(func.folded(wanted.query), complaints.folded_title)))
        rows = await self._session.execute(query.order_by(*order).limit(limit).offset(offset))
        return [PublicComplaint.model_validate(data) for data in rows.scalars()], total

    async def funnel(self, brand_id: str, since: datetime) -> dict[str, int]:
        """How far a brand's complaints published since a moment went."""
        step = complaints.data["timeline"]
        query = select(
            func.count().label("published"),
            # Who has read was notified, whatever became of the mail.
            func.count().filter(_has_step(step, "notified") | _has_step(step, "read")).label("notified"),
            func.count().filter(_has_step(step, "read")).label("read"),
            func.count().filter(func.jsonb_array_length(complaints.data["responses"]) > 0).label("answered"),
            func.count().filter(complaints.data["rating"]["solved"].astext == "true").label("solved"),
        ).where(complaints.brand_id == brand_id, complaints.published_at >= since, complaints.status.in_(SHOWN))
        return dict((await self._session.execute(query)).one()._mapping)

    async def sectors(self) -> list[tuple[str, int, int]]:
        """Sectors with how many brands and shown complaints each has."""
        filed = (
            select(complaints.sector, func.count().label("n"))
            .where(complaints.status.in_(SHOWN))
            .group_by(complaints.sector)
            .subquery()
        )
        query = (
            select(brands.sector, func.count(), func.coalesce(func.max(filed.c.n), 0))
            .outerjoin(filed, filed.c.sector == brands.sector)
            .group_by(brands.sector)
            .order_by(brands.sector)
        )
        return [(sector, count, n) for sector, count, n in await self._session.execute(query)]

    async def totals(self) -> tuple[int, int, int]:
        """Shown complaints, those with an answer, brands."""
        answered = func.count().filter(complaints.status.in_(SHOWN[1:]))
        shown = await self._session.execute(select(func.count(), answered).where(complaints.status.in_(SHOWN)))
        count, answers = shown.one()
        return count, answers, await self._session.scalar(select(func.count()).select_from(BrandViewRow)) or 0

    async def _one(self, model: type[S], query: Select[Any]) -> S | None:
        data = await self._session.scalar(query)
        return model.model_validate(data) if data is not None else None


STANDINGS: dict[str, ColumnElement[bool]] = {
    "answered": complaints.status.in_(SHOWN[1:]),
    "unanswered": complaints.status == "published",
    "solved": complaints.data["rating"]["solved"].astext == "true",
    "unsolved": complaints.data["rating"]["solved"].astext == "false",
    "disputed": complaints.complaint_id.in_(select(disputes.complaint_id).where(disputes.status != "closed")),
}
"""What a list can be narrowed to."""


def _brand_match(text: str) -> tuple[ColumnElement[bool], list[ColumnElement[Any]]]:
    if not text.strip():
        return literal(True), []
    folded = func.folded(text.strip())
    prefix = brands.folded_name.like(folded + "%")
    inside = brands.folded_name.like("%" + folded + "%")
    likeness = func.similarity(brands.folded_name, folded)
    rank = case((prefix, 0), (inside, 1), else_=2)
    return inside | (likeness >= SIMILAR), [rank, desc(likeness)]


def _where(query: Select[Any], wanted: Wanted) -> Select[Any]:
    query = query.where(complaints.status.in_(SHOWN))
    if wanted.standing in STANDINGS:
        query = query.where(STANDINGS[wanted.standing])
    if wanted.brand_id:
        query = query.where(complaints.brand_id == wanted.brand_id)
    if wanted.sector:
        query = query.where(complaints.sector == wanted.sector)
    if wanted.query:
        query = query.where(_complaint_match(wanted.query))
    return query


def _complaint_match(text: str) -> ColumnElement[bool]:
    """The words, or letters alike in the title: a word with a typo is in no text. Operators mean what they say."""
    matches: ColumnElement[bool] = complaints.words.bool_op("@@")(_words(text))
    if '"' in text or "-" in text:
        return matches
    resembles: ColumnElement[bool] = complaints.folded_title.bool_op("%>")(func.folded(text))
    return matches | resembles


def _words(text: str) -> ColumnElement[Any]:
    """The words of a query. PostgreSQL's French stop words lack « les »."""
    kept = " ".join(word for word in text.split() if word.lower() != "les")
    return func.websearch_to_tsquery("french_folded", kept)


def _has_step(timeline: Any, name: str) -> ColumnElement[bool]:
    return timeline.contains([{"status": name}])  # type: ignore[no-any-return]  # JSONB's comparator is untyped
