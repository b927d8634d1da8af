"""Builders of brands and teams."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from brands.domain.brand import Brand, ClaimBrand, Page, PointOfSale, claim, list_, suggest
from brands.domain.team import MemberRole, Membership

T0 = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)

SIREN = "732829320"
SIRET = "73282932000074"
"""Of that SIREN."""
OTHER_SIRET = "44306184100047"

SHOP = PointOfSale("shop-1", "Filandre Lyon", "Lyon", SIRET)


def at(days: float = 0) -> datetime:
    """A moment, counted from T0."""
    return T0 + timedelta(days=days)


def a_page(**changes: Any) -> Page:
    """The page of a brand with a site."""
    return replace(Page("Filandre", "furniture", website="https://www.filandre.example"), **changes)


def suggested(**changes: Any) -> Brand:
    """A brand that a consumer named."""
    return suggest("brand-1", "filandre", a_page(**changes), T0)


def listed(*shops: PointOfSale, **changes: Any) -> Brand:
    """A brand with a page."""
    return list_("brand-1", "filandre", a_page(**changes), shops, T0)


def to_claim(**changes: Any) -> ClaimBrand:
    """The command of somebody with an address of the brand's site."""
    good = ClaimBrand(
        "filandre.example", holds_code=False, charter=True, recipient="Directrice du service clients", now=at(1)
    )
    return replace(good, **changes)


def claimed(*shops: PointOfSale) -> Brand:
    """A brand whose page has an owner."""
    return claim(listed(*shops), to_claim())


def member(account_id: str, role: MemberRole = MemberRole.AGENT, shop: str | None = None) -> Membership:
    """An account's part in the brand."""
    return Membership("brand-1", account_id, role, shop, T0)


OWNER, AGENT, OTHER_OWNER = (
    member("owner-1", MemberRole.OWNER),
    member("agent-1"),
    member("owner-2", MemberRole.OWNER),
)
