"""The JSON API's description: OpenAPI for programs, a page with runnable requests for people."""

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response

from gateway.routes import (
    api,
    api_complaints,
    api_disputes,
    api_mandates,
    api_office,
    api_partners,
    api_quotes,
    opendata,
)
from gateway.usecases.api_docs import docs_page
from gateway.web import AnyPage

router = APIRouter(include_in_schema=False)

DESCRIBED = (
    api.router,
    api_complaints.router,
    api_disputes.router,
    api_mandates.router,
    api_partners.router,
    api_quotes.router,
    api_office.router,
    opendata.api_router,
)
"""The JSON API, whole."""


def description(request: Request) -> dict[str, object]:
    """The OpenAPI document of the JSON API, made once."""
    state = request.app.state
    if not hasattr(state, "openapi"):
        state.openapi = get_openapi(
            title="RéclameICI",
            version="1",
            description="Tout ce qu’un consommateur, une marque ou un modérateur peut faire.",
            routes=[route for each in DESCRIBED for route in each.routes],
            servers=[{"url": state.site.public_url}],
        )
    found: dict[str, object] = state.openapi
    return found


@router.get("/api/v1/openapi.json")
async def get_description(request: Request) -> JSONResponse:
    """For programs."""
    return JSONResponse(description(request))


@router.get("/api/docs")
async def get_docs(request: Request, page: AnyPage) -> Response:
    """For people: each operation beside a request to run and its answers."""
    return page.show(docs_page(description(request), page.site.public_url))
