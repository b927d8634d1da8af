"""What a menu says that waits: asked once per page, left out rather than waited for."""

from types import SimpleNamespace

import pytest

from gateway.backends import RefusedError
from gateway.domain.errors import UnavailableError
from gateway.identity import BrandRole, Visitor
from gateway.keyed import Keyed
from gateway.presentation.views.frame import StaticPage
from gateway.web import Page

SITE = SimpleNamespace(
    keyed=Keyed("a key of the tests"),
    public_url="https://reclameici.example",
    demonstration=False,
    cookie=lambda name: name,
)
CLOCK = SimpleNamespace(clock=SimpleNamespace(now=lambda: None))
BRANDS = (BrandRole("brand-1", "owner", None), BrandRole("brand-2", "agent", None))


class Complaints:
    """The complaints service as the gateway calls it: it answers, or it is down."""

    def __init__(self, failure=None):
        self.failure = failure
        self.asked = []

    async def get(self, path, _principal, answer, **params):
        self.asked.append((path, params))
        if self.failure:
            raise self.failure
        return answer(messages=2, to_answer=5, to_check=0)


async def counts_of(complaints, method="GET", brands=()):
    request = SimpleNamespace(
        method=method,
        cookies={},
        url=SimpleNamespace(path="/mon-espace"),
        app=SimpleNamespace(state=SimpleNamespace(complaints=complaints)),
    )
    page = Page(request, SITE, Visitor("token", brands=brands), CLOCK)
    await page.count_waiting()
    return page._frame(StaticPage("faq")).counts


async def test_the_menu_says_what_waits_and_one_light_question_is_enough():
    complaints = Complaints()
    counts = await counts_of(complaints, brands=BRANDS)
    assert counts == {"/mon-espace/messages": 2, "/marque-espace": 5, "/moderation": 0}
    assert complaints.asked == [("/waiting", {"brand_id": "brand-1"})]


@pytest.mark.parametrize("failure", [UnavailableError(), RefusedError(403, {})], ids=["down", "refused"])
async def test_a_page_is_shown_without_counts_where_the_service_does_not_answer(failure):
    assert await counts_of(Complaints(failure)) == {}


async def test_a_posted_form_counts_nothing():
    complaints = Complaints()
    assert await counts_of(complaints, method="POST") == {}
    assert complaints.asked == []
