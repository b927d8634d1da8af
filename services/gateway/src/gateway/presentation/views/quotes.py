"""Paid help: quotes, the order, the withdrawal, sums that nobody announced."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from contracts.vocabulary import FeeObjection
from gateway.presentation.views.form import EMPTY, FormState, Option

OBJECTIONS: dict[FeeObjection, str] = {
    "unannounced": "Cette somme ne figure dans aucun devis que vous avez accepté.",
    "too-early": "Vos 14 jours de rétractation ne sont pas finis.",
    "no-result": "Elle dépend d’un résultat que nous ne connaissons pas encore.",
    "too-much": "Elle dépasse ce que le devis prévoit.",
}
"""Why a sum is not owed."""


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
    status: Literal["offered", "accepted", "withdrawn", "lapsed"]
    offered_at: datetime


@dataclass(frozen=True)
class AlertLine:
    """A sum that is not owed."""

    id: str
    provider: str
    cents: int
    objection: FeeObjection
    raised_at: datetime
    contact: str | None = None
    note: str | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class QuotesPage:
    """All quotes and alerts of a consumer."""

    template: ClassVar[str] = "pages/devis/liste.html"
    quotes: tuple[QuoteLine, ...]
    alerts: tuple[AlertLine, ...]
    providers: tuple[Option, ...] = ()
    """Who may have asked for money."""
    form: FormState = EMPTY
    objections: ClassVar[dict[FeeObjection, str]] = OBJECTIONS


@dataclass(frozen=True)
class QuotePage:
    """One quote: read, ordered, withdrawn from."""

    template: ClassVar[str] = "pages/devis/devis.html"
    id: str
    number: str
    provider: str
    lawyer: bool
    status: Literal["offered", "accepted", "withdrawn", "lapsed"]
    percent: str
    """« 15 »: of what is obtained."""
    fixed: int
    cap: int | None
    vat: str
    due_days: int
    examples: tuple[Example, ...]
    on_failure: int
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
    owed: int | None = None
    form: FormState = EMPTY

    @property
    def href(self) -> str:
        """Its private address."""
        return f"/mon-espace/devis/{self.id}"


@dataclass(frozen=True)
class AlertsPage:
    """Sums that are not owed, for staff."""

    template: ClassVar[str] = "pages/devis/alertes.html"
    alerts: tuple[AlertLine, ...]
    form: FormState = EMPTY
    objections: ClassVar[dict[FeeObjection, str]] = OBJECTIONS
