"""JSON API v1, complaints: the right door, filing, proving, talking, answering, rating."""

from typing import Annotated

from fastapi import APIRouter, Form, UploadFile
from fastapi.responses import Response
from pydantic import Field

from contracts.complaints import PublicComplaint
from contracts.http import complaints as http
from contracts.http import guidance
from contracts.message import Contract
from contracts.vocabulary import Category, Sector
from gateway.backends import RefusedError
from gateway.domain.errors import NotFoundError, UnavailableError
from gateway.routes.caller import REFUSALS, AnyCaller, Key, Offset
from gateway.usecases import api
from gateway.web import private_file
from servicekit.ids import new_id
from servicekit.problems import ProblemError

router = APIRouter(prefix="/api/v1", responses=REFUSALS)


@router.post("/triage", summary="Trouver la bonne porte", tags=["complaints"])
async def post_triage(body: guidance.Triage, caller: AnyCaller) -> guidance.TriageOutcome:
    """The next question, a refusal with the right door, or the way is free; nothing is kept."""
    return await caller.command("complaints", "/triage", body, None, guidance.TriageOutcome)


@router.post("/addressee", summary="Savoir à qui s’adresser d’abord", tags=["complaints"])
async def post_addressee(body: guidance.FindAddressee, caller: AnyCaller) -> guidance.Addressee:
    """To whom to complain first, why, until when, and what to say to them; nothing is kept, nothing is imposed."""
    return await caller.command("complaints", "/addressee", body, None, guidance.Addressee)


@router.get("/guidance", summary="Savoir quoi joindre et demander", tags=["complaints"])
async def get_guidance(sector: Sector, category: Category, caller: AnyCaller) -> guidance.Guidance:
    """Pieces to join (an advised one never blocks), wishes to choose from, rights worth knowing."""
    return await caller.read("complaints", f"/guidance/{sector}/{category}", guidance.Guidance)


@router.post("/complaints", summary="Déposer une réclamation", status_code=201, tags=["complaints"])
async def post_complaint(body: http.FileComplaint, caller: AnyCaller, key: Key = None) -> http.ComplaintRef:
    """Files a complaint; its check follows at once."""
    return await caller.command("complaints", "/complaints", body, key, http.ComplaintRef)


@router.get("/complaints", summary="Lire mes réclamations", tags=["complaints"])
async def get_my_complaints(caller: AnyCaller, mine: bool = True, offset: Offset = 0) -> http.ComplaintPage:
    """The caller's complaints, newest first."""
    if not mine:
        raise ProblemError(422, "Seule la liste de vos réclamations existe ici : mine=1.", "only-mine")
    return await caller.read("complaints", "/complaints", http.ComplaintPage, offset=offset)


@router.get("/complaints/{complaint_id}", summary="Lire une réclamation", tags=["complaints"])
async def get_complaint(complaint_id: str, caller: AnyCaller) -> http.ComplaintView | PublicComplaint:
    """All of a complaint for its author, its brand and staff; its public fields for everyone else."""
    if caller.visitor.account:
        try:
            view: http.ComplaintView = await caller.read(
                "complaints", f"/complaints/{complaint_id}", http.ComplaintView
            )
        except (RefusedError, UnavailableError):
            pass
        else:
            return view
    public: PublicComplaint | None = await caller.run(lambda work: api.complaint(work, complaint_id))
    if public is None:
        raise NotFoundError
    return public


@router.post("/complaints/{complaint_id}/evidence", summary="Ajouter une pièce", status_code=201, tags=["complaints"])
async def post_evidence(
    complaint_id: str, file: UploadFile, caller: AnyCaller, kind: Annotated[str, Form()] = "other", key: Key = None
) -> http.EvidenceRef:
    """Adds a file: JPEG, PNG, WebP or PDF, 10 MB at most, 20 files at most."""
    content = await file.read()
    return await caller.backend("complaints").upload(
        f"/complaints/{complaint_id}/evidence",
        caller.visitor.principal(),
        file.filename or "fichier",
        content,
        key or new_id(),
        http.EvidenceRef,
        kind=kind,
    )


@router.post(
    "/complaints/{complaint_id}/messages", summary="Écrire dans l’échange privé", status_code=201, tags=["complaints"]
)
async def post_message(
    complaint_id: str, body: http.PostMessage, caller: AnyCaller, key: Key = None
) -> http.MessageRef:
    """Writes in the private thread."""
    path = f"/complaints/{complaint_id}/messages"
    return await caller.command("complaints", path, body, key, http.MessageRef)


def _add_command(name: str, body_type: type[Contract], summary: str, status: int) -> None:
    async def post(
        complaint_id: str,
        body: body_type,  # type: ignore[valid-type]  # one route per command, all alike
        caller: AnyCaller,
        key: Key = None,
    ) -> http.ComplaintRef:
        path = f"/complaints/{complaint_id}/{name}"
        ref: http.ComplaintRef = await caller.command("complaints", path, body, key, http.ComplaintRef)
        return ref

    router.add_api_route(
        f"/complaints/{{complaint_id}}/{name}",
        post,
        methods=["POST"],
        status_code=status,
        tags=["complaints"],
        summary=summary,
        name=f"post_{name}",
    )


class RespondAs(http.Respond):
    """The official response; a claim code stands for an account that acts for the brand."""

    claim_code: str | None = Field(None, description="Staff checks the response of a code's holder first.")


@router.post("/complaints/{complaint_id}/response", summary="Répondre en public", status_code=201, tags=["complaints"])
async def post_response(complaint_id: str, body: RespondAs, caller: AnyCaller, key: Key = None) -> http.ComplaintRef:
    """The brand's official response."""
    if body.claim_code:
        caller = await caller.holding(complaint_id, body.claim_code)
    response = http.Respond(**body.model_dump(exclude={"claim_code"}))
    path = f"/complaints/{complaint_id}/response"
    return await caller.command("complaints", path, response, key, http.ComplaintRef)


_add_command("rating", http.RateResponse, "Donner son avis sur la réponse", 201)
_add_command("promise", http.AnswerPromise, "Dire si une promesse est tenue", 200)
_add_command("reattribution", http.AnswerReattribution, "Accepter ou refuser un changement de marque", 200)


@router.post("/complaints/{complaint_id}/withdrawal", summary="Retirer ma réclamation", tags=["complaints"])
async def post_withdrawal(complaint_id: str, caller: AnyCaller, key: Key = None) -> http.ComplaintRef:
    """The author withdraws: texts, files and messages are erased."""
    path = f"/complaints/{complaint_id}/withdrawal"
    return await caller.command("complaints", path, None, key, http.ComplaintRef)


@router.get("/complaints/{complaint_id}/evidence/{evidence_id}", summary="Télécharger une pièce", tags=["complaints"])
async def get_evidence(complaint_id: str, evidence_id: str, caller: AnyCaller) -> Response:
    """A file of the case, as an attachment, for those on its sides; the read is recorded."""
    path = f"/complaints/{complaint_id}/evidence/{evidence_id}"
    file = await caller.backend("complaints").download(path, caller.visitor.principal())
    return private_file(file.content, file.headers["content-type"], file.headers["content-disposition"])
