"""Open data: the page, its files, the API."""

from collections.abc import AsyncIterator, Callable
from email.utils import format_datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from contracts.message import Contract
from contracts.partners import PublicAggregate
from gateway.presentation.opendata import dictionary, to_csv, to_json
from gateway.routes.caller import REFUSALS, AnyCaller
from gateway.usecases import opendata
from gateway.web import AnyPage
from servicekit.work import Works

router = APIRouter(include_in_schema=False)
api_router = APIRouter(prefix="/api/v1", responses=REFUSALS)

Write = Callable[[AsyncIterator[PublicAggregate]], AsyncIterator[str]]


class Aggregates(Contract):
    """The cells of a month: they never overlap, so that they add up."""

    items: tuple[PublicAggregate, ...]


@router.get("/donnees-ouvertes")
async def get_open_data(page: AnyPage) -> Response:
    """What is published, with its dictionary."""
    return page.show(await page.run(opendata.page))


@router.get("/donnees-ouvertes/dictionnaire.json")
async def get_dictionary() -> JSONResponse:
    """The data dictionary for programs."""
    return JSONResponse(dictionary())


@router.get("/donnees-ouvertes/reclamations.csv")
async def get_csv(request: Request) -> Response:
    """All cells as CSV."""
    return await _file(request, to_csv, "text/csv; charset=utf-8; header=present")


@router.get("/donnees-ouvertes/reclamations.json")
async def get_json(request: Request) -> Response:
    """All cells as JSON."""
    return await _file(request, to_json, "application/json")


async def _file(request: Request, write: Write, media_type: str) -> Response:
    """A file, unless the reader has this edition of it already."""
    works: Works = request.app.state.works
    async with works.open() as work:
        edition = await opendata.edition(work)
    headers = {"ETag": f'"{edition.name}"', "Cache-Control": "public, max-age=3600"}
    if edition.frozen_at:
        headers["Last-Modified"] = format_datetime(edition.frozen_at, usegmt=True)
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return StreamingResponse(write(opendata.everything(works)), media_type=media_type, headers=headers)


@api_router.get("/open-data/aggregates", summary="Lire les données ouvertes d’un mois", tags=["open-data"])
async def get_aggregates(
    caller: AnyCaller, month: Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}$")] = None
) -> Aggregates:
    """The cells of a month, of the latest one where none is named; one without cells has an empty list."""
    return Aggregates(items=tuple(await caller.run(lambda work: opendata.of_month(work, month))))
