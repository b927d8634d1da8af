"""HTTP in, from the gateway only."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from brands import usecases
from contracts.http import brands as http
from servicekit.edge import Edge, with_role

router = APIRouter()

Account = Annotated[Edge, with_role("consumer", "agent", "moderator")]
Gateway = Annotated[Edge, with_role("gateway")]
Moderator = Annotated[Edge, with_role("moderator")]


@router.post("/suggestions")
async def post_suggestion(body: http.SuggestBrand, edge: Account) -> JSONResponse:
    """A consumer names a missing brand."""
    return await edge.command(lambda work: usecases.suggest_brand(work, body), 201)


@router.get("/suggestions")
async def get_suggestions(edge: Moderator) -> http.SuggestionList:
    """Suggestions that wait for staff."""
    found: http.SuggestionList = await edge.query(usecases.list_suggestions)
    return found


@router.post("/suggestions/{brand_id}/decision")
async def post_suggestion_decision(brand_id: str, body: http.DecideSuggestion, edge: Moderator) -> JSONResponse:
    """Staff's answer to a suggestion."""
    return await edge.command(lambda work: usecases.decide_suggestion(work, brand_id, body))


@router.post("/brands")
async def post_brand(body: http.ListBrand, edge: Moderator) -> JSONResponse:
    """Staff opens a page."""
    return await edge.command(lambda work: usecases.list_brand(work, body), 201)


@router.post("/brands/{brand_id}/claim")
async def post_claim(brand_id: str, body: http.ClaimBrand, edge: Account) -> JSONResponse:
    """A professional claims the page."""
    return await edge.command(lambda work: usecases.claim_brand(work, brand_id, body))


@router.post("/brands/{brand_id}/page")
async def post_page(brand_id: str, body: http.BrandPage, edge: Account) -> JSONResponse:
    """An owner edits the page."""
    return await edge.command(lambda work: usecases.edit_page(work, brand_id, body))


@router.post("/brands/{brand_id}/network")
async def post_point_of_sale(brand_id: str, body: http.OpenPointOfSale, edge: Account) -> JSONResponse:
    """An owner adds a shop."""
    return await edge.command(lambda work: usecases.open_point_of_sale(work, brand_id, body), 201)


@router.get("/brands/{brand_id}/team")
async def get_team(brand_id: str, edge: Account) -> http.TeamView:
    """The team."""
    team: http.TeamView = await edge.query(lambda work: usecases.view_team(work, brand_id))
    return team


@router.post("/brands/{brand_id}/memberships")
async def post_membership(brand_id: str, body: http.GrantMembership, edge: Account) -> JSONResponse:
    """An owner adds a member."""
    return await edge.command(lambda work: usecases.grant_membership(work, brand_id, body), 201)


@router.post("/brands/{brand_id}/memberships/{account_id}/revocation")
async def post_revocation(brand_id: str, account_id: str, edge: Account) -> JSONResponse:
    """An owner ends a membership."""
    return await edge.command(lambda work: usecases.revoke_membership(work, brand_id, account_id))


@router.post("/brands/{brand_id}/claim-codes")
async def post_claim_code(brand_id: str, body: http.GiveClaimCode, edge: Moderator) -> JSONResponse:
    """Staff tells a brand without an owner of a complaint."""
    return await edge.command(lambda work: usecases.give_claim_code(work, brand_id, body), 201)


@router.post("/claim-codes/{complaint_id}/check")
async def post_claim_code_check(complaint_id: str, body: http.CheckClaimCode, edge: Gateway) -> JSONResponse:
    """Whether a code is right."""
    return await edge.command(lambda work: usecases.check_claim_code(work, complaint_id, body))
