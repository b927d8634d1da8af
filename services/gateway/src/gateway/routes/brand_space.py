"""The brand's space: what to treat, a case and its reply, the page, the team, receipts."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from contracts.http import complaints as http
from contracts.http.paging import PAGE
from gateway.forms import FormReader
from gateway.presentation.views.brand_space import (
    BrandComplaints,
    BrandDashboard,
    BrandTask,
    ReplyPage,
)
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.frame import Pagination
from gateway.routes.brand_side import BrandSide, Side
from gateway.routes.consumer import send_message
from gateway.routes.reply import preview_of, publish_reply, read_reply
from gateway.usecases import api, brand_space, cases

router = APIRouter(prefix="/marque-espace", include_in_schema=False)

STATUSES = {"answered": ["answered", "rated", "presumed"], "unanswered": ["published"]}


@router.get("")
async def get_dashboard(side: Side) -> Response:
    """« À traiter », oldest first, then the figures."""
    page, brand = side.page, side.brand
    waiting = await page.read(
        "complaints", f"/brands/{brand.brand_id}/complaints", http.ComplaintPage, status="published"
    )
    figures = await page.run(lambda work: brand_space.figures(work, brand))
    return page.show(
        BrandDashboard(
            brand_name=brand.name,
            brand_href=f"/marques/{brand.slug}",
            tasks=await _tasks(side, waiting),
            score=figures.score,
            funnel=figures.funnel,
            months=figures.months,
            causes=figures.causes,
        )
    )


@router.get("/reclamations")
async def get_complaints(side: Side, etat: str = "", number: Annotated[int, Query(alias="page", ge=1)] = 1) -> Response:
    """All complaints of the brand."""
    found = await side.page.read(
        "complaints",
        f"/brands/{side.brand.brand_id}/complaints",
        http.ComplaintPage,
        status=STATUSES.get(etat),
        offset=(number - 1) * PAGE,
    )
    view = BrandComplaints(
        brand_name=side.brand.name,
        complaints=await _tasks(side, found),
        pagination=Pagination(found.total, number, PAGE, f"?etat={etat}&page="),
        status=etat,
    )
    return side.page.show(view)


async def _tasks(side: BrandSide, found: http.ComplaintPage) -> tuple[BrandTask, ...]:
    disputes = await side.page.run(lambda work: api.disputes(work, [each.complaint_id for each in found.complaints]))
    return tuple(cases.brand_task(each, side.brand, disputes.get(each.complaint_id)) for each in found.complaints)


async def load_case(side: BrandSide, number: str) -> http.ComplaintView:
    """The case of a number."""
    return await side.page.read("complaints", f"/numbers/{number}", http.ComplaintView)


async def show_case(side: BrandSide, number: str, form: FormState) -> Response:
    """The case, with a form as it was refused."""
    case = await load_case(side, number)
    dispute = await side.page.run(lambda work: api.dispute(work, case.complaint_id))
    view = cases.brand_case(case, side.brand, form, dispute)
    return side.page.show(view, 422 if form.errors else 200)


@router.get("/reclamations/{number}")
async def get_case(number: str, side: Side) -> Response:
    """A case: opening it is a fact that its author sees."""
    return await show_case(side, number, EMPTY)


@router.post("/reclamations/{number}/messages")
async def post_message(number: str, side: Side) -> Response:
    """Writes in the thread."""
    reader = FormReader(await side.page.form())
    if await send_message(side.page, number, reader):
        return side.page.redirect(f"/marque-espace/reclamations/{number}#echange", "message-sent")
    return await show_case(side, number, reader.state)


@router.get("/reclamations/{number}/reponse")
async def get_reply(number: str, side: Side) -> Response:
    """The official response to write."""
    case = await load_case(side, number)
    return side.page.show(ReplyPage(cases.brand_case(case, side.brand), side.brand.name))


@router.post("/reclamations/{number}/reponse")
async def post_reply(number: str, side: Side) -> Response:
    """Read again, then published."""
    reader = FormReader(await side.page.form())
    case = await load_case(side, number)
    body = await read_reply(side.page, reader)
    step = reader.text("step")
    if body and step == "publish" and await publish_reply(side.page, case.complaint_id, body, reader):
        return side.page.redirect(f"/marque-espace/reclamations/{number}", "answered")
    since = case.published_at or case.filed_at
    preview = preview_of(body, since, side.brand.name, side.page.now) if body and step == "preview" else None
    view = ReplyPage(cases.brand_case(case, side.brand), side.brand.name, reader.state, preview)
    return side.page.show(view, 422 if reader.errors else 200)
