"""The tables of the complaints service."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Index, MetaData, Text, UniqueConstraint
from sqlalchemy import Sequence as SqlSequence
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from servicekit.rows import moment

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
        Index("complaint_in_review", "held_at"),
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
    region: str | None
    filed_at: datetime = moment()
    rules_version: str
    product: dict[str, Any] | None = Field(sa_column=Column(JSONB(none_as_null=True)))
    status: str
    review: str | None
    held_at: datetime | None = moment(nullable=True)
    findings: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    control: str | None
    shown_title: str | None
    shown_text: str | None
    published_at: datetime | None = moment(nullable=True)
    read_at: datetime | None = moment(nullable=True)
    responses: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    held_response: dict[str, Any] | None = Field(sa_column=Column(JSONB(none_as_null=True)))
    rate_until: datetime | None = moment(nullable=True)
    rating: dict[str, Any] | None = Field(sa_column=Column(JSONB(none_as_null=True)))
    presumed_at: datetime | None = moment(nullable=True)
    escalated_at: datetime | None = moment(nullable=True)
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
    subject: str
    decision: str
    ground: str | None
    explanation: str
    automatic_detection: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    moderator_id: str
    decided_at: datetime = moment()


class OpeningRow(Table, table=True):
    """Which moderator has a case open; it ends by itself."""

    __tablename__ = "opening"

    complaint_id: str = Field(primary_key=True)
    moderator_id: str
    opened_at: datetime = moment()
    until: datetime = moment()


class EvidenceRow(Table, table=True):
    """A piece of evidence; its bytes are in the object store."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("complaint_id", "sha256"),)

    id: str = Field(primary_key=True)
    complaint_id: str
    account_id: str
    kind: str
    name: str
    medium: str
    size: int
    sha256: str
    state: str
    added_at: datetime = moment()


class EvidenceReadRow(Table, table=True):
    """Who was sent a piece, and when."""

    __tablename__ = "evidence_read"

    evidence_id: str = Field(primary_key=True)
    account_id: str = Field(primary_key=True)
    read_at: datetime = Field(sa_column=Column(DateTime(timezone=True), primary_key=True))


class OrphanRow(Table, table=True):
    """An object that no piece refers to any more, until the store has removed it."""

    __tablename__ = "orphan_object"

    object_name: str = Field(primary_key=True)
    complaint_id: str = Field(index=True)


class DraftRow(Table, table=True):
    """Answers of a complaint not filed yet; whoever has the id may read and change them."""

    __tablename__ = "draft"

    id: str = Field(primary_key=True)
    answers: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    saved_at: datetime = moment()


class BrandRow(Table, table=True):
    """What this service knows of a brand, from its facts."""

    __tablename__ = "brand"

    id: str = Field(primary_key=True)
    sector: str | None = None
    """Set once the brand has a page."""
    refused: bool = False
    in_network: bool = False
    """It has points of sale."""


class MembershipRow(Table, table=True):
    """Who may act for a brand, from the brands service's facts."""

    __tablename__ = "membership"

    brand_id: str = Field(primary_key=True)
    account_id: str = Field(primary_key=True, index=True)
    role: str
    point_of_sale_id: str | None
