"""What the JSON API reads from the views."""

from collections.abc import Sequence

from contracts.brands import PublicBrand
from contracts.complaints import PublicComplaint
from contracts.disputes import PublicDispute
from contracts.scoring import PublicScore
from gateway.domain.errors import NotFoundError
from gateway.storage.search import PublicViews, Wanted
from servicekit.work import Work

PER_PAGE = 50


async def find_brands(work: Work, query: str, sector: str | None, offset: int) -> tuple[list[PublicBrand], int]:
    """Brands by name."""
    return await PublicViews(work.session).find_brands(query, sector, PER_PAGE, offset)


async def brand(work: Work, slug: str) -> PublicBrand:
    """The brand of an address. Raises NotFoundError."""
    found = await PublicViews(work.session).brand(slug)
    if found is None:
        raise NotFoundError
    return found


async def score(work: Work, slug: str) -> PublicScore:
    """A brand's score. Raises NotFoundError where there is none yet."""
    brand_id = (await brand(work, slug)).brand_id
    found = await PublicViews(work.session).scores_of([brand_id])
    if brand_id not in found:
        raise NotFoundError
    return found[brand_id]


async def complaints_of(work: Work, slug: str, offset: int) -> tuple[list[PublicComplaint], int]:
    """A brand's public complaints."""
    wanted = Wanted(brand_id=(await brand(work, slug)).brand_id)
    return await PublicViews(work.session).find_complaints(wanted, PER_PAGE, offset)


async def complaint_of(work: Work, slug: str, complaint_id: str) -> PublicComplaint:
    """A brand's complaint. Raises NotFoundError."""
    found = await complaint(work, complaint_id)
    if found is None or found.brand_id != (await brand(work, slug)).brand_id:
        raise NotFoundError
    return found


async def complaint(work: Work, complaint_id: str) -> PublicComplaint | None:
    """A complaint's public state."""
    return await PublicViews(work.session).complaint_by_id(complaint_id)


async def dispute(work: Work, complaint_id: str) -> PublicDispute | None:
    """What everyone may read of a complaint's last dispute."""
    return (await disputes(work, [complaint_id])).get(complaint_id)


async def disputes(work: Work, complaint_ids: Sequence[str]) -> dict[str, PublicDispute]:
    """The last disputes of several complaints."""
    return await PublicViews(work.session).disputes_of(complaint_ids)
