"""What a brand keeps of itself: its team, its page, its receipts."""

from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.brands import PublicContact
from contracts.http import brands as brands_http
from contracts.http import notifications as mails
from contracts.http.paging import PAGE
from gateway.forms import FormReader
from gateway.presentation.views.brand_space import Agent, PageSettings, ReceiptsPage, TeamPage
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.presentation.views.frame import Pagination
from gateway.routes.brand_side import BrandSide, Side
from gateway.usecases import accounts, brand_space, receipts
from gateway.web import PageNumber

router = APIRouter(prefix="/marque-espace", include_in_schema=False)


NAMELESS = "Membre de l’équipe"
"""Who is named so to agents, and to owners while addresses cannot be read."""


@router.get("/equipe")
async def get_team(side: Side) -> Response:
    """Agents and invitations."""
    return await show_team(side, EMPTY)


async def show_team(side: BrandSide, form: FormState) -> Response:
    """The team, with a form as it was refused."""
    team = await side.page.read("brands", f"/brands/{side.brand.brand_id}/team", brands_http.TeamView)
    shops = {each.point_of_sale_id: each.name for each in side.brand.network}
    account = side.page.visitor.account
    own = account.id if account else ""
    addresses = await addresses_of(side)
    agents = tuple(
        Agent(
            account_id=each.account_id,
            email=addresses.get(each.account_id, NAMELESS),
            role=each.role,
            point_of_sale=shops.get(each.point_of_sale_id or ""),
            since=each.granted_at,
            self=each.account_id == own,
        )
        for each in team.members
    )
    options = (Option("", "Toute la marque"), *(Option(id_, name) for id_, name in shops.items()))
    view = TeamPage(side.brand.name, agents, options if shops else (), side.is_owner, form)
    return side.page.show(view, 422 if form.errors else 200)


async def addresses_of(side: BrandSide) -> dict[str, str]:
    """The team's masked addresses, for owners; none where notifications does not answer."""
    path = f"/brands/{side.brand.brand_id}/team"
    found = await side.page.read_if_up("notifications", path, mails.TeamContacts) if side.is_owner else None
    return {each.account_id: each.masked_email for each in found.contacts} if found else {}


@router.post("/equipe")
async def post_invitation(side: Side) -> Response:
    """An owner invites somebody."""
    reader = FormReader(await side.page.form())
    email = reader.text("email", "Indiquez l’adresse de la personne à inviter.")
    role = reader.choice("role", "Choisissez un rôle.")
    sign_in = side.page.request.app.state.sign_in
    if not reader.errors:
        with reader.refusals({"point_of_sale_id": "point_of_sale"}, "email"):
            invited = await side.page.run(lambda work: accounts.invite(work, sign_in, email))
            body = brands_http.GrantMembership.model_validate(
                {
                    "account_id": invited.id,
                    "role": role,
                    "point_of_sale_id": reader.text("point_of_sale") or None,
                }
            )
            path = f"/brands/{side.brand.brand_id}/memberships"
            await side.page.command("brands", path, body, reader.form, brands_http.TeamView)
    if reader.errors:
        return await show_team(side, reader.state)
    return side.page.redirect("/marque-espace/equipe", "invited")


@router.post("/equipe/retirer")
async def post_removal(side: Side) -> Response:
    """An owner ends somebody's part."""
    reader = FormReader(await side.page.form())
    account_id = quote(reader.text("account_id"), safe="")
    path = f"/brands/{side.brand.brand_id}/memberships/{account_id}/revocation"
    with reader.refusals(default="email"):
        await side.page.command("brands", path, None, reader.form, brands_http.TeamView)
    if reader.errors:
        return await show_team(side, reader.state)
    return side.page.redirect("/marque-espace/equipe", "removed")


@router.get("/page")
async def get_settings(side: Side) -> Response:
    """What the brand keeps up to date."""
    return side.page.show(settings_view(side, FormState(brand_space.page_values(side.brand))))


def settings_view(side: BrandSide, form: FormState) -> PageSettings:
    """The page's settings, with a form as typed."""
    return PageSettings(side.brand.name, f"/marques/{side.brand.slug}", form, side.is_owner)


@router.post("/page")
async def post_settings(side: Side) -> Response:
    """The public page follows."""
    reader = FormReader(await side.page.form())
    brand = side.brand
    days = reader.number("response_days", "Indiquez un délai en jours, de 1 à 30.")
    if days is None:
        return side.page.show(settings_view(side, reader.state), 422)
    body = brands_http.BrandPage(
        name=brand.name,
        sector=brand.sector,
        legal_name=brand.legal_name,
        siren=brand.siren,
        siret=brand.siret,
        website=brand.website,
        description=reader.text("description") or None,
        contact=PublicContact(
            city=reader.text("city") or None, email=reader.text("email") or None, phone=reader.text("phone") or None
        ),
        mediator=reader.text("mediator") or None,
        response_days=days,
    )
    with reader.refusals(default="description"):
        await side.page.command("brands", f"/brands/{brand.brand_id}/page", body, reader.form, brands_http.BrandRef)
    if reader.errors:
        return side.page.show(settings_view(side, reader.state), 422)
    return side.page.redirect("/marque-espace/page", "saved")


@router.get("/accuses")
async def get_receipts(side: Side, number: PageNumber = 1) -> Response:
    """The brand's receipts."""
    path, offset = f"/brands/{side.brand.brand_id}/receipts", (number - 1) * PAGE
    found = await side.page.read("notifications", path, mails.ReceiptList, offset=offset)
    shown = tuple(receipts.view(each, side.brand.name) for each in found.receipts)
    return side.page.show(ReceiptsPage(side.brand.name, shown, Pagination(found.total, number, PAGE)))
