"""A brand's space: what to treat, a complaint and its reply, claim, page, team, receipts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from contracts.vocabulary import MembershipRole
from gateway.presentation.labels import RESPONSE_KINDS, Standing
from gateway.presentation.views.complaint import ResponseView, Step, Verdict
from gateway.presentation.views.consumer import Message
from gateway.presentation.views.filing import EvidenceFile
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.presentation.views.frame import Pagination
from gateway.presentation.views.score import Funnel, Month, ScoreView

KIND_OPTIONS = (
    Option("proposal", RESPONSE_KINDS["proposal"], "Vous proposez une solution."),
    Option("refusal", RESPONSE_KINDS["refusal"], "Vous refusez et vous dites pourquoi."),
    Option("not-concerned", RESPONSE_KINDS["not-concerned"], "Le dossier concerne une autre marque, que vous nommez."),
)


@dataclass(frozen=True)
class BrandTask:
    """A complaint in the brand's lists."""

    number: str
    title: str
    pseudonym: str
    standing: Standing
    published_at: datetime
    point_of_sale: str | None = None
    unread_messages: int = 0

    @property
    def href(self) -> str:
        """Its address in the brand's space."""
        return f"/marque-espace/reclamations/{self.number}"


@dataclass(frozen=True)
class Cause:
    """A recurring subject."""

    label: str
    count: int


@dataclass(frozen=True)
class BrandDashboard:
    """« À traiter », oldest first; then the figures."""

    template: ClassVar[str] = "pages/marque-espace/accueil.html"
    brand_name: str
    brand_href: str
    tasks: tuple[BrandTask, ...]
    score: ScoreView
    funnel: Funnel
    months: tuple[Month, ...] = ()
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True)
class BrandComplaints:
    """All complaints of the brand."""

    template: ClassVar[str] = "pages/marque-espace/reclamations.html"
    brand_name: str
    complaints: tuple[BrandTask, ...]
    pagination: Pagination
    status: str = ""


@dataclass(frozen=True)
class BrandCase:
    """A complaint as the brand's agents see it: evidence, thread, the way to reply."""

    template: ClassVar[str] = "pages/marque-espace/reclamation.html"
    number: str
    title: str
    text: str
    pseudonym: str
    standing: Standing
    experience_on: date
    published_at: datetime
    timeline: tuple[Step, ...]
    wish: str | None = None
    amount_cents: int | None = None
    point_of_sale: str | None = None
    product: tuple[tuple[str, str], ...] = ()
    """What the author said of the product, each with its label."""
    files: tuple[EvidenceFile, ...] = ()
    messages: tuple[Message, ...] = ()
    responses: tuple[ResponseView, ...] = ()
    verdict: Verdict | None = None
    presumed_at: datetime | None = None
    thread_closed_on: date | None = None
    dispute_action: str = ""
    """Empty where there is no dispute."""
    can_respond: bool = True
    form: FormState = EMPTY

    @property
    def other_party(self) -> str:
        """Who reads the thread on the other side."""
        return "l’auteur"

    @property
    def href(self) -> str:
        """Its address in the brand's space."""
        return f"/marque-espace/reclamations/{self.number}"


@dataclass(frozen=True)
class ReplyPage:
    """The official response to write, then to read again before it is published."""

    template: ClassVar[str] = "pages/marque-espace/reponse.html"
    case: BrandCase
    brand_name: str
    form: FormState = EMPTY
    preview: ResponseView | None = None
    """The response as everyone will read it; None while it is written."""
    kinds: tuple[Option, ...] = KIND_OPTIONS


ClaimStep = Literal["email", "code", "charter", "sent"]


@dataclass(frozen=True)
class ClaimPage:
    """The steps to claim a brand's page."""

    template: ClassVar[str] = "pages/marque-espace/revendiquer.html"
    step: ClaimStep
    form: FormState = EMPTY
    brand_name: str | None = None
    brand_slug: str | None = None
    email: str | None = None
    site: str | None = None
    """The brand's site, whose domain the address must bear."""
    by_code: bool = False
    """The brand's claim code was typed: the address may have any domain."""


@dataclass(frozen=True)
class Agent:
    """Somebody who acts for the brand."""

    account_id: str
    email: str
    role: MembershipRole
    point_of_sale: str | None
    since: datetime | None
    """None while the invitation waits."""
    self: bool = False


@dataclass(frozen=True)
class TeamPage:
    """The brand's agents and invitations."""

    template: ClassVar[str] = "pages/marque-espace/equipe.html"
    brand_name: str
    agents: tuple[Agent, ...]
    shops: tuple[Option, ...]
    can_manage: bool
    form: FormState = EMPTY


@dataclass(frozen=True)
class PageSettings:
    """What the brand keeps up to date on its public page."""

    template: ClassVar[str] = "pages/marque-espace/page.html"
    brand_name: str
    brand_href: str
    form: FormState = EMPTY
    can_manage: bool = True


@dataclass(frozen=True)
class ReceiptEvent:
    """One sealed moment of a notification."""

    label: str
    at: datetime
    proves: str
    does_not_prove: str
    hash: str


@dataclass(frozen=True)
class Receipt:
    """The sealed record of one notification to a brand."""

    id: str
    number: str
    brand_name: str
    events: tuple[ReceiptEvent, ...]

    @property
    def href(self) -> str:
        """Its page."""
        return f"/accuses/{self.id}"

    @property
    def download_href(self) -> str:
        """The record as a file, for the offline check."""
        return f"/accuses/{self.id}.json"


@dataclass(frozen=True)
class ReceiptsPage:
    """All receipts of a brand."""

    template: ClassVar[str] = "pages/marque-espace/accuses.html"
    brand_name: str
    receipts: tuple[Receipt, ...]
    pagination: Pagination


@dataclass(frozen=True)
class ReceiptPage:
    """One receipt, to read and to check."""

    template: ClassVar[str] = "pages/accuse.html"
    receipt: Receipt
    intact: bool
    """The chain and the signature were checked for this page."""
    checked_at: datetime
