"""Brands by id, for pages that show cases."""

from collections.abc import Callable, Sequence

from contracts.brands import PublicBrand
from gateway.domain.errors import NotFoundError
from gateway.storage.search import PublicViews
from servicekit.work import Work

UNLISTED = "Marque en attente de page"
"""What a suggested brand is called until staff has accepted it."""


async def of_brands(work: Work, ids: Sequence[str]) -> Callable[[str], str]:
    """A way to name the brands of these ids."""
    found = await PublicViews(work.session).brands_by_id(sorted(set(ids)))
    return lambda brand_id: found[brand_id].name if brand_id in found else UNLISTED


async def brand(work: Work, brand_id: str) -> PublicBrand:
    """A listed brand. Raises NotFoundError."""
    found = await PublicViews(work.session).brands_by_id([brand_id])
    if brand_id not in found:
        raise NotFoundError
    return found[brand_id]


async def brand_named(work: Work, name: str) -> PublicBrand | None:
    """The brand of exactly this name or address, whatever accents and capitals."""
    views = PublicViews(work.session)
    if by_slug := await views.brand(name):
        return by_slug
    candidates, _ = await views.find_brands(name, None, 5, 0)
    folded = name.casefold().strip()
    return next((each for each in candidates if each.name.casefold() == folded), None)
