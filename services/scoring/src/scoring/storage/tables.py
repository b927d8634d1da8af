"""Tables of the scoring service."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Column, Index, MetaData, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

metadata = MetaData()


class Table(SQLModel, registry=registry(metadata=metadata)):
    """Base of this service's tables, apart from those of other services in the same process."""


class ComplaintRow(Table, table=True):
    """The facts of one complaint, so that a new one takes its old changes out, and any past day can be told."""

    __tablename__ = "complaint"
    __table_args__ = (Index("complaint_of_subject", "subjects", postgresql_using="gin"),)

    id: str = Field(primary_key=True)
    month: date | None
    """Month of publication."""
    subjects: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    """Every brand and point of sale it ever belonged to at the end of a day."""
    history: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))


class BucketRow(Table, table=True):
    """How many complaints are in a cell of a subject now: the sum of its changes."""

    __tablename__ = "bucket"

    subject_id: str = Field(primary_key=True)
    month: date = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    value: int = Field(primary_key=True)
    count: int = Field(sa_column=Column(BigInteger, nullable=False))


class ChangeRow(Table, table=True):
    """What one day added to a cell of a subject: taken off the bucket, it gives any past day."""

    __tablename__ = "change"

    subject_id: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    month: date = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    value: int = Field(primary_key=True)
    count: int = Field(sa_column=Column(BigInteger, nullable=False))


class BrandRow(Table, table=True):
    """What this service knows of a brand."""

    __tablename__ = "brand"

    id: str = Field(primary_key=True)
    sector: str | None = Field(default=None, index=True)
    """Set once the brand has a page."""


class SectorRow(Table, table=True):
    """The day a sector's subjects are scored for, and the sector's means of the day before."""

    __tablename__ = "sector"

    code: str = Field(primary_key=True)
    day: date | None = None
    formula: str | None = None
    prior: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))


class ScoreRow(Table, table=True):
    """A subject that has a score, and the version of its public state; never emptied, so that versions only grow."""

    __tablename__ = "score"

    subject_id: str = Field(primary_key=True)
    kind: str
    brand_id: str | None = Field(default=None, index=True)
    sector: str | None = None
    """Of a sector's own score."""
    version: int = 0


REBUILT = tuple(metadata.tables[name] for name in ("complaint", "bucket", "change", "brand", "sector"))
"""The tables that the topics fill again; versions of scores only grow, so that theirs stays."""
