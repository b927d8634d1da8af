"""Errors as `application/problem+json` (RFC 9457), in French, for people and programs."""

import logging
import math
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from servicekit.applying import is_infrastructure

logger = logging.getLogger(__name__)

TITLES = {
    400: "Requête incorrecte",
    401: "Connexion nécessaire",
    403: "Accès refusé",
    404: "Introuvable",
    405: "Méthode refusée",
    409: "Action impossible dans l’état actuel",
    413: "Envoi trop lourd",
    415: "Format non accepté",
    422: "Données à corriger",
    429: "Trop de demandes",
    500: "Erreur interne",
    503: "Service momentanément indisponible",
}

SENTENCES = {
    "missing": "Ce champ est nécessaire.",
    "string_too_short": "Ce texte est trop court.",
    "string_too_long": "Ce texte est trop long.",
    "string_unicode": "Ce texte contient un signe illisible.",
    "int_parsing": "Indiquez un nombre entier.",
    "date_from_datetime_parsing": "Indiquez une date, par exemple 2026-03-27.",
    "date_parsing": "Indiquez une date, par exemple 2026-03-27.",
    "literal_error": "Choisissez une des valeurs proposées.",
    "less_than_equal": "Cette valeur est trop grande, ou trop lointaine.",
    "greater_than_equal": "Cette valeur est trop petite, ou trop ancienne.",
    "json_invalid": "Le corps de la requête n’est pas du JSON.",
}
"""What a reader is told for pydantic's error types; others get a general sentence."""

DATA_EXCEPTION = "22"
"""PostgreSQL's class of errors that a value causes (appendix A of its manual)."""


class ProblemError(Exception):
    """An answer that is not a success, raised by the edge itself."""

    def __init__(self, status: int, detail: str, code: str | None = None) -> None:
        """Args: detail: French sentence; code: kebab-case name, the status's by default."""
        super().__init__(detail)
        self.status, self.detail, self.code = (
            status,
            detail,
            code or HTTPStatus(status).phrase.lower().replace(" ", "-"),
        )


@dataclass(frozen=True)
class Problem:
    """What went wrong, for a person and for a program."""

    status: int
    code: str
    """kebab-case name; the `type` is `urn:reclameici:problem:<code>`."""
    detail: str
    """A French sentence."""
    errors: tuple[tuple[str, str], ...] = ()
    """Fields to correct, each with its sentence."""
    retry_after: timedelta | None = None
    """When it is worth trying again."""

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says beside its body."""
        return {"Retry-After": str(math.ceil(self.retry_after.total_seconds()))} if self.retry_after else {}


Respond = Callable[[Request, Problem], Response]


def json_response(_: Request, problem: Problem) -> Response:
    """The JSON answer of a problem."""
    body: dict[str, object] = {
        "type": f"urn:reclameici:problem:{problem.code}",
        "title": TITLES.get(problem.status, HTTPStatus(problem.status).phrase),
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        body["errors"] = [{"field": field, "message": message} for field, message in problem.errors]
    return JSONResponse(body, problem.status, problem.headers, media_type="application/problem+json")


def code_of(error: type[Exception]) -> str:
    """`ComplaintAlreadyClosedError` → `complaint-already-closed`."""
    name = error.__name__.removesuffix("Error")
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def answer_problems(app: FastAPI, statuses: Mapping[type[Exception], int], respond: Respond = json_response) -> None:
    """Makes every exception of the app a problem.

    Args:
        statuses: HTTP status of each family of domain errors; the message of such an error is written for the user,
            its `field` names what to correct, its `retry_after` says when to come back.
        respond: how a problem is answered, JSON by default.
    """

    def handler(describe: Callable[[Any], Problem]) -> Callable[[Request, Exception], Awaitable[Response]]:
        async def answer(request: Request, error: Exception) -> Response:
            return respond(request, describe(error))

        return answer

    for kind in statuses:
        app.add_exception_handler(kind, handler(partial(_domain, statuses)))
    app.add_exception_handler(ProblemError, handler(_edge))
    app.add_exception_handler(HTTPException, handler(_http))
    app.add_exception_handler(RequestValidationError, handler(_validation))
    app.add_exception_handler(DBAPIError, handler(_database))
    app.add_exception_handler(Exception, handler(_unexpected))


def _domain(statuses: Mapping[type[Exception], int], error: Exception) -> Problem:
    status = next(statuses[kind] for kind in type(error).__mro__ if kind in statuses)
    field = getattr(error, "field", None)
    errors = ((field, str(error)),) if field else ()
    return Problem(status, code_of(type(error)), str(error), errors, getattr(error, "retry_after", None))


def _edge(error: ProblemError) -> Problem:
    return Problem(error.status, error.code, error.detail)


def _http(error: HTTPException) -> Problem:
    code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
    return Problem(error.status_code, code, TITLES.get(error.status_code, "La requête n’a pas pu aboutir."))


def sentence_of(kind: str) -> str:
    """What a reader is told for a pydantic error type."""
    return SENTENCES.get(kind, "Cette valeur n’est pas acceptée.")


def _validation(error: RequestValidationError) -> Problem:
    errors = tuple(
        (".".join(str(part) for part in found["loc"][1:]), sentence_of(found["type"])) for found in error.errors()
    )
    return Problem(422, "invalid-request", "Certaines valeurs sont à corriger.", errors)


def _database(error: DBAPIError) -> Problem:
    """A value that PostgreSQL cannot hold, such as a text with a null character, is the caller's to correct."""
    sqlstate = str(getattr(error.orig, "sqlstate", ""))
    if not sqlstate.startswith(DATA_EXCEPTION):
        return _unexpected(error)
    # A form should have refused it: this is how one learns of it. The driver's message would quote the value.
    logger.warning("the database cannot hold a value of the request, SQLSTATE %s", sqlstate)
    return Problem(422, "impossible-value", "Un caractère, ou une valeur, ne peut pas être enregistré.")


def _unexpected(error: Exception) -> Problem:
    if is_infrastructure(error):
        logger.warning("infrastructure error", exc_info=error)
        return Problem(503, "unavailable", "Le service est momentanément indisponible. Réessayez dans un instant.")
    logger.error("unexpected error", exc_info=error)
    return Problem(500, "internal", "Une erreur est survenue. Rien n’a été enregistré.")
