"""Documents by single-use links, for partners: each opened once, dead with its consent."""

import hashlib
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from contracts.http import partners as http
from gateway.backends import Answer, Backend
from gateway.domain.errors import DocumentChangedError
from gateway.identity import GATEWAY
from gateway.web import private_file
from servicekit.ids import new_id
from servicekit.principal import LINK_HOLDER, Principal, SharedPiece

router = APIRouter(include_in_schema=False)


@router.get("/partenaires/pieces/{token}")
async def get_document(token: str, request: Request) -> Response:
    """The document, always as an attachment. The link is used once the bytes are here: a failure does not cost it."""
    partners: Backend = request.app.state.partners
    body = http.RedeemLink(token=token)
    found = await partners.post("/links/look", GATEWAY, body, new_id(), http.RedeemedDocument)
    file = await _file(request, found)
    if hashlib.sha256(file.content).hexdigest() != found.sha256:
        raise DocumentChangedError
    await partners.post("/links/use", GATEWAY, body, new_id(), http.RedeemedDocument)
    disposition = f"attachment; filename*=UTF-8''{quote(found.name)}"
    return private_file(file.content, file.headers["content-type"], disposition)


async def _file(request: Request, found: http.RedeemedDocument) -> Answer:
    """The document, from the service that keeps it and checks that its own author shared it."""
    reader = Principal("", LINK_HOLDER, shared_piece=SharedPiece(found.subject_id, found.document_id, found.account_id))
    disputes: Backend = request.app.state.disputes
    complaints: Backend = request.app.state.complaints
    if found.document_id == http.FILE:
        return await disputes.download(f"/disputes/{found.subject_id}/file.pdf?sha256={found.sha256}", reader)
    return await complaints.download(f"/complaints/{found.subject_id}/evidence/{found.document_id}", reader)
