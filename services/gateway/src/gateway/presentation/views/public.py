"""The pages anyone may read: home, results, brand, sectors, ranking, comparison, contact."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from contracts.vocabulary import Sector
from gateway.presentation.views.complaint import ComplaintCard, ResponseView, Verdict
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.presentation.views.frame import Pagination
from gateway.presentation.views.score import Funnel, Month, ScoreView, ShownScore


@dataclass(frozen=True)
class Story:
    """A complaint that found its answer, told in three bubbles on the home page."""

    complaint: ComplaintCard
    response: ResponseView
    verdict: Verdict


@dataclass(frozen=True)
class SectorLink:
    """A sector with how many brands it counts."""

    code: Sector
    brands: int
    complaints: int


@dataclass(frozen=True)
class HomePage:
    """The front door."""

    template: ClassVar[str] = "pages/accueil.html"
    sectors: tuple[SectorLink, ...]
    answered: tuple[ComplaintCard, ...]
    """Latest complaints with an answer."""
    complaints: int
    answers: int
    brands: int
    story: Story | None = None


@dataclass(frozen=True)
class BrandRow:
    """A brand in a list of results or a ranking."""

    name: str
    slug: str
    sector: Sector
    on: bool
    """Claimed, charter accepted."""
    complaints: int
    rated: int
    score: ShownScore | None = None
    city: str | None = None
    rank: int | None = None
    shared_rank: bool = False

    @property
    def href(self) -> str:
        """Its public address."""
        return f"/marques/{self.slug}"


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in force and the address of the list without it."""

    label: str
    without_href: str


@dataclass(frozen=True)
class SearchPage:
    """Results of a search; without a query, all brands."""

    template: ClassVar[str] = "pages/recherche.html"
    query: str
    brands: tuple[BrandRow, ...]
    complaints: tuple[ComplaintCard, ...]
    brands_total: int
    pagination: Pagination
    """Of the complaints, or of the brands where there is no query."""
    suggestion: str | None = None
    """« Vouliez-vous dire … ? »"""
    sector: Sector | None = None
    status: str | None = None
    """One of `labels.STATUS_FILTERS`."""
    active: tuple[ActiveFilter, ...] = ()


@dataclass(frozen=True)
class Shop:
    """A point of sale of the network."""

    name: str
    city: str | None
    siret: str | None


@dataclass(frozen=True)
class BrandIdentity:
    """Who is behind a brand, as checked and as the brand keeps it."""

    legal_name: str | None = None
    siren: str | None = None
    siret: str | None = None
    website: str | None = None
    city: str | None = None
    email: str | None = None
    phone: str | None = None
    response_days: int = 15
    mediator: str | None = None
    mediator_href: str | None = None


@dataclass(frozen=True)
class BrandPage:
    """A brand's public page, the same for every brand; the plan is not known here."""

    template: ClassVar[str] = "pages/marque.html"
    name: str
    slug: str
    sector: Sector
    on: bool
    score: ScoreView
    funnel: Funnel
    complaints: tuple[ComplaintCard, ...]
    pagination: Pagination
    published: int
    """Over the last 12 months."""
    notes: tuple[int, ...] = ()
    """Explicit ratings by note, 0 to 10: eleven counts, or none."""
    months: tuple[Month, ...] = ()
    median_days: Decimal | None = None
    identity: BrandIdentity = BrandIdentity()
    shops: tuple[Shop, ...] = ()
    description: str | None = None
    contacted_at: datetime | None = None
    """When an unclaimed brand was told of its complaints."""
    status: str = ""
    """One of `labels.STATUS_FILTERS`."""


@dataclass(frozen=True)
class SectorsPage:
    """All sectors, the way to the rankings."""

    template: ClassVar[str] = "pages/classements.html"
    sectors: tuple[SectorLink, ...]


@dataclass(frozen=True)
class RankingPage:
    """Brands of a sector by score; a shared rank where intervals overlap."""

    template: ClassVar[str] = "pages/classement.html"
    sector: Sector
    ranked: tuple[BrandRow, ...]
    unranked: tuple[BrandRow, ...]
    """Below ten explicit ratings."""
    evaluated_on: date
    formula: str = "v1"


@dataclass(frozen=True)
class ComparedBrand:
    """One column of a comparison."""

    name: str
    slug: str
    sector: Sector
    on: bool
    score: ScoreView
    funnel: Funnel
    median_days: Decimal | None


@dataclass(frozen=True)
class ComparePage:
    """Two or three brands side by side."""

    template: ClassVar[str] = "pages/comparer.html"
    brands: tuple[ComparedBrand, ...]
    choices: tuple[Option, ...]
    """Every brand: slug and name."""


@dataclass(frozen=True)
class ContactPage:
    """The contact form, filled in with a case when it comes from « Signaler » or « Contester »."""

    template: ClassVar[str] = "pages/contact.html"
    form: FormState = EMPTY
    case: str | None = None
    """A complaint's number."""
    sent: bool = False


@dataclass(frozen=True)
class CookiesPage:
    """The cookie choice, to make or to change."""

    template: ClassVar[str] = "pages/cookies.html"
    choice: str | None = None
    """`accept`, `refuse`, `choose` or None."""
    audience: bool = False


@dataclass(frozen=True)
class ErrorPage:
    """A refusal in plain words: what happened, what to do."""

    template: ClassVar[str] = "pages/erreur.html"
    status: int
    message: str | None = None
    """The domain's own sentence, where there is one."""
    back_href: str | None = None
    reference: str | None = None
    """Id of the trace, to quote to the support."""
    details: tuple[str, ...] = field(default=())
