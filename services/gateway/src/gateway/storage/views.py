"""Read views of the public topics: one row per entity, newest version, the whole record beside what is searched."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Computed, Index, Text, delete
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field

from gateway.storage.base import Table
from servicekit.rows import columns, moment


class BrandViewRow(Table, table=True):
    """A brand's page. `folded` is an SQL function of the first migration: lower case, accents taken off."""

    __tablename__ = "brand_view"
    __table_args__ = (
        Index("brand_view_sector", "sector", "name"),
        Index(
            "brand_view_trigrams", "folded_name", postgresql_using="gin", postgresql_ops={"folded_name": "gin_trgm_ops"}
        ),
    )

    brand_id: str = Field(primary_key=True)
    version: int
    slug: str = Field(unique=True)
    name: str
    sector: str
    claimed: bool
    folded_name: str = Field(sa_column=Column(Text, Computed("folded(name)", persisted=True)))
    data: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class ComplaintViewRow(Table, table=True):
    """A complaint's page. `french` is the text search configuration of the first migration."""

    __tablename__ = "complaint_view"
    __table_args__ = (
        Index("complaint_view_of_brand", "brand_id", "published_at"),
        Index("complaint_view_latest", "published_at"),
        Index("complaint_view_words", "words", postgresql_using="gin"),
        Index(
            "complaint_view_trigrams",
            "folded_title",
            postgresql_using="gin",
            postgresql_ops={"folded_title": "gin_trgm_ops"},
        ),
    )

    complaint_id: str = Field(primary_key=True)
    version: int
    number: str = Field(unique=True)
    brand_id: str
    sector: str
    status: str
    title: str
    text: str
    published_at: datetime = moment()
    words: str = Field(
        sa_column=Column(
            TSVECTOR,
            Computed(
                "setweight(to_tsvector('french_folded'::regconfig, title), 'A')"
                " || to_tsvector('french_folded'::regconfig, text)",
                persisted=True,
            ),
        )
    )
    folded_title: str = Field(sa_column=Column(Text, Computed("folded(title)", persisted=True)))
    data: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class ScoreViewRow(Table, table=True):
    """A score as shown."""

    __tablename__ = "score_view"
    __table_args__ = (Index("score_view_kind", "subject_kind"),)

    subject_id: str = Field(primary_key=True)
    version: int
    subject_kind: str
    data: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class DisputeViewRow(Table, table=True):
    """What a complaint's page says of a dispute about it."""

    __tablename__ = "dispute_view"
    __table_args__ = (Index("dispute_view_of_complaint", "complaint_id", "opened_at"),)

    dispute_id: str = Field(primary_key=True)
    version: int
    complaint_id: str
    brand_id: str
    status: str
    opened_at: datetime = moment()
    data: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class AggregateViewRow(Table, table=True):
    """A cell of open data."""

    __tablename__ = "aggregate_view"

    aggregate_id: str = Field(primary_key=True)
    version: int
    month: str = Field(index=True)
    complaints: int
    answered: int
    open: int
    solved: int
    unsolved: int
    presumed: int
    disputed: int
    frozen_at: datetime = moment()
    data: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class PartnerViewRow(Table, table=True):
    """A partner as the site presents it."""

    __tablename__ = "partner_view"

    partner: str = Field(primary_key=True)
    version: int
    data: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


COMPUTED = {"folded_name", "folded_title", "words"}
"""Columns that PostgreSQL fills in."""


async def apply(
    session: AsyncSession, table: type[Table], key: str, rows: Sequence[dict[str, Any]], gone: Sequence[str]
) -> None:
    """Upserts rows whose version is newer and deletes those that are gone: a replay changes nothing."""
    if gone:
        await session.execute(delete(table).where(columns(table)[key].in_(gone)))
    if not rows:
        return
    statement = insert(table).values(list(rows))
    changed = {name: statement.excluded[name] for name in table.model_fields if name not in {key, *COMPUTED}}
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=[key], set_=changed, where=columns(table).version < statement.excluded.version
        )
    )
