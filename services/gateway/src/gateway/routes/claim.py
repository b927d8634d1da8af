"""Claiming a brand's page: address, code, charter; a typed claim code stands for the address's domain."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.brands import PublicBrand
from contracts.http import brands as http
from gateway.domain.accounts import Role
from gateway.forms import FormReader
from gateway.identity import Pending
from gateway.presentation.views.brand_space import ClaimPage
from gateway.presentation.views.form import EMPTY, FormState
from gateway.routes.account import enter_code, send_code
from gateway.usecases import accounts, names
from gateway.web import AnyPage, Page

router = APIRouter(prefix="/marque-espace/revendiquer", include_in_schema=False)


@router.get("")
async def get_claim(page: AnyPage, marque: str = "") -> Response:
    """The steps to claim a page."""
    brand = await page.run(lambda work: names.brand_named(work, marque)) if marque else None
    form = FormState({"brand": brand.name if brand else ""})
    return page.show(ClaimPage("email", form, by_code=holds_code_of(page, brand)))


def holds_code_of(page: Page, brand: PublicBrand | None) -> bool:
    """True where the claim code of this very brand was typed: any address will do."""
    held = page.visitor.held_code
    return bool(brand and held and held.brand_id == brand.brand_id)


@router.post("")
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
        hashed = accounts.hashed(reader.text("password"))
    if not reader.errors:
        with reader.refusals():
            await send_code(page, email, None, Role.AGENT)
    if reader.errors or brand is None:
        return page.show(ClaimPage("email", reader.state, by_code=holds_code_of(page, brand)), 422)
    pending = Pending(email, "/marque-espace/revendiquer/charte", "claim", hashed, brand.slug)
    return page.keep_pending(page.redirect("/marque-espace/revendiquer/code"), pending)


@router.get("/code")
async def get_claim_code(page: AnyPage) -> Response:
    """The code."""
    pending = page.pending()
    if pending is None or not pending.brand:
        return page.redirect("/marque-espace/revendiquer")
    return page.show(ClaimPage("code", email=pending.email))


@router.post("/code")
async def post_claim_code(page: AnyPage) -> Response:
    """A right code proves the address and its domain."""
    reader = FormReader(await page.form())
    pending = page.pending()
    if pending is None or not pending.brand:
        return page.redirect("/marque-espace/revendiquer")
    response = await enter_code(page, reader, pending, pending.next_path)
    return response or page.show(ClaimPage("code", reader.state, email=pending.email), 422)


@router.get("/charte")
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


@router.post("/charte")
async def post_charter(page: AnyPage) -> Response:
    """The page is claimed."""
    visitor = page.visitor.require()
    reader = FormReader(await page.form())
    brand = await claimed_brand(page)
    if brand is None:
        return page.redirect("/marque-espace/revendiquer")
    recipient = reader.text("recipient", "Nommez la fonction du destinataire.")
    body = http.ClaimBrand(charter=reader.text("charter") == "yes", recipient=recipient)
    if not reader.errors:
        with reader.refusals({"email": "recipient"}, "charter"):
            path = f"/brands/{brand.brand_id}/claim"
            await page.command("brands", path, body, reader.form, http.BrandRef)
            await page.run(lambda work: accounts.become_agent(work, visitor))
    if reader.errors:
        return await show_charter(page, reader.state)
    return page.show(ClaimPage("sent", brand_name=brand.name, brand_slug=brand.slug))
