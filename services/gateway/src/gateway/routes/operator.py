"""The operator's page: from a complaint's number to its way through the services, and how each does."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from contracts.http.operations import Journal, ServiceStatus
from gateway.backends import RefusedError
from gateway.domain.errors import UnavailableError
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.operator import OperatorPage
from gateway.usecases import operator
from gateway.web import AnyPage, Page

router = APIRouter(prefix="/operateur", include_in_schema=False)

SERVICES = ("complaints", "brands", "scoring", "notifications", "disputes", "partners")
"""The services that are asked; the gateway tells its own."""


async def operating(page: AnyPage) -> Page:
    """The page of an operator. Raises SignInNeededError, NotAllowedError."""
    page.visitor.require("operator")
    return page


Operating = Annotated[Page, Depends(operating)]


@router.get("")
async def get_operator(page: Operating, numero: str = "") -> Response:
    """« Numéro de dossier », then the path with times."""
    statuses = await asyncio.gather(*(status_of(page, name) for name in SERVICES))
    if not numero.strip():
        return page.show(OperatorPage(services=operator.health(statuses)))
    number = numero.strip().upper()
    complaint_id = await page.run(lambda work: operator.id_of(work, number))
    if complaint_id is None:
        form = FormState({"numero": numero}, {"numero": "Aucune réclamation publiée ne porte ce numéro."})
        return page.show(OperatorPage(number, services=operator.health(statuses), form=form), 422)
    journals = await asyncio.gather(*(journal_of(page, name, complaint_id) for name in SERVICES))
    path = operator.path(journals, page.site.trace_url)
    first = path[0].trace_href if path else None
    return page.show(OperatorPage(number, path, operator.health(statuses), first, EMPTY))


async def status_of(page: Page, service: str) -> ServiceStatus:
    """How a service does; one that does not answer is said to be down."""
    try:
        return await page.read(service, "/operations/status", ServiceStatus)
    except (UnavailableError, RefusedError) as error:
        wrong = {"service": type(error).__name__}
        return ServiceStatus(service=service, wrong=wrong, pending=0, parked=0, late=0, lag={})


async def journal_of(page: Page, service: str, key: str) -> Journal:
    """What a service said about an entity; nothing where it does not answer."""
    try:
        return await page.read(service, f"/operations/journal/{key}", Journal)
    except (UnavailableError, RefusedError):
        return Journal(service=service, entries=())
