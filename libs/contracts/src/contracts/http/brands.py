"""Commands and views of the brands service."""

from typing import Literal

from pydantic import AwareDatetime, Field

from contracts.brands import PublicContact
from contracts.message import Contract
from contracts.vocabulary import MembershipRole, Sector


class SuggestBrand(Contract):
    """A consumer names a brand that has no page."""

    name: str
    sector: Sector
    website: str | None = None


class PointOfSale(Contract):
    """A shop of the network."""

    name: str
    city: str | None = None
    siret: str | None = None


class BrandPage(Contract):
    """What a brand's page says of it."""

    name: str
    sector: Sector
    legal_name: str | None = None
    siren: str | None = None
    siret: str | None = None
    website: str | None = None
    description: str | None = None
    contact: PublicContact = PublicContact()
    mediator: str | None = None
    response_days: int = Field(15, description="Days within which the brand says that it answers.")


class ListBrand(BrandPage):
    """Staff opens a page."""

    slug: str | None = Field(None, description="Address of the page; made from the name by default.")
    network: tuple[PointOfSale, ...] = ()


class DecideSuggestion(Contract):
    """Staff accepts or refuses a suggested brand."""

    accepted: bool


class ClaimBrand(Contract):
    """A professional claims the page of their brand."""

    charter: bool = Field(description="The charter is accepted.")
    recipient: str = Field(description="Function of the recipient named at the level of customer-service management.")


class GiveClaimCode(Contract):
    """Staff tells a brand without an owner of a complaint; the code itself goes by mail, its hash comes here."""

    complaint_id: str
    code_hash: str = Field(description="Keyed hash, made by the gateway.")


class ClaimCodeGiven(Contract):
    """A claim code stands."""

    valid_until: AwareDatetime


class CheckClaimCode(Contract):
    """Somebody typed the claim code about a complaint."""

    code_hash: str


class ClaimCodeChecked(Contract):
    """The brand of a right code; none of a wrong one."""

    brand_id: str | None


class OpenPointOfSale(PointOfSale):
    """The brand adds a shop."""


class GrantMembership(Contract):
    """An owner lets an account act for the brand."""

    account_id: str
    role: MembershipRole
    point_of_sale_id: str | None = None


class BrandRef(Contract):
    """A brand just made or changed."""

    brand_id: str
    slug: str
    status: Literal["suggested", "listed", "refused"]


class MemberView(Contract):
    """Somebody who acts for the brand."""

    account_id: str
    role: MembershipRole
    point_of_sale_id: str | None
    granted_at: AwareDatetime


class TeamView(Contract):
    """A brand's agents."""

    members: tuple[MemberView, ...]


class SuggestionView(Contract):
    """A suggested brand that waits for staff."""

    brand_id: str
    name: str
    sector: Sector
    website: str | None
    suggested_at: AwareDatetime


class SuggestionList(Contract):
    """Suggestions, oldest first."""

    suggestions: tuple[SuggestionView, ...]
