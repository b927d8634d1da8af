"""The tables of the disputes service."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, MetaData, Text
from sqlalchemy import Sequence as SqlSequence
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from servicekit.rows import moment

metadata = MetaData()


class Table(SQLModel, registry=registry(metadata=metadata)):
    """Base of this service's tables, apart from those of other services in the same process."""


class CaseRow(Table, table=True):
    """A published complaint, as its facts tell it."""

    __tablename__ = "complaint"

    complaint_id: str = Field(primary_key=True)
    number: str
    brand_id: str
    author_id: str
    point_of_sale_id: str | None
    waiting_since: datetime = moment()
    answered_at: datetime | None = moment(nullable=True)
    note: int | None
    solved: bool | None
    promise_broken: bool
    suspended: bool
    ended: bool


class DisputeRow(Table, table=True):
    """One dispute, whole."""

    __tablename__ = "dispute"

    id: str = Field(primary_key=True)
    complaint_id: str = Field(index=True)
    number: str
    brand_id: str = Field(index=True)
    point_of_sale_id: str | None
    author_id: str = Field(index=True)
    ground: str
    opened_at: datetime = moment()
    status: str
    offer: dict[str, Any] | None = Field(sa_column=Column(JSONB(none_as_null=True)))
    mediator: str | None
    mediation_requested_at: datetime | None = moment(nullable=True)
    sent_on: date | None
    referral_id: str | None
    given_back: str | None
    rules_version: str | None
    mediators_version: str | None
    closed_at: datetime | None = moment(nullable=True)
    outcome: str | None
    obtained_cents: int | None = Field(sa_column=Column(BigInteger))
    version: int


class AnswersRow(Table, table=True):
    """What the author answered about mediation; it may come back to it."""

    __tablename__ = "mediation_answers"

    dispute_id: str = Field(primary_key=True)
    facts: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    saved_at: datetime = moment()


class FileRow(Table, table=True):
    """The file for a mediator as it was prepared last: identity, words (confidential), pieces."""

    __tablename__ = "mediation_file"

    dispute_id: str = Field(primary_key=True)
    content: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    prepared_at: datetime = moment()


class FileDocumentRow(Table, table=True):
    """A file's document, each as it was prepared: a consent names one by its fingerprint."""

    __tablename__ = "mediation_document"

    dispute_id: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    content: bytes


mandate_number = SqlSequence("mandate_number", metadata=metadata)


class MandateRow(Table, table=True):
    """One mandate; once signed, its sealed document is in the object store."""

    __tablename__ = "mandate"

    id: str = Field(primary_key=True)
    number: str = Field(unique=True)
    dispute_id: str = Field(index=True)
    account_id: str
    consumer: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    trader: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    powers: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    partner: str | None
    partner_name: str | None
    ends_on: date
    text_version: str
    made_at: datetime = moment()
    unsigned_sha256: str
    status: str
    signed_at: datetime | None = moment(nullable=True)
    ip_address: str | None
    object_name: str | None
    revoked_at: datetime | None = moment(nullable=True)


class MandateDocumentRow(Table, table=True):
    """The document of a mandate as its author read it: what the signature's fingerprint is of."""

    __tablename__ = "mandate_document"

    mandate_id: str = Field(primary_key=True)
    content: bytes


quote_number = SqlSequence("quote_number", metadata=metadata)


class QuoteRow(Table, table=True):
    """One quote."""

    __tablename__ = "quote"

    id: str = Field(primary_key=True)
    number: str = Field(unique=True)
    account_id: str = Field(index=True)
    provider: str
    provider_name: str
    lawyer: bool
    referral_id: str = Field(index=True)
    complaint_id: str | None
    dispute_id: str | None
    subject: str
    terms: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    offered_at: datetime = moment()
    contact: str | None
    status: str
    ordered_text: str | None
    accepted_at: datetime | None = moment(nullable=True)
    early_start: bool
    withdrawn_at: datetime | None = moment(nullable=True)
    obtained_cents: int | None = Field(sa_column=Column(BigInteger))
    closed_on: date | None
    asked: dict[str, int] = Field(sa_column=Column(JSONB, nullable=False, server_default="{}"))


class AlertRow(Table, table=True):
    """An amount that was asked and is not owed."""

    __tablename__ = "fee_alert"

    id: str = Field(primary_key=True)
    account_id: str = Field(index=True)
    provider: str
    referral_id: str | None
    complaint_id: str | None
    amount_cents: int = Field(sa_column=Column(BigInteger, nullable=False))
    reason: str
    source: str
    raised_at: datetime = moment()
    mobile: str | None
    email: str | None
    note: str | None
    closed_at: datetime | None = moment(nullable=True)


class PartnerRow(Table, table=True):
    """How a partner is called and what it does, from its public state."""

    __tablename__ = "partner"

    slug: str = Field(primary_key=True)
    version: int
    name: str
    kind: str
    contact: str | None


class MediatorDataRow(Table, table=True):
    """The data of mediators as staff replaced them; the last one is in force, before the first the one of the code."""

    __tablename__ = "mediator_data"

    version: str = Field(primary_key=True)
    csv: str
    replaced_by: str
    replaced_at: datetime = moment()


class BrandRow(Table, table=True):
    """What this service needs of a brand, from its public state."""

    __tablename__ = "brand"

    brand_id: str = Field(primary_key=True)
    version: int
    name: str
    sector: str
    legal_name: str | None
    siren: str | None
    website: str | None
    mediator: str | None
    mediator_read_on: date | None
    """The first day on which its page was seen to name this mediator."""
    response_days: int


class MembershipRow(Table, table=True):
    """Who may act for a brand, from the brands service's facts."""

    __tablename__ = "membership"

    brand_id: str = Field(primary_key=True)
    account_id: str = Field(primary_key=True, index=True)
    point_of_sale_id: str | None
