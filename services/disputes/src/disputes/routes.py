"""HTTP in, from the gateway only."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from contracts.http import disputes as http
from disputes.usecases import escalating
from servicekit.edge import Edge, with_role

router = APIRouter()

Account = Annotated[Edge, with_role("consumer", "agent", "moderator")]


@router.get("/complaints/{complaint_id}/escalation")
async def get_escalation(complaint_id: str, edge: Account) -> http.EscalationView:
    """Whether the author may escalate."""
    found: http.EscalationView = await edge.query(lambda work: escalating.view_escalation(work, complaint_id))
    return found


@router.post("/disputes")
async def post_dispute(body: http.OpenDispute, edge: Account) -> JSONResponse:
    """The author escalates."""
    return await edge.command(lambda work: escalating.open_dispute(work, body), 201)


@router.get("/disputes")
async def get_disputes(edge: Account) -> http.DisputeList:
    """The caller's own disputes."""
    found: http.DisputeList = await edge.query(escalating.list_own)
    return found


@router.get("/disputes/{dispute_id}")
async def get_dispute(dispute_id: str, edge: Account) -> http.DisputeView:
    """A dispute, for its parties and staff."""
    found: http.DisputeView = await edge.query(lambda work: escalating.view_dispute(work, dispute_id))
    return found


@router.get("/brands/{brand_id}/disputes")
async def get_disputes_of_brand(brand_id: str, edge: Account) -> http.DisputeList:
    """A brand's disputes, for those who act for it."""
    found: http.DisputeList = await edge.query(lambda work: escalating.list_of_brand(work, brand_id))
    return found


@router.post("/disputes/{dispute_id}/offer")
async def post_offer(dispute_id: str, body: http.OfferSettlement, edge: Account) -> JSONResponse:
    """The brand offers to settle."""
    return await edge.command(lambda work: escalating.offer_settlement(work, dispute_id, body))


@router.post("/disputes/{dispute_id}/offer/answer")
async def post_offer_answer(dispute_id: str, body: http.AnswerOffer, edge: Account) -> JSONResponse:
    """The author accepts the offer, or goes on."""
    return await edge.command(lambda work: escalating.answer_offer(work, dispute_id, body))


@router.post("/disputes/{dispute_id}/withdrawal")
async def post_withdrawal(dispute_id: str, edge: Account) -> JSONResponse:
    """The author gives the dispute up."""
    return await edge.command(lambda work: escalating.withdraw(work, dispute_id))
