"""Open data, from its read view alone."""

from collections.abc import AsyncIterator, Sequence

from contracts.partners import PublicAggregate
from gateway.presentation.views.opendata import OpenDataPage, OpenMonth
from gateway.storage.opendata import Edition, OpenDataViews
from servicekit.work import Work, Works

MONTHS = 12
"""Months on the page."""


async def page(work: Work) -> OpenDataPage:
    """The page of open data."""
    found = await OpenDataViews(work.session).months(MONTHS)
    return OpenDataPage(tuple(OpenMonth(**each) for each in found))


async def edition(work: Work) -> Edition:
    """Which cells are there."""
    return await OpenDataViews(work.session).edition()


async def of_month(work: Work, month: str | None) -> Sequence[PublicAggregate]:
    """The cells of a month, of the latest one by default."""
    return await OpenDataViews(work.session).of_month(month)


async def everything(works: Works) -> AsyncIterator[PublicAggregate]:
    """All cells as they are read: a file of any length passes through."""
    async with works.open() as work:
        async for cell in OpenDataViews(work.session).everything():
            yield cell
