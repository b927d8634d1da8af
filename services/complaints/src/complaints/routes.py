"""HTTP in, from the gateway only."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request, UploadFile
from fastapi.responses import JSONResponse, Response

from complaints.usecases import answering, evidence, filing, guidance, moderating, reading
from complaints.usecases.common import Rules
from contracts.http import complaints as http
from contracts.http import guidance as guidance_http
from contracts.http.moderation import DecideCase, DecisionPreview, HeldResponseView
from servicekit.edge import AnyEdge, Edge, Offset, with_role
from servicekit.objects import ObjectStore
from servicekit.principal import CODE_HOLDER

router = APIRouter()


async def rules_of(request: Request) -> Rules:
    """The product's rules, put there by `main.py`."""
    rules: Rules = request.app.state.rules
    return rules


async def store_of(request: Request) -> ObjectStore:
    """Where the files are, put there by `main.py`."""
    store: ObjectStore = request.app.state.store
    return store


WithRules = Annotated[Rules, Depends(rules_of)]
WithStore = Annotated[ObjectStore, Depends(store_of)]
Account = Annotated[Edge, with_role("consumer", "agent", "moderator")]
Answering = Annotated[Edge, with_role("consumer", "agent", "moderator", CODE_HOLDER)]
Moderator = Annotated[Edge, with_role("moderator")]


@router.post("/triage")
async def post_triage(body: guidance_http.Triage, _: AnyEdge, rules: WithRules) -> guidance_http.TriageOutcome:
    """The next question, or where the answers lead; nothing is kept."""
    return guidance.view_triage(body, rules)


@router.post("/addressee")
async def post_addressee(body: guidance_http.FindAddressee, edge: AnyEdge, rules: WithRules) -> guidance_http.Addressee:
    """To whom a complaint goes first; nothing is kept."""
    found: guidance_http.Addressee = await edge.query(lambda work: guidance.view_addressee(work, body, rules))
    return found


@router.get("/guidance/{sector}/{category}")
async def get_guidance(sector: str, category: str, _: AnyEdge, rules: WithRules) -> guidance_http.Guidance:
    """What to join, ask for and know."""
    return guidance.view_guidance(sector, category, rules)


@router.post("/complaints")
async def post_complaint(body: http.FileComplaint, edge: Account, rules: WithRules) -> JSONResponse:
    """Files a complaint."""
    return await edge.command(lambda work: filing.file_complaint(work, body, rules), 201)


@router.get("/complaints")
async def get_my_complaints(edge: Account, offset: Offset = 0) -> http.ComplaintPage:
    """The caller's own complaints."""
    page: http.ComplaintPage = await edge.query(lambda work: reading.list_mine(work, offset))
    return page


@router.get("/brands/{brand_id}/complaints")
async def get_brand_complaints(
    brand_id: str, edge: Account, status: Annotated[tuple[str, ...], Query()] = (), offset: Offset = 0
) -> http.ComplaintPage:
    """A brand's complaints, for its agents."""
    page: http.ComplaintPage = await edge.query(lambda work: reading.list_of_brand(work, brand_id, status, offset))
    return page


@router.get("/waiting-for-brands")
async def get_waiting_for_brands(edge: Moderator) -> http.WaitingForBrands:
    """How many complaints each suggested brand holds up, for staff."""
    waiting: http.WaitingForBrands = await edge.query(reading.count_waiting_for_brands)
    return waiting


@router.get("/waiting")
async def get_waiting(edge: Account, brand_id: str | None = None) -> http.Waiting:
    """How much waits for the caller, and of a brand of theirs."""
    waiting: http.Waiting = await edge.query(lambda work: reading.count_waiting(work, brand_id))
    return waiting


@router.get("/queue")
async def get_queue(edge: Moderator, offset: Offset = 0) -> http.ComplaintPage:
    """What waits for a moderator."""
    page: http.ComplaintPage = await edge.query(lambda work: reading.list_queue(work, offset))
    return page


@router.get("/complaints/{complaint_id}")
async def get_complaint(complaint_id: str, edge: AnyEdge, rules: WithRules) -> http.ComplaintView:
    """All of a complaint, for its author, its brand and staff."""
    view: http.ComplaintView = await edge.query(lambda work: reading.view_complaint(work, complaint_id, rules))
    return view


@router.get("/numbers/{number}")
async def get_numbered_complaint(number: str, edge: AnyEdge, rules: WithRules) -> http.ComplaintView:
    """The same, by the number that people say."""
    view: http.ComplaintView = await edge.query(lambda work: reading.view_numbered(work, number, rules))
    return view


@router.post("/complaints/{complaint_id}/messages")
async def post_message(complaint_id: str, body: http.PostMessage, edge: Account) -> JSONResponse:
    """Writes in the private thread."""
    return await edge.command(lambda work: answering.post_message(work, complaint_id, body), 201)


@router.post("/complaints/{complaint_id}/response")
async def post_response(complaint_id: str, body: http.Respond, edge: Answering, rules: WithRules) -> JSONResponse:
    """The brand's official response."""
    return await edge.command(lambda work: answering.respond(work, complaint_id, body, rules), 201)


@router.get("/complaints/{complaint_id}/held-response")
async def get_held_response(complaint_id: str, edge: Answering) -> HeldResponseView:
    """What became of a response that came with a claim code."""
    found: HeldResponseView = await edge.query(lambda work: answering.view_held_response(work, complaint_id))
    return found


@router.post("/complaints/{complaint_id}/rating")
async def post_rating(complaint_id: str, body: http.RateResponse, edge: Account, rules: WithRules) -> JSONResponse:
    """The author's verdict."""
    return await edge.command(lambda work: answering.rate_response(work, complaint_id, body, rules), 201)


@router.post("/complaints/{complaint_id}/promise")
async def post_promise(complaint_id: str, body: http.AnswerPromise, edge: Account) -> JSONResponse:
    """Whether a promise was kept."""
    return await edge.command(lambda work: answering.answer_promise(work, complaint_id, body))


@router.post("/complaints/{complaint_id}/reattribution")
async def post_reattribution(
    complaint_id: str, body: http.AnswerReattribution, edge: Account, rules: WithRules
) -> JSONResponse:
    """Whether the complaint moves to the brand that was named."""
    return await edge.command(lambda work: answering.answer_reattribution(work, complaint_id, body, rules))


@router.post("/complaints/{complaint_id}/decision")
async def post_decision(complaint_id: str, body: DecideCase, edge: Moderator, rules: WithRules) -> JSONResponse:
    """A moderator's decision."""
    return await edge.command(lambda work: moderating.decide(work, complaint_id, body, rules))


@router.post("/complaints/{complaint_id}/decision/preview")
async def post_decision_preview(
    complaint_id: str, body: DecideCase, edge: Moderator, rules: WithRules
) -> DecisionPreview:
    """The same decision, read before it is taken; nothing is kept."""
    shown: DecisionPreview = await edge.query(lambda work: moderating.preview(work, complaint_id, body, rules))
    return shown


@router.post("/complaints/{complaint_id}/withdrawal")
async def post_withdrawal(complaint_id: str, edge: Account, rules: WithRules) -> JSONResponse:
    """The author withdraws."""
    return await edge.command(lambda work: moderating.withdraw(work, complaint_id, rules))


@router.post("/complaints/{complaint_id}/evidence")
async def post_evidence(
    complaint_id: str, file: UploadFile, edge: AnyEdge, store: WithStore, kind: Annotated[str, Form()] = "other"
) -> JSONResponse:
    """Adds a file to a case, or to a draft by whoever has its id."""
    await edge.query(lambda work: evidence.may_add(work, complaint_id))
    content = await file.read(evidence.READ_LIMIT)
    received = await evidence.receive(store, complaint_id, file.filename or "fichier", content)
    digest = received.prepared.sha256.encode()
    return await edge.command(lambda work: evidence.add_evidence(work, complaint_id, kind, received), 201, digest)


@router.get("/complaints/{complaint_id}/evidence/{evidence_id}")
async def get_evidence(complaint_id: str, evidence_id: str, edge: AnyEdge, store: WithStore) -> Response:
    """A file, as an attachment; the read is recorded first."""
    piece = await edge.query(lambda work: evidence.read_evidence(work, complaint_id, evidence_id))
    content = await store.get(piece.object_name)
    disposition = f"attachment; filename*=UTF-8''{quote(piece.name)}"
    return Response(content, media_type=piece.medium.value, headers={"Content-Disposition": disposition})


@router.post("/complaints/{complaint_id}/evidence/{evidence_id}/removal")
async def post_evidence_removal(complaint_id: str, evidence_id: str, edge: AnyEdge) -> JSONResponse:
    """The author takes a file back."""
    return await edge.command(lambda work: evidence.remove_evidence(work, complaint_id, evidence_id))


@router.put("/drafts/{draft_id}")
async def put_draft(draft_id: str, body: http.Draft, edge: AnyEdge) -> http.Draft:
    """Keeps the answers typed so far."""
    draft: http.Draft = await edge.query(lambda work: evidence.save_draft(work, draft_id, body))
    return draft


@router.get("/drafts/{draft_id}")
async def get_draft(draft_id: str, edge: AnyEdge) -> http.DraftView:
    """The answers typed so far."""
    draft: http.DraftView = await edge.query(lambda work: evidence.view_draft(work, draft_id))
    return draft
