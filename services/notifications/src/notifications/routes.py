"""HTTP in, from the gateway only."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse

from contracts.http import notifications as http
from notifications.usecases import complaints, contacts, receipts
from notifications.usecases.mails import Post
from servicekit.edge import AnyEdge, Edge, Offset, with_role

router = APIRouter()

Gateway = Annotated[Edge, with_role("gateway")]
Moderator = Annotated[Edge, with_role("moderator")]
Account = Annotated[Edge, with_role("consumer", "agent", "moderator", "operator")]


async def post_of(request: Request) -> Post:
    """What sending works with, put there by `main.py`."""
    post: Post = request.app.state.post
    return post


WithPost = Annotated[Post, Depends(post_of)]


@router.put("/contacts/{account_id}")
async def put_contact(account_id: str, body: http.PutContact, edge: Gateway) -> JSONResponse:
    """The address of an account."""
    return await edge.command(lambda work: contacts.put_contact(work, account_id, body))


@router.post("/codes")
async def post_code(body: http.SendCode, edge: Gateway, post: WithPost) -> JSONResponse:
    """Sends a code to an account."""
    return await edge.command(lambda work: contacts.send_code(work, body, post), 202)


@router.post("/claim-codes")
async def post_claim_code(body: http.SendClaimCode, edge: Moderator, post: WithPost) -> JSONResponse:
    """Tells a brand without an owner of a complaint, with its claim code."""
    return await edge.command(lambda work: complaints.notify_unclaimed(work, body, post), 202)


@router.post("/contact-messages")
async def post_contact_message(body: http.SendContactMessage, edge: AnyEdge, post: WithPost) -> JSONResponse:
    """A message to RéclameICI from its contact form."""
    return await edge.command(lambda work: contacts.send_contact_message(work, body, post), 202)


@router.put("/brands/{brand_id}/alert")
async def put_brand_alert(brand_id: str, body: http.PutBrandAlert, edge: Account) -> JSONResponse:
    """Where a brand wants its alerts."""
    return await edge.command(lambda work: contacts.put_brand_alert(work, brand_id, body))


@router.get("/brands/{brand_id}/team")
async def get_team(brand_id: str, edge: Account) -> http.TeamContacts:
    """How a brand's owners recognise its team."""
    found: http.TeamContacts = await edge.query(lambda work: contacts.list_team(work, brand_id))
    return found


@router.get("/partner-contacts")
async def get_partner_contacts(edge: Moderator, account_id: Annotated[list[str], Query()]) -> http.TeamContacts:
    """How staff recognises people of partners."""
    found: http.TeamContacts = await edge.query(lambda work: contacts.list_of_partners(work, account_id))
    return found


@router.get("/contact")
async def get_contact(edge: Account) -> http.ContactView:
    """The caller's own contact, masked, with what they want to receive."""
    found: http.ContactView = await edge.query(contacts.view_contact)
    return found


@router.post("/preferences")
async def post_preferences(body: http.Preferences, edge: Account) -> JSONResponse:
    """Changes what the caller wants to receive."""
    return await edge.command(lambda work: contacts.set_preferences(work, body))


@router.post("/unsubscriptions/{token}")
async def post_unsubscription(token: str, edge: AnyEdge, post: WithPost) -> JSONResponse:
    """One click out of a category of mails; the link is the proof."""
    return await edge.command(lambda work: contacts.unsubscribe(work, token, post.sealer))


@router.get("/receipt-keys")
async def get_receipt_keys(_: AnyEdge, post: WithPost) -> JSONResponse:
    """The public key that checks receipts."""
    return JSONResponse({"keys": [post.sealer.public_key]})


@router.get("/receipts/{receipt_id}")
async def get_receipt(receipt_id: str, edge: Account, post: WithPost) -> http.ReceiptView:
    """A receipt."""
    found: http.ReceiptView = await edge.query(lambda work: receipts.view_receipt(work, receipt_id, post.sealer))
    return found


@router.get("/receipts/{receipt_id}/file")
async def get_receipt_file(receipt_id: str, edge: Account, post: WithPost) -> http.ReceiptView:
    """A receipt to keep; a brand's download is recorded in it."""
    found: http.ReceiptView = await edge.query(lambda work: receipts.download_receipt(work, receipt_id, post.sealer))
    return found


@router.get("/brands/{brand_id}/receipts")
async def get_brand_receipts(brand_id: str, edge: Account, post: WithPost, offset: Offset = 0) -> http.ReceiptList:
    """A brand's receipts."""
    sealer = post.sealer
    found: http.ReceiptList = await edge.query(lambda work: receipts.list_receipts(work, brand_id, offset, sealer))
    return found
