"""JSON API v1, mandates: drafted, read, signed with an e-mailed code, revoked."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import mandates as http
from contracts.http import partners as partner_http
from contracts.message import Contract
from gateway.domain.errors import WrongCodeError
from gateway.routes.caller import REFUSALS, AnyCaller, Key
from gateway.usecases import signing
from gateway.web import private_file
from servicekit.ids import new_id

router = APIRouter(prefix="/api/v1", responses=REFUSALS)


@router.get("/disputes/{dispute_id}/mandates", summary="Lire les mandats d’un litige", tags=["disputes"])
async def get_mandates(dispute_id: str, caller: AnyCaller) -> http.MandateList:
    """All of them for the author; for the brand the one in whose name somebody writes to it."""
    return await caller.read("disputes", f"/disputes/{dispute_id}/mandates", http.MandateList)


@router.post("/disputes/{dispute_id}/mandates", summary="Préparer un mandat", status_code=201, tags=["disputes"])
async def post_mandate(dispute_id: str, body: http.DraftMandate, caller: AnyCaller, key: Key = None) -> http.MandateRef:
    """A draft to be read; it gives no power before it is signed."""
    return await caller.command("disputes", f"/disputes/{dispute_id}/mandates", body, key, http.MandateRef)


@router.get("/mandates/{mandate_id}/document", summary="Télécharger un mandat", tags=["disputes"])
async def get_document(mandate_id: str, caller: AnyCaller) -> Response:
    """The sealed PDF, or the draft (author; the brand while the mandate stands)."""
    found = await caller.backend("disputes").download(f"/mandates/{mandate_id}.pdf", caller.visitor.principal())
    return private_file(found.content, "application/pdf")


class CodeOnItsWay(Contract):
    """A code was mailed."""

    sent: bool = True


@router.post("/mandates/{mandate_id}/code", summary="Demander le code pour signer", status_code=202, tags=["disputes"])
async def post_code(mandate_id: str, caller: AnyCaller) -> CodeOnItsWay:
    """Mails a code that signs this mandate and no other document."""
    account = caller.visitor.require().account
    assert account
    await caller.run(lambda work: signing.send_code(work, caller.sign_in, account, mandate_id))
    return CodeOnItsWay()


class SignWithCode(Contract):
    """The code that was mailed."""

    code: str


@router.post("/mandates/{mandate_id}/signature", summary="Signer un mandat", tags=["disputes"])
async def post_signature(mandate_id: str, body: SignWithCode, caller: AnyCaller) -> http.MandateRef:
    """Signs with the code; the sealed PDF follows within seconds."""
    account = caller.visitor.require().account
    assert account
    if not await caller.run(lambda work: signing.check_code(work, caller.sign_in, account, mandate_id, body.code)):
        raise WrongCodeError
    principal = signing.signing(caller.visitor.principal(), mandate_id, caller.host)
    path = f"/mandates/{mandate_id}/signature"
    return await caller.backend("disputes").post(path, principal, None, new_id(), http.MandateRef)


class RevokeMandate(Contract):
    """Which dispute the mandate is for."""

    dispute_id: str


@router.post("/mandates/{mandate_id}/revocation", summary="Révoquer un mandat", tags=["disputes"])
async def post_revocation(mandate_id: str, body: RevokeMandate, caller: AnyCaller, key: Key = None) -> http.MandateRef:
    """Immediate: the partners' gate closes first, then the revocation is recorded, and third parties are told."""
    stop = partner_http.StopMandate(dispute_id=body.dispute_id)
    await caller.command("partners", f"/mandates/{mandate_id}/stop", stop, key, partner_http.StoppedMandate)
    return await caller.command("disputes", f"/mandates/{mandate_id}/revocation", None, key, http.MandateRef)
