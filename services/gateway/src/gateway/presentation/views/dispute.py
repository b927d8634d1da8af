"""A dispute as its author and its brand see it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from gateway.presentation.views.complaint import DisputeBlock
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.frame import Pagination


@dataclass(frozen=True)
class EscalationPage:
    """Whether the author may escalate; what it changes, before it is confirmed."""

    template: ClassVar[str] = "pages/litige/passer.html"
    number: str
    title: str
    brand_name: str
    possible: bool
    reason: str
    from_on: date | None
    """The first day on which the brand's silence is enough."""

    @property
    def href(self) -> str:
        """The case's private address."""
        return f"/mon-espace/reclamations/{self.number}"


@dataclass(frozen=True)
class Offer:
    """The brand's offer: it waits for the author, or is what both agreed on."""

    id: str
    text: str
    made_at: datetime


@dataclass(frozen=True)
class DisputePage:
    """The author's dispute."""

    template: ClassVar[str] = "pages/litige/dossier.html"
    number: str
    title: str
    brand_name: str
    dispute: DisputeBlock
    offer: Offer | None = None
    file_until: datetime | None = None
    """Until when the file for the mediator of a closed dispute may be downloaded."""
    obtained: int | None = None
    """What the author said to have obtained, in cents."""
    form: FormState = EMPTY

    @property
    def href(self) -> str:
        """The case's private address."""
        return f"/mon-espace/reclamations/{self.number}"


@dataclass(frozen=True)
class MandateNotice:
    """The mandate that stands, as the brand sees it."""

    number: str
    signed_at: datetime
    ends_on: date


@dataclass(frozen=True)
class BrandDisputePage:
    """A dispute as the brand sees it: it may still settle."""

    template: ClassVar[str] = "pages/litige/marque.html"
    number: str
    brand_name: str
    dispute: DisputeBlock
    offer: Offer | None = None
    mandate: MandateNotice | None = None
    """In whose name we write to the brand."""
    form: FormState = EMPTY

    @property
    def href(self) -> str:
        """The case's address in the brand's space."""
        return f"/marque-espace/reclamations/{self.number}"


@dataclass(frozen=True)
class DisputeLine:
    """A dispute in the brand's list."""

    number: str
    dispute: DisputeBlock
    offered: bool


@dataclass(frozen=True)
class BrandDisputes:
    """The brand's disputes: open ones first."""

    template: ClassVar[str] = "pages/litige/liste.html"
    brand_name: str
    disputes: tuple[DisputeLine, ...]
    pagination: Pagination
