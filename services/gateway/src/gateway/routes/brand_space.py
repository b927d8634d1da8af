"""The brand's space: what to treat, a case and its reply, the claim, the page, the team, receipts."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from contracts.brands import PublicBrand
from contracts.http import brands as brands_http
from contracts.http import complaints as http
from gateway.domain.accounts import Role, check_password
from gateway.forms import FormReader
from gateway.identity import Pending
from gateway.keyed import hash_password
from gateway.presentation.views.brand_space import (
    BrandComplaints,
    BrandDashboard,
    ClaimPage,
    ReplyPage,
)
from gateway.presentation.views.complaint import ResponseView
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.frame import Pagination
from gateway.routes.account import enter_code, send_code
from gateway.routes.brand_side import BrandSide, Side
from gateway.routes.consumer import send_message
from gateway.usecases import accounts, brand_space, cases, names
from gateway.web import AnyPage, Page

router = APIRouter(prefix="/marque-espace", include_in_schema=False)

STATUSES = {"answered": ["answered", "rated", "presumed"], "unanswered": ["published"]}
PER_PAGE = 50


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
            tasks=tuple(cases.brand_task(each, brand) for each in waiting.complaints),
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
        offset=(number - 1) * PER_PAGE,
    )
    view = BrandComplaints(
        brand_name=side.brand.name,
        complaints=tuple(cases.brand_task(each, side.brand) for each in found.complaints),
        pagination=Pagination(found.total, number, PER_PAGE, f"?etat={etat}&page="),
        status=etat,
    )
    return side.page.show(view)


async def load_case(side: BrandSide, number: str) -> http.ComplaintView:
    """The case of a number."""
    return await side.page.read("complaints", f"/numbers/{number}", http.ComplaintView)


async def show_case(side: BrandSide, number: str, form: FormState) -> Response:
    """The case, with a form as it was refused."""
    view = cases.brand_case(await load_case(side, number), side.brand, form)
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
    body = await read_reply(side, reader)
    step = reader.text("step")
    if body and step == "publish":
        with reader.refusals({"other_brand_id": "other_brand"}, "text"):
            path = f"/complaints/{case.complaint_id}/response"
            await side.page.command("complaints", path, body, reader.form, http.ComplaintRef)
        if not reader.errors:
            return side.page.redirect(f"/marque-espace/reclamations/{number}", "answered")
    preview = preview_of(body, case, side.brand.name, side) if body and step == "preview" else None
    view = ReplyPage(cases.brand_case(case, side.brand), side.brand.name, reader.state, preview)
    return side.page.show(view, 422 if reader.errors else 200)


async def read_reply(side: BrandSide, reader: FormReader) -> http.Respond | None:
    """The response as typed; None where something must be corrected."""
    kind = reader.choice("kind", "Choisissez le type de votre réponse.")
    text = reader.text("text", "Écrivez votre réponse.")
    due = reader.day("promise_due_on")
    named = reader.text("other_brand")
    other = await side.page.run(lambda work: names.brand_named(work, named)) if named else None
    if named and other is None:
        reader.errors["other_brand"] = "Cette marque n’a pas de page : indiquez son nom exact."
    if reader.errors or kind not in ("proposal", "refusal", "not-concerned"):
        return None
    return http.Respond.model_validate(
        {"kind": kind, "text": text, "promise_due_on": due, "other_brand_id": other.brand_id if other else None}
    )


def preview_of(body: http.Respond, case: http.ComplaintView, brand_name: str, side: BrandSide) -> ResponseView:
    """The response as everyone will read it."""
    now = side.page.now
    since = case.published_at or case.filed_at
    return ResponseView(body.kind, body.text, now, (now - since).days, brand_name, body.promise_due_on)


@router.get("/revendiquer")
async def get_claim(page: AnyPage, marque: str = "") -> Response:
    """The steps to claim a page."""
    brand = await page.run(lambda work: names.brand_named(work, marque)) if marque else None
    return page.show(ClaimPage("email", FormState({"brand": brand.name if brand else ""})))


@router.post("/revendiquer")
async def post_claim(page: AnyPage) -> Response:
    """A code goes to the professional address."""
    reader = FormReader(await page.form())
    name = reader.text("brand", "Indiquez la marque.")
    email = reader.text("email", "Indiquez votre adresse e-mail professionnelle.")
    brand = await page.run(lambda work: names.brand_named(work, name)) if name else None
    if name and brand is None:
        reader.errors["brand"] = "Cette marque n’a pas encore de page : vérifiez son nom."
    elif brand and brand.claimed:
        reader.errors["brand"] = "Cette page est déjà revendiquée. Demandez une invitation à son responsable."
    hashed = None
    with reader.refusals():
        hashed = hash_password(check_password(reader.text("password")))
    if not reader.errors:
        with reader.refusals():
            await send_code(page, email, None, Role.AGENT)
    if reader.errors or brand is None:
        return page.show(ClaimPage("email", reader.state), 422)
    pending = Pending(email, "/marque-espace/revendiquer/charte", "claim", hashed, brand.slug)
    return page.keep_pending(page.redirect("/marque-espace/revendiquer/code"), pending)


@router.get("/revendiquer/code")
async def get_claim_code(page: AnyPage) -> Response:
    """The code."""
    pending = page.pending()
    if pending is None or not pending.brand:
        return page.redirect("/marque-espace/revendiquer")
    return page.show(ClaimPage("code", email=pending.email))


@router.post("/revendiquer/code")
async def post_claim_code(page: AnyPage) -> Response:
    """A right code proves the address and its domain."""
    reader = FormReader(await page.form())
    pending = page.pending()
    if pending is None or not pending.brand:
        return page.redirect("/marque-espace/revendiquer")
    response = await enter_code(page, reader, pending, pending.next_path)
    return response or page.show(ClaimPage("code", reader.state, email=pending.email), 422)


@router.get("/revendiquer/charte")
async def get_charter(page: AnyPage) -> Response:
    """What the brand commits to."""
    return await show_charter(page, EMPTY)


async def claimed_brand(page: Page) -> PublicBrand | None:
    """The brand whose page this browser is claiming."""
    pending = page.pending()
    if pending is None or pending.brand is None:
        return None
    slug = pending.brand
    brand: PublicBrand | None = await page.run(lambda work: names.brand_named(work, slug))
    return brand


async def show_charter(page: Page, form: FormState) -> Response:
    """The charter, with a form as it was refused."""
    page.visitor.require()
    brand = await claimed_brand(page)
    if brand is None:
        return page.redirect("/marque-espace/revendiquer")
    view = ClaimPage("charter", form, brand.name, brand.slug, site=brand.website)
    return page.show(view, 422 if form.errors else 200)


@router.post("/revendiquer/charte")
async def post_charter(page: AnyPage) -> Response:
    """The page is claimed."""
    visitor = page.visitor.require()
    reader = FormReader(await page.form())
    brand = await claimed_brand(page)
    if brand is None:
        return page.redirect("/marque-espace/revendiquer")
    recipient = reader.text("recipient", "Nommez la fonction du destinataire.")
    body = brands_http.ClaimBrand(charter=reader.text("charter") == "yes", recipient=recipient)
    if not reader.errors:
        with reader.refusals({"email": "recipient"}, "charter"):
            path = f"/brands/{brand.brand_id}/claim"
            await page.command("brands", path, body, reader.form, brands_http.BrandRef)
            await page.run(lambda work: accounts.become_agent(work, visitor))
    if reader.errors:
        return await show_charter(page, reader.state)
    return page.show(ClaimPage("sent", brand_name=brand.name, brand_slug=brand.slug))
