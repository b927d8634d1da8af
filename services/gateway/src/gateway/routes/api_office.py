"""JSON API v1: what a brand keeps of itself and its receipts, what an account wants to receive."""

from fastapi import APIRouter

from contracts.http import brands as http
from contracts.http import notifications as mails
from contracts.message import Contract
from gateway.routes.caller import REFUSALS, AnyCaller, Key, Offset

router = APIRouter(prefix="/api/v1", responses=REFUSALS)


@router.post("/brands/{slug}/page", summary="Tenir la page d’une marque à jour", tags=["brands"])
async def post_page(slug: str, body: http.BrandPage, caller: AnyCaller, key: Key = None) -> http.BrandRef:
    """Edits the page (owners); its name, sector and site stay staff's."""
    brand = await caller.brand(slug)
    return await caller.command("brands", f"/brands/{brand.brand_id}/page", body, key, http.BrandRef)


@router.post("/brands/{slug}/network", summary="Ajouter un point de vente", status_code=201, tags=["brands"])
async def post_point_of_sale(
    slug: str, body: http.OpenPointOfSale, caller: AnyCaller, key: Key = None
) -> http.BrandRef:
    """Adds a point of sale (owners)."""
    brand = await caller.brand(slug)
    return await caller.command("brands", f"/brands/{brand.brand_id}/network", body, key, http.BrandRef)


@router.get("/brands/{slug}/agents", summary="Lire l’équipe d’une marque", tags=["brands"])
async def get_agents(slug: str, caller: AnyCaller) -> http.TeamView:
    """Who acts for the brand, for its members."""
    brand = await caller.brand(slug)
    return await caller.read("brands", f"/brands/{brand.brand_id}/team", http.TeamView)


@router.post("/brands/{slug}/agents/{account_id}/removal", summary="Retirer un agent", tags=["brands"])
async def post_removal(slug: str, account_id: str, caller: AnyCaller, key: Key = None) -> http.TeamView:
    """Ends a membership (owners); the last owner stays."""
    brand = await caller.brand(slug)
    path = f"/brands/{brand.brand_id}/memberships/{account_id}/revocation"
    return await caller.command("brands", path, None, key, http.TeamView)


class ReceiptItem(Contract):
    """A receipt of a list; its signed file is got one by one, since a download is a fact of the receipt."""

    receipt_id: str
    complaint_id: str
    complaint_number: str
    events: tuple[mails.ReceiptEvent, ...]
    intact: bool


class ReceiptItems(Contract):
    """A page of a brand's receipts, the last changed first."""

    items: tuple[ReceiptItem, ...]
    total: int


@router.get("/brands/{slug}/receipts", summary="Lire les accusés d’une marque", tags=["receipts"])
async def get_receipts(slug: str, caller: AnyCaller, offset: Offset = 0) -> ReceiptItems:
    """Receipts of the brand's notifications, the last changed first, for its members."""
    brand = await caller.brand(slug)
    path = f"/brands/{brand.brand_id}/receipts"
    found: mails.ReceiptList = await caller.read("notifications", path, mails.ReceiptList, offset=offset)
    items = tuple(ReceiptItem(**each.model_dump(include=set(ReceiptItem.model_fields))) for each in found.receipts)
    return ReceiptItems(items=items, total=found.total)


@router.get("/receipts/{receipt_id}", summary="Télécharger un accusé", tags=["receipts"])
async def get_receipt(receipt_id: str, caller: AnyCaller) -> mails.ReceiptView:
    """A receipt with its signed file, for the brand, the author and staff; a brand's download is recorded in it."""
    return await caller.read("notifications", f"/receipts/{receipt_id}/file", mails.ReceiptView)


@router.get("/preferences", summary="Lire mes préférences d’e-mails", tags=["accounts"])
async def get_preferences(caller: AnyCaller) -> mails.Preferences:
    """What the account wants to receive beside what a case or the law requires."""
    contact: mails.ContactView = await caller.read("notifications", "/contact", mails.ContactView)
    return mails.Preferences(**contact.model_dump(include=set(mails.Preferences.model_fields)))


@router.post("/preferences", summary="Changer mes préférences d’e-mails", tags=["accounts"])
async def post_preferences(body: mails.Preferences, caller: AnyCaller, key: Key = None) -> mails.Preferences:
    """Changes what the account wants to receive."""
    return await caller.command("notifications", "/preferences", body, key, mails.Preferences)
