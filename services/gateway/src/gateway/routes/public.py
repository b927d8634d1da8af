"""The pages anyone may read."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from contracts.http.scoring import ScoreBill
from gateway.presentation.views.frame import StaticPage
from gateway.usecases import api, describe, public
from gateway.web import AnyPage

router = APIRouter(include_in_schema=False)

STATIC_PAGES = {
    "/comment-ca-marche": "comment-ca-marche",
    "/transparence/scores": "transparence-scores",
    "/transparence/moderation": "transparence-moderation",
    "/faq": "faq",
    "/partenaires/rejoindre": "partenaires/rejoindre",
    "/conditions": "conditions",
    "/confidentialite": "confidentialite",
    "/accessibilite": "accessibilite",
    "/mediateur": "mediateur",
    "/mentions-legales": "mentions-legales",
    "/soutenir": "soutenir",
}

PageNumber = Annotated[int, Query(alias="page", ge=1, le=500)]


@router.get("/")
async def get_home(page: AnyPage) -> Response:
    """The front door."""
    return page.show(await page.run(public.home))


@router.get("/recherche")
async def get_results(
    page: AnyPage, q: str = "", secteur: str = "", etat: str = "", number: PageNumber = 1
) -> Response:
    """Search results."""
    return page.show(await page.run(lambda work: public.search(work, q.strip()[:200], secteur or None, etat, number)))


@router.get("/marques")
async def get_brands(page: AnyPage, secteur: str = "", number: PageNumber = 1) -> Response:
    """All brands."""
    return page.show(await page.run(lambda work: public.search(work, "", secteur or None, "", number)))


@router.get("/marques/{slug}")
async def get_brand(slug: str, page: AnyPage, etat: str = "", number: PageNumber = 1) -> Response:
    """A brand's page."""
    return page.show(await page.run(lambda work: public.brand_page(work, slug, etat, number)))


@router.get("/marques/{slug}/calcul")
async def get_score_bill(slug: str, page: AnyPage) -> Response:
    """Every month and complaint that made a shown score."""
    brand = await page.run(lambda work: api.brand(work, slug))
    bill = await page.read("scoring", f"/subjects/{brand.brand_id}/bill", ScoreBill)
    return page.show(describe.bill_page(brand, bill))


@router.get("/reclamations/{number}")
async def get_complaint(number: str, page: AnyPage) -> Response:
    """A complaint's page."""
    return page.show(await page.run(lambda work: public.complaint_page(work, number)))


@router.get("/classements")
async def get_sectors(page: AnyPage) -> Response:
    """All sectors."""
    return page.show(await page.run(public.sectors))


@router.get("/classements/{sector}")
async def get_ranking(sector: str, page: AnyPage) -> Response:
    """The brands of a sector by score."""
    return page.show(await page.run(lambda work: public.ranking(work, sector)))


@router.get("/comparer")
async def get_comparison(page: AnyPage, marque: Annotated[list[str], Query()] = []) -> Response:  # noqa: B006
    """Brands side by side."""
    return page.show(await page.run(lambda work: public.compare(work, marque)))


def _add_static(path: str, name: str) -> None:
    async def get_static(page: AnyPage) -> Response:
        return page.show(StaticPage(name))

    router.add_api_route(path, get_static, methods=["GET"], name=name)


for _path, _name in STATIC_PAGES.items():
    _add_static(_path, _name)
