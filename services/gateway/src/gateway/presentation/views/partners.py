"""Partners: who they are, what is handed over to them and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from contracts.http.partners import ConsentScreen, PurgeStatus
from contracts.topics import HANDOFF_RETENTION
from contracts.vocabulary import FieldCode, PartnerKind
from gateway.presentation.partner_labels import DECLINE_REASONS, STEPS
from gateway.presentation.views.complaint import Step
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.presentation.views.frame import Pagination

PricePromise = Literal["unpromised", "promised", "told", "settled"]
"""Whether the partner promised the same price as without us, the consumer told that it was not kept, staff answered."""


@dataclass(frozen=True)
class PartnerCard:
    """A partner as everyone reads it."""

    slug: str
    name: str
    purpose: str
    receives: tuple[str, ...]
    takes_documents: bool
    price_text: str | None
    same_price: bool
    legal_basis: str
    duration: str
    sectors: tuple[str, ...]
    """Empty: all of them."""
    website: str | None
    connected: bool


@dataclass(frozen=True)
class PartnersPage:
    """Every partner, by kind."""

    template: ClassVar[str] = "pages/partenaires/liste.html"
    kinds: tuple[tuple[PartnerKind, tuple[PartnerCard, ...]], ...]


@dataclass(frozen=True)
class PartnerChoicePage:
    """The partners that a complaint may be handed over to."""

    template: ClassVar[str] = "pages/partenaires/choix.html"
    number: str
    title: str
    partners: tuple[PartnerCard, ...]

    @property
    def href(self) -> str:
        """The case's private address."""
        return f"/mon-espace/reclamations/{self.number}"


@dataclass(frozen=True)
class SharingPage:
    """What would be handed over: only what the partner may receive, each of it to be left out."""

    template: ClassVar[str] = "pages/partenaires/transmettre.html"
    partner: PartnerCard
    href: str
    back_href: str
    fields: tuple[FieldCode, ...]
    documents: tuple[Option, ...]
    form: FormState = EMPTY


@dataclass(frozen=True)
class ConsentPage:
    """The consent, exactly as the service will keep it."""

    template: ClassVar[str] = "pages/partenaires/accord.html"
    screen: ConsentScreen
    href: str
    form: FormState = EMPTY


@dataclass(frozen=True)
class ReferralCard:
    """What was agreed to, for one partner, and what became of it."""

    id: str
    partner_name: str
    about: str
    href: str | None
    """The case's private address."""
    fields: tuple[str, ...]
    documents: tuple[str, ...]
    timeline: tuple[Step, ...]
    text: str
    """The consent, word for word."""
    text_hash: str
    payload_hash: str | None
    stands: bool
    ended_by: str | None
    """Code of what ended the consent, where its giver did not take it back."""
    purge: PurgeStatus | None
    purged_at: datetime | None
    price: PricePromise
    price_answer: str | None


@dataclass(frozen=True)
class ConsentsPage:
    """Everything that was agreed to, to take back in one step."""

    template: ClassVar[str] = "pages/mon-espace/accords.html"
    referrals: tuple[ReferralCard, ...]


@dataclass(frozen=True)
class PartnerCase:
    """A case as its partner sees it."""

    id: str
    handed_over_at: datetime
    tag: str
    """Code of its state, or `withdrawn`."""
    purge_asked: bool
    timeline: tuple[Step, ...]
    payload_hash: str | None
    documents: tuple[str, ...]
    links_hash: str | None
    """Of the newest message with fresh links to them."""

    @property
    def href(self) -> str:
        """Its address in the partner's space."""
        return f"/partenaire/dossiers/{self.id}"


@dataclass(frozen=True)
class PartnerSpace:
    """The cases of a partner, newest first."""

    template: ClassVar[str] = "pages/partenaires/dossiers.html"
    cases: tuple[PartnerCase, ...]
    pagination: Pagination


REASON_OPTIONS = (Option("", "Choisissez"), *(Option(code, label) for code, label in DECLINE_REASONS.items()))
STEP_OPTIONS = (Option("", "Choisissez"), *(Option(code, label) for code, label in STEPS.items()))


@dataclass(frozen=True)
class PartnerCasePage:
    """One case, with the report that may be made now."""

    template: ClassVar[str] = "pages/partenaires/dossier.html"
    case: PartnerCase
    reports: tuple[Option, ...]
    form: FormState = EMPTY
    reasons: tuple[Option, ...] = REASON_OPTIONS
    steps: tuple[Option, ...] = STEP_OPTIONS
    kept_days: int = HANDOFF_RETENTION.days
    """How long the encrypted message can be fetched."""


@dataclass(frozen=True)
class StatementLine:
    """One referral fee."""

    referral_id: str
    cents: int
    accrued_at: datetime


@dataclass(frozen=True)
class StatementPage:
    """What a partner owes for a month."""

    template: ClassVar[str] = "pages/partenaires/releve.html"
    partner_name: str
    month: str
    lines: tuple[StatementLine, ...]
    total_cents: int
    href: str
    """Address of a month without its code."""
    before: str
    after: str | None
    """The months around it; None for one that has not begun."""
    back_href: str | None = None
