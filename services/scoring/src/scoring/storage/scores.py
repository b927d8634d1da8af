"""Sectors with the day in force, and the subjects that have a score."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from scoring.domain.formula import Belief, Part, Prior
from scoring.domain.place import Place
from scoring.domain.tally import Subject
from scoring.storage.tables import BrandRow, ScoreRow, SectorRow
from servicekit.rows import columns
from servicekit.tables import deadline


class SectorStore:
    """Brands, their sectors, and the day in force in each sector."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, brand_ids: Collection[str]) -> dict[str, SectorRow]:
        """The sectors of brands, kept from being refreshed until the end of the transaction.

        A refresh reads the cells of a whole sector: it waits for the facts under way, and facts wait for it. A brand
        without a page is absent from the answer, and kept from getting one meanwhile.
        """
        brand = columns(BrandRow)
        rows = [{"id": each, "sector": None} for each in sorted(brand_ids)]
        await self._session.execute(upsert(BrandRow).on_conflict_do_nothing(), rows)
        query = select(brand.id, brand.sector).where(brand.id.in_(brand_ids)).order_by(brand.id)
        sectors = {id_: code for id_, code in await self._session.execute(query.with_for_update(read=True)) if code}
        held = {code: await self.open(code) for code in sorted(set(sectors.values()))}
        return {id_: held[code] for id_, code in sectors.items()}

    async def open(self, sector: str) -> SectorRow:
        """The sector, made where it is new, kept from being refreshed until the end of the transaction."""
        await self._session.execute(upsert(SectorRow).values(code=sector).on_conflict_do_nothing())
        return await self._session.get_one(SectorRow, sector, with_for_update={"read": True}, populate_existing=True)

    async def put(self, sector: str, day: date, formula: str, prior: Prior) -> None:
        """Brings a day into force."""
        values = {"day": day, "formula": formula, "prior": _json_prior(prior)}
        await self._session.execute(update(SectorRow).where(columns(SectorRow).code == sector).values(values))

    async def lock(self, sector: str) -> None:
        """Waits for the facts of the sector under way and keeps others out until the end of the transaction."""
        await self._session.get_one(SectorRow, sector, with_for_update=True)

    async def put_brand(self, brand_id: str, sector: str) -> str | None:
        """Places a brand in its sector and returns the one it was in."""
        await self._session.execute(upsert(BrandRow).values(id=brand_id).on_conflict_do_nothing())
        row = await self._session.get_one(BrandRow, brand_id, with_for_update=True, populate_existing=True)
        before, row.sector = row.sector, sector
        await self._session.flush()
        return before

    async def deadline_of(self, kind: str, sector: str) -> datetime | None:
        """When the deadline of a sector is due, where one is set."""
        query = select(deadline.c.due_at).where(deadline.c.kind == kind, deadline.c.entity_id == sector)
        return await self._session.scalar(query)


class ScoreStore:
    """The subjects that have a score, and their versions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ensure(self, subjects: Collection[Subject]) -> None:
        """Makes the rows that are missing."""
        rows = [
            {"subject_id": each.id, "kind": each.kind, "brand_id": each.brand_id, "version": 0}
            for each in sorted(subjects)
        ]
        await self._session.execute(upsert(ScoreRow).on_conflict_do_nothing(), rows)

    async def ensure_sector(self, subject_id: str, sector: str) -> None:
        """Makes the row of a sector's own score."""
        row = {"subject_id": subject_id, "kind": "sector", "sector": sector, "version": 0}
        await self._session.execute(upsert(ScoreRow).values(row).on_conflict_do_nothing())

    async def bump(self, subject_ids: Collection[str]) -> None:
        """Gives new versions."""
        table = columns(ScoreRow)
        await self._session.execute(
            update(ScoreRow).where(table.subject_id.in_(subject_ids)).values(version=table.version + 1)
        )

    async def of_sector(self, sector: str) -> Sequence[str]:
        """The sector's own subject and those of its brands."""
        table, brand = columns(ScoreRow), columns(BrandRow)
        members = select(brand.id).where(brand.sector == sector)
        query = select(table.subject_id).where(or_(table.sector == sector, table.brand_id.in_(members)))
        return (await self._session.execute(query.order_by(table.subject_id))).scalars().all()

    async def places(self, subject_ids: Sequence[str]) -> list[Place]:
        """Where subjects stand; without those whose brand has no page yet."""
        score, brand, sector = columns(ScoreRow), columns(BrandRow), columns(SectorRow)
        query = (
            select(
                score.subject_id,
                score.kind,
                score.version,
                sector.code.label("sector"),
                sector.day,
                sector.formula,
                sector.prior,
            )
            .outerjoin(BrandRow, brand.id == score.brand_id)
            .join(SectorRow, sector.code == func.coalesce(score.sector, brand.sector))
            .where(score.subject_id.in_(subject_ids), sector.day.is_not(None))
        )
        found = (await self._session.execute(query)).all()
        return [Place(**{**row._mapping, "prior": _prior(row.prior)}) for row in found]


def _score(subject_id: str, kind: str, brand_id: str) -> dict[str, Any]:
    return {"subject_id": subject_id, "kind": kind, "brand_id": brand_id, "version": 0}


def _json_prior(prior: Prior) -> dict[str, Any]:
    return {part: {name: str(value) for name, value in asdict(belief).items()} for part, belief in prior.items()}


def _prior(value: dict[str, dict[str, str]]) -> Prior:
    return {
        Part(part): Belief(Fraction(belief["mean"]), Fraction(belief["variance"])) for part, belief in value.items()
    }
