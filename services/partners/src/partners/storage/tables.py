"""The tables of the partners service."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Index, MetaData, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from servicekit.rows import moment

metadata = MetaData()


class Table(SQLModel, registry=registry(metadata=metadata)):
    """Base of this service's tables, apart from those of other services in the same process."""


class PartnerRow(Table, table=True):
    """One partner of the registry."""

    __tablename__ = "partner"

    slug: str = Field(primary_key=True)
    name: str
    kind: str
    purpose: str
    legal_basis: str
    duration: str
    fields_allowed: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    takes_documents: bool
    paid: bool
    sectors: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    website: str | None
    contact: str | None
    price_text: str | None
    same_price: bool
    needs_mandate: bool
    referral_fee_cents: int
    keys: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    on_kafka: bool
    version: int


class ConsentTextRow(Table, table=True):
    """A text that somebody agreed to, by its hash; never changed, never deleted."""

    __tablename__ = "consent_text"

    hash: str = Field(primary_key=True)
    text: str
    first_used_at: datetime = moment()


class LedgerRow(Table, table=True):
    """One consent or withdrawal: appended, never changed, never deleted (the database role may do neither)."""

    __tablename__ = "consent_ledger"
    __table_args__ = (Index("ledger_of_account", "account_id", "at"),)

    id: str = Field(primary_key=True)
    referral_id: str = Field(index=True)
    account_id: str
    partner: str
    entry: str
    """`given` or `withdrawn`."""
    text_hash: str
    boxes: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    fields_shown: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    channel: str
    """How it was given or taken back, `site` or `api`; or what ended it: `complaint`, `mandate`, other `terms`."""
    at: datetime = moment()


class ReferralRow(Table, table=True):
    """One referral; its values are emptied once they left or the consent is withdrawn."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("referral_of_account", "account_id", "consented_at"),
        Index("referral_of_partner", "partner", "consented_at"),
        Index("referral_of_complaint", "complaint_id"),
    )

    id: str = Field(primary_key=True)
    account_id: str
    partner: str
    complaint_id: str | None
    dispute_id: str | None = Field(index=True)
    values: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    documents: list[dict[str, Any]] = Field(sa_column=Column(JSONB, nullable=False))
    text_hash: str
    consented_at: datetime = moment()
    status: str
    handed_over_at: datetime | None = moment(nullable=True)
    payload_hash: str | None
    acknowledged_at: datetime | None = moment(nullable=True)
    decided_at: datetime | None = moment(nullable=True)
    reason: str | None
    steps: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    closed_at: datetime | None = moment(nullable=True)
    withdrawn_at: datetime | None = moment(nullable=True)
    purge: str | None
    purged_at: datetime | None = moment(nullable=True)
    documents_requested_at: list[datetime] = Field(sa_column=Column(ARRAY(DateTime(timezone=True)), nullable=False))
    links_hash: str | None
    price_complained_at: datetime | None = moment(nullable=True)
    price_settled_at: datetime | None = moment(nullable=True)
    price_answer: str | None = None
    version: int


class LinkRow(Table, table=True):
    """A document's link, known by the hash of its token alone."""

    __tablename__ = "document_link"

    token_hash: str = Field(primary_key=True)
    referral_id: str = Field(index=True)
    document_id: str
    expires_at: datetime = moment()
    used_at: datetime | None = moment(nullable=True)


class ReportRow(Table, table=True):
    """A report that was taken, so that it is not taken twice; kept as long as Kafka keeps reports."""

    __tablename__ = "report"

    partner: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    """SHA-256 of the id that the partner gave it."""
    heard_at: datetime = moment()


class FeeRow(Table, table=True):
    """A referral fee that a partner owes us."""

    __tablename__ = "referral_fee"

    referral_id: str = Field(primary_key=True)
    partner: str
    month: str
    """`2026-11`, a month of Paris."""
    cents: int = Field(sa_column=Column(BigInteger, nullable=False))
    accrued_at: datetime = moment()


class MandateRow(Table, table=True):
    """Whether a consumer's mandate stands, from the facts of disputes; stopped here first when it is revoked."""

    __tablename__ = "mandate"

    mandate_id: str = Field(primary_key=True)
    dispute_id: str | None = Field(index=True)
    """None, and so is the rest, where it was stopped before its signature was heard of."""
    complaint_id: str | None = None
    account_id: str
    mediates: bool
    hands_over_to: str | None
    ends_on: date | None
    stands: bool


class MembershipRow(Table, table=True):
    """Which accounts may see a partner's cases on the site."""

    __tablename__ = "partner_account"

    account_id: str = Field(primary_key=True)
    partner: str


class BrandSectorRow(Table, table=True):
    """The sector of a brand that has a page."""

    __tablename__ = "brand_sector"

    brand_id: str = Field(primary_key=True)
    sector: str


class MonthRow(Table, table=True):
    """A month that something was published in; once it is frozen nothing about it is heard any more."""

    __tablename__ = "open_data_month"

    month: str = Field(primary_key=True)
    frozen_at: datetime | None = moment(nullable=True)
    rules: str | None = None
    """The version of the thresholds that it was frozen by."""


class CountedRow(Table, table=True):
    """A complaint that waits for its month to be frozen: ids and codes, deleted then."""

    __tablename__ = "counted_complaint"

    complaint_id: str = Field(primary_key=True)
    month: str | None = Field(index=True)
    author_id: str | None
    brand_id: str | None
    category: str | None
    region: str | None
    waiting_since: date | None
    answered_on: date | None
    solved: bool | None
    presumed: bool
    disputed: bool
    suspended: bool
    ended: bool
    heard_at: datetime = moment()


class AggregateRow(Table, table=True):
    """A published cell; written once."""

    __tablename__ = "aggregate"

    id: str = Field(primary_key=True)
    month: str = Field(index=True)
    key: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    complaints: int
    answered: int
    delay: str | None
    outcomes: dict[str, int] = Field(sa_column=Column(JSONB, nullable=False))
    rules: str
    frozen_at: datetime = moment()


KEPT_FOR = {
    metadata.tables["report"].c.heard_at: timedelta(days=30),
    metadata.tables["document_link"].c.expires_at: timedelta(days=30),
}
"""How long passing rows are kept: reports as long as Kafka keeps them; a link that is over says so as long."""

APPEND_ONLY = ("consent_ledger", "consent_text", "aggregate")
"""Tables that the service's own role may read and append to, and that it does not own: nothing else is possible."""
