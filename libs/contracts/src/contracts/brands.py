"""Facts and public state of the brands service."""

from pydantic import AwareDatetime

from contracts.message import Contract, Fact, PublicState
from contracts.vocabulary import MembershipRole, Plan, Sector


class BrandFact(Fact):
    """What every fact about a brand carries."""

    brand_id: str
    at: AwareDatetime


class BrandSuggested(BrandFact, type="brands.brand.suggested.v1", key="brand_id"):
    """A consumer named a brand that has no page; staff decides."""


class BrandListed(BrandFact, type="brands.brand.listed.v1", key="brand_id"):
    """The brand has a page; complaints about it may be published."""

    sector: Sector


class BrandSuggestionRefused(BrandFact, type="brands.brand.suggestion-refused.v1", key="brand_id"):
    """Staff refused a suggested brand; complaints that wait for it cannot be published."""


class BrandClaimed(BrandFact, type="brands.brand.claimed.v1", key="brand_id"):
    """The brand accepted the charter: a notified complaint counts as received."""

    account_id: str


class BrandPointOfSaleOpened(BrandFact, type="brands.brand.point-of-sale-opened.v1", key="brand_id"):
    """The brand is a network from now on: a complaint about it names its point of sale."""

    point_of_sale_id: str


class MembershipGranted(BrandFact, type="brands.membership.granted.v1", key="brand_id"):
    """An account may act for the brand, for one point of sale or for all."""

    account_id: str
    role: MembershipRole
    point_of_sale_id: str | None = None


class MembershipRevoked(BrandFact, type="brands.membership.revoked.v1", key="brand_id"):
    """An account may no longer act for the brand."""

    account_id: str


class PlanChosen(Fact, type="plans.plan.chosen.v1", key="brand_id"):
    """What the brand pays for, on a topic that scoring and complaints never read."""

    brand_id: str
    at: AwareDatetime
    plan: Plan


class PublicContact(Contract):
    """How to reach the brand, as the brand keeps it."""

    city: str | None = None
    email: str | None = None
    phone: str | None = None


class PublicPointOfSale(Contract):
    """A shop of the network."""

    point_of_sale_id: str
    name: str
    city: str | None = None
    siret: str | None = None


class PublicBrand(PublicState, type="brands.brand.state.v1", topic="brands-public", key="brand_id"):
    """A brand's page. No plan here, on purpose."""

    brand_id: str
    slug: str
    name: str
    sector: Sector
    legal_name: str | None = None
    siren: str | None = None
    siret: str | None = None
    website: str | None = None
    description: str | None = None
    contact: PublicContact = PublicContact()
    network: tuple[PublicPointOfSale, ...] = ()
    mediator: str | None = None
    response_days: int = 15
    """Days within which the brand says that it answers; after them silence is a ground to escalate."""
    claimed: bool = False
    contacted_at: AwareDatetime | None = None
    """When an unclaimed brand was told of its complaints."""
    listed_at: AwareDatetime
