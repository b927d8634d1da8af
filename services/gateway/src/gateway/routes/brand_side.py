"""What the pages of a brand's space share: for which brand, and what the account may do there."""

from typing import Annotated

from fastapi import Depends

from contracts.brands import PublicBrand
from gateway.domain.errors import NotAllowedError
from gateway.identity import BrandRole
from gateway.usecases import names
from gateway.web import AnyPage, Page


class BrandSide:
    """A page of somebody who acts for a brand: the first of theirs, or the one the case is about."""

    def __init__(self, page: Page, role: BrandRole, brand: PublicBrand) -> None:
        self.page, self.role, self.brand = page, role, brand

    @property
    def is_owner(self) -> bool:
        """Owners manage page and team."""
        return self.role.role == "owner"


async def brand_side(page: AnyPage) -> BrandSide:
    """Raises SignInNeededError, NotAllowedError."""
    page.visitor.require()
    if not page.visitor.brands:
        raise NotAllowedError
    role = page.visitor.brands[0]
    await page.count_waiting()
    return BrandSide(page, role, await page.run(lambda work: names.brand(work, role.brand_id)))


Side = Annotated[BrandSide, Depends(brand_side)]
