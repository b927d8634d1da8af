"""Documents by single-use links, for partners: each opened once, dead with its consent."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from contracts.http import partners as http
from gateway.backends import Backend
from gateway.identity import GATEWAY
from servicekit.ids import new_id
from servicekit.principal import LINK_HOLDER, Principal, SharedPiece

router = APIRouter(include_in_schema=False)


@router.get("/partenaires/pieces/{token}")
async def get_document(token: str, request: Request) -> Response:
    """The document, always as an attachment. The link is used once the bytes are here: a failure does not cost it."""
    partners: Backend = request.app.state.partners
    complaints: Backend = request.app.state.complaints
    body = http.RedeemLink(token=token)
    found = await partners.post("/links/look", GATEWAY, body, new_id(), http.RedeemedDocument)
    piece = SharedPiece(found.complaint_id, found.document_id, found.account_id)
    reader = Principal("", LINK_HOLDER, shared_piece=piece)
    file = await complaints.download(f"/complaints/{found.complaint_id}/evidence/{found.document_id}", reader)
    await partners.post("/links/use", GATEWAY, body, new_id(), http.RedeemedDocument)
    headers = {"Content-Disposition": file.headers["content-disposition"], "Cache-Control": "no-store"}
    return Response(file.content, media_type=file.headers["content-type"], headers=headers)
