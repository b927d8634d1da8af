"""Paid help: quotes, orders, withdrawals, fees that nobody announced, statements."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from contracts.message import Contract
from contracts.vocabulary import AlertReason, FeeObjection

QuoteStatus = Literal["offered", "accepted", "withdrawn", "replaced", "lapsed"]


class WorkedExample(Contract):
    """What is obtained, and what it costs; cents."""

    obtained_cents: int
    fixed_cents: int
    success_cents: int
    vat_cents: int
    total_cents: int


class ReplacedOrder(Contract):
    """An order that another one would take the place of."""

    number: str
    accepted_at: AwareDatetime


class QuoteView(Contract):
    """A quote for its consumer."""

    quote_id: str
    number: str
    provider: str
    provider_name: str
    lawyer: bool
    referral_id: str
    complaint_id: str | None
    dispute_id: str | None
    complaint_number: str | None = None
    subject: str = ""
    """Which case it is for, in words: a complaint with its brand, or a conflict between persons."""
    replaces: tuple[ReplacedOrder, ...] = ()
    """While it waits: the same provider's orders in the same case that an order of this one ends."""
    status: QuoteStatus
    success_basis_points: int
    """Of what is obtained: 1000 is 10 %."""
    fixed_cents: int
    """Before VAT."""
    cap_cents: int | None
    """The most that the percentage may come to, before VAT."""
    most_cents: int | None
    """The most that can be owed in all, with VAT; None where nothing bounds it."""
    vat_basis_points: int
    due_days: int
    """Days to pay, after the result."""
    examples: tuple[WorkedExample, ...]
    on_failure_cents: int
    """The fixed fee with its VAT, or nothing."""
    text: str
    text_hash: str
    offered_at: AwareDatetime
    last_offer_on: date
    """The last day to accept."""
    accepted_at: AwareDatetime | None
    early_start: bool
    withdraw_until_on: date | None
    """None before the order, and where the work that was to begin at once has its result."""
    withdrawn_at: AwareDatetime | None
    obtained_cents: int | None
    """As the provider declared it first."""
    declared_on: date | None
    owed_cents: int | None
    """Once the result is known."""
    due_on: date | None = None
    """The last day to pay, where something is owed."""


class QuoteList(Contract):
    """Quotes, newest first."""

    quotes: tuple[QuoteView, ...]


class AcceptQuote(Contract):
    """The order: « Commander avec obligation de paiement »."""

    text_hash: str
    order: bool = Field(description="The consumer orders, with an obligation to pay.")
    early_start: bool = Field(False, description="Express request to begin within the fourteen days.")


class QuoteRef(Contract):
    """A quote just ordered, or withdrawn from."""

    quote_id: str
    status: QuoteStatus


class ReportFee(Contract):
    """The consumer was asked for money."""

    provider: str = Field(max_length=60, description="A partner, or `other`.")
    amount_cents: int = Field(ge=1, le=100_000_000)
    mobile: str = Field("", max_length=40, description="For staff alone, like the e-mail address.")
    email: str = Field("", max_length=200)
    quote_id: str | None = Field(None, description="The quote of this provider that it is said to be owed by.")
    complaint_id: str | None = Field(None, description="Or the caller's complaint that it is asked for.")


class LeaveContact(Contract):
    """How staff reaches the consumer about an alert: by one of the two at least."""

    mobile: str = Field("", max_length=40)
    email: str = Field("", max_length=200)


class CloseAlert(Contract):
    """Staff's word on an alert."""

    note: str = Field(min_length=5, max_length=2000)


class AlertRef(Contract):
    """An alert just settled, or to which a contact was added."""

    alert_id: str


class FeeChecked(Contract):
    """Whether what was asked is owed."""

    alert_id: str | None
    """The alert that was raised; None where an accepted quote covers the amount."""
    objection: FeeObjection | None


class AlertView(Contract):
    """An amount that was asked and is not owed, or a result that is not the one declared first."""

    alert_id: str
    provider: str
    provider_name: str
    amount_cents: int
    """Asked; for a changed result, what the provider says now that was obtained."""
    objection: AlertReason
    source: Literal["partner", "consumer"]
    account_id: str
    """The consumer's."""
    referral_id: str | None
    complaint_id: str | None
    complaint_number: str | None = None
    raised_at: AwareDatetime
    mobile: str | None = None
    """For its consumer and staff, like the e-mail address."""
    email: str | None = None
    note: str | None
    closed_at: AwareDatetime | None


class AlertList(Contract):
    """The caller's alerts, or a page of everyone's for staff; open ones first."""

    alerts: tuple[AlertView, ...]
    total: int
