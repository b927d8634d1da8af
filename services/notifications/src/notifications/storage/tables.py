"""The tables of the notifications service: the only place with addresses."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, MetaData, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from servicekit.rows import moment

metadata = MetaData()


class Table(SQLModel, registry=registry(metadata=metadata)):
    """Base of this service's tables, apart from those of other services in the same process."""


class ContactRow(Table, table=True):
    """An account's address."""

    __tablename__ = "contact"

    account_id: str = Field(primary_key=True)
    email: str
    pseudonym: str | None
    role: str
    bounced_at: datetime | None = moment(nullable=True)
    unwanted: list[str] = Field(sa_column=Column(JSONB, nullable=False))
    """Categories that were switched off."""


class BrandAlertRow(Table, table=True):
    """Where a brand wants its alerts."""

    __tablename__ = "brand_alert"

    brand_id: str = Field(primary_key=True)
    email: str


class BrandRow(Table, table=True):
    """A brand's name, from the public topic."""

    __tablename__ = "brand"

    brand_id: str = Field(primary_key=True)
    version: int
    name: str
    slug: str
    claimed: bool


class PartnerRow(Table, table=True):
    """A partner's name, from the public topic."""

    __tablename__ = "partner"

    slug: str = Field(primary_key=True)
    version: int
    name: str


class MembershipRow(Table, table=True):
    """Whom to write to for a brand."""

    __tablename__ = "membership"

    brand_id: str = Field(primary_key=True)
    account_id: str = Field(primary_key=True)
    role: str
    point_of_sale_id: str | None


class ComplaintRow(Table, table=True):
    """A complaint's number, parties and title: what a mail names it by."""

    __tablename__ = "complaint"

    complaint_id: str = Field(primary_key=True)
    number: str
    author_id: str
    brand_id: str
    point_of_sale_id: str | None = None


class MailRow(Table, table=True):
    """One mail to one reader, sent at most once."""

    __tablename__ = "mail"
    __table_args__ = (UniqueConstraint("cause", "account_id"), Index("mail_of_complaint", "complaint_id"))

    id: str = Field(primary_key=True)
    cause: str
    """The fact or command behind it: one mail per cause and reader."""
    account_id: str
    """The reader's account, or `brand:<id>` for a brand's alert address."""
    address: str | None = None
    """Set for a reader without an account; erased once sent."""
    template: str
    data: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    complaint_id: str | None = None
    receipt_id: str | None = None
    message_id: str
    state: str = Field(index=True)
    attempts: int = 0
    repeated: int = 0
    """Times it was handed over again after a crash in the accept window: each may have doubled it."""
    reply: str | None = None
    """The server's answer."""
    queued_at: datetime = moment()
    sent_at: datetime | None = moment(nullable=True)


class ReceiptRecordRow(Table, table=True):
    """One sealed link of a brand's chain."""

    __tablename__ = "receipt_record"
    __table_args__ = (UniqueConstraint("receipt_id", "kind"), Index("receipt_of_complaint", "complaint_id"))

    brand_id: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    place: int
    receipt_id: str
    complaint_id: str
    complaint_number: str
    kind: str
    at: datetime = moment()
    detail: str
    previous: str
    signature: str
