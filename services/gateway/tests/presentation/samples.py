"""Sample views of every page and state, for the tests of this folder and of the browser."""

from collections.abc import Iterator

from services.gateway.tests.presentation.sample_base import Sample
from services.gateway.tests.presentation.sample_disputes import dispute_pages, mediation_pages
from services.gateway.tests.presentation.sample_filing import account_pages, filing_pages
from services.gateway.tests.presentation.sample_partners import partner_pages, registry_pages, sharing_pages
from services.gateway.tests.presentation.sample_public import public_pages
from services.gateway.tests.presentation.sample_quotes import quote_pages
from services.gateway.tests.presentation.sample_spaces import brand_pages, consumer_pages, holder_pages
from services.gateway.tests.presentation.sample_staff import staff_pages


def pages() -> Iterator[Sample]:
    """Every sample: a name for its file, its frame, its view."""
    families = (public_pages, filing_pages, account_pages, consumer_pages, dispute_pages, brand_pages, holder_pages)
    sharing = (sharing_pages, partner_pages, registry_pages)
    for family in (*families, mediation_pages, quote_pages, *sharing, staff_pages):
        yield from family()
