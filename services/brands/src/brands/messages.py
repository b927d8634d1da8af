"""Domain states as contracts, and commands out of contracts."""

from collections.abc import Sequence
from typing import Any, cast

from brands.domain.brand import Brand, Contact, Page, PointOfSale, Status
from brands.domain.team import Membership
from contracts import brands as wire
from contracts.http import brands as http
from servicekit.ids import new_id


def to_page(body: http.BrandPage) -> Page:
    """What the page says, from a command."""
    contact = body.contact
    return Page(
        name=body.name,
        sector=body.sector,
        legal_name=body.legal_name,
        siren=body.siren,
        siret=body.siret,
        website=body.website,
        description=body.description,
        contact=Contact(contact.city, contact.email, contact.phone),
        mediator=body.mediator,
        response_days=body.response_days,
    )


def to_shop(body: http.PointOfSale) -> PointOfSale:
    """A new shop, from a command."""
    return PointOfSale(new_id(), body.name, body.city, body.siret)


def to_public(brand: Brand) -> wire.PublicBrand | None:
    """What anyone may see now; None where the brand has no page."""
    if brand.status is not Status.LISTED or brand.listed_at is None:
        return None
    page = brand.page
    return wire.PublicBrand(
        version=brand.version,
        brand_id=brand.id,
        slug=brand.slug,
        name=page.name,
        sector=cast("Any", page.sector),
        legal_name=page.legal_name,
        siren=page.siren,
        siret=page.siret,
        website=page.website,
        description=page.description,
        contact=wire.PublicContact(city=page.contact.city, email=page.contact.email, phone=page.contact.phone),
        network=tuple(
            wire.PublicPointOfSale(point_of_sale_id=each.id, name=each.name, city=each.city, siret=each.siret)
            for each in brand.network
        ),
        mediator=page.mediator,
        response_days=page.response_days,
        claimed=brand.claimed_at is not None,
        contacted_at=brand.contacted_at,
        listed_at=brand.listed_at,
    )


def to_ref(brand: Brand) -> http.BrandRef:
    """What a command answers."""
    return http.BrandRef(brand_id=brand.id, slug=brand.slug, status=brand.status.value)


def to_team(team: Sequence[Membership]) -> http.TeamView:
    """A brand's agents."""
    return http.TeamView(
        members=tuple(
            http.MemberView(
                account_id=each.account_id,
                role=each.role.value,
                point_of_sale_id=each.point_of_sale_id,
                granted_at=each.granted_at,
            )
            for each in team
        )
    )


def to_suggestions(brands: Sequence[Brand]) -> http.SuggestionList:
    """Suggestions that wait."""
    return http.SuggestionList(
        suggestions=tuple(
            http.SuggestionView(
                brand_id=each.id,
                name=each.page.name,
                sector=cast("Any", each.page.sector),
                website=each.page.website,
                suggested_at=each.made_at,
            )
            for each in brands
        )
    )
