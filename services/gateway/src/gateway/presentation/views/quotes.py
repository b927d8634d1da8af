"""Paid help: quotes, the order, the withdrawal, sums that nobody announced."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import ClassVar, Literal

from contracts.vocabulary import AlertReason
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.presentation.views.frame import Pagination

OBJECTIONS: dict[AlertReason, str] = {
    "unannounced": "Cette somme ne figure dans aucun devis que vous avez accepté.",
    "too-early": "Vous pouvez encore vous rétracter\u00a0: d’ici là, rien ne peut vous être demandé.",
    "no-result": "Elle dépend d’un résultat que nous ne connaissons pas encore.",
    "too-much": "Avec ce qui vous a déjà été demandé, elle dépasse ce que le devis prévoit.",
    "result-changed": "Ce n’est pas le résultat déclaré d’abord, qui seul compte.",
}
"""Why a sum is not owed, or a result is not believed."""


QuoteStatus = Literal["offered", "accepted", "withdrawn", "replaced", "lapsed"]


WHOLE = 10_000
"""Hundredths of a percent of the whole."""


@dataclass(frozen=True)
class Example:
    """A worked example; cents."""

    obtained: int
    fixed: int
    success: int
    vat: int
    total: int


@dataclass(frozen=True)
class QuoteLine:
    """A quote in a list."""

    id: str
    number: str
    provider: str
    subject: str
    """Which case it is for."""
    status: QuoteStatus
    offered_at: datetime


@dataclass(frozen=True)
class ReplacedLine:
    """An order that another one would take the place of."""

    number: str
    accepted_at: datetime


@dataclass(frozen=True)
class AlertLine:
    """A sum that is not owed, or another result than the first."""

    id: str
    provider: str | None
    """None for somebody who is no partner of ours."""
    cents: int
    objection: AlertReason
    raised_at: datetime
    account_id: str = ""
    """The consumer's, for staff; so is what follows."""
    told_by: Literal["partner", "consumer"] = "partner"
    referral_id: str | None = None
    complaint_id: str | None = None
    complaint_number: str | None = None
    mobile: str | None = None
    """The consumer's own, like the e-mail address."""
    email: str | None = None
    note: str | None = None
    closed_at: datetime | None = None

    @property
    def contact(self) -> str:
        """How staff reaches the consumer, empty where nobody said."""
        return ", ".join(filter(None, (self.mobile, self.email)))


@dataclass(frozen=True)
class QuotesPage:
    """All quotes and alerts of a consumer."""

    template: ClassVar[str] = "pages/devis/liste.html"
    quotes: tuple[QuoteLine, ...]
    alerts: tuple[AlertLine, ...]
    asking: tuple[Option, ...] = ()
    """By which quote money may have been asked, or that somebody else did."""
    form: FormState = EMPTY
    objections: ClassVar[dict[AlertReason, str]] = OBJECTIONS


@dataclass(frozen=True)
class QuotePage:
    """One quote: read, ordered, withdrawn from."""

    template: ClassVar[str] = "pages/devis/devis.html"
    id: str
    number: str
    provider: str
    lawyer: bool
    subject: str
    """Which case it is for."""
    status: QuoteStatus
    success: int
    """Hundredths of a percent of what is obtained, before VAT."""
    fixed: int
    """Cents before VAT, like the cap."""
    cap: int | None
    most: int | None
    """The most that can be owed, in cents with VAT."""
    vat: int
    """Hundredths of a percent."""
    due_days: int
    examples: tuple[Example, ...]
    on_failure: int
    """The fixed fee with its VAT."""
    text: str
    """What is ordered, word for word."""
    text_hash: str
    last_offer_on: date
    accepted_at: datetime | None = None
    early_start: bool = False
    withdraw_until_on: date | None = None
    can_withdraw: bool = False
    withdrawn_at: datetime | None = None
    obtained: int | None = None
    declared_on: date | None = None
    owed: int | None = None
    due_on: date | None = None
    """The last day to pay, where something is owed."""
    complaint_number: str | None = None
    replaces: tuple[ReplacedLine, ...] = ()
    """Orders that an order of this one ends."""
    form: FormState = EMPTY

    @property
    def success_paid(self) -> Fraction:
        """Hundredths of a percent, with VAT."""
        return Fraction(self.success * (WHOLE + self.vat), WHOLE)

    @property
    def contest_href(self) -> str:
        """Where one writes that the declared result is wrong."""
        case = f"&reclamation={self.complaint_number}" if self.complaint_number else ""
        return f"/contact?sujet=contester{case}"

    @property
    def href(self) -> str:
        """Its private address."""
        return f"/mon-espace/devis/{self.id}"


@dataclass(frozen=True)
class AlertsPage:
    """Sums that are not owed, for staff."""

    template: ClassVar[str] = "pages/devis/alertes.html"
    alerts: tuple[AlertLine, ...]
    pagination: Pagination
    form: FormState = EMPTY
    objections: ClassVar[dict[AlertReason, str]] = OBJECTIONS
