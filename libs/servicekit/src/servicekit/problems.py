"""Errors as `application/problem+json` (RFC 9457), in French, for people and programs."""

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from servicekit.consumer import is_infrastructure

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
    "int_parsing": "Indiquez un nombre entier.",
    "date_from_datetime_parsing": "Indiquez une date, par exemple 2026-03-27.",
    "date_parsing": "Indiquez une date, par exemple 2026-03-27.",
    "literal_error": "Choisissez une des valeurs proposées.",
    "less_than_equal": "Ce nombre est trop grand.",
    "greater_than_equal": "Ce nombre est trop petit.",
    "json_invalid": "Le corps de la requête n’est pas du JSON.",
}
"""What a reader is told for pydantic's error types; others get a general sentence."""


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


def problem_response(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> JSONResponse:
    """The JSON answer of a problem."""
    body: dict[str, object] = {
        "type": f"urn:reclameici:problem:{code}",
        "title": TITLES.get(status, HTTPStatus(status).phrase),
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return JSONResponse(body, status, media_type="application/problem+json")


def code_of(error: type[Exception]) -> str:
    """`ComplaintAlreadyClosedError` → `complaint-already-closed`."""
    name = error.__name__.removesuffix("Error")
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def answer_problems(app: FastAPI, statuses: Mapping[type[Exception], int]) -> None:
    """Makes every exception of the app a problem.

    Args:
        statuses: HTTP status of each family of domain errors; the message of such an error is written for the user.
    """

    async def domain(_: Request, error: Exception) -> JSONResponse:
        status = next(statuses[kind] for kind in type(error).__mro__ if kind in statuses)
        field = getattr(error, "field", None)
        errors = [{"field": field, "message": str(error)}] if field else None
        return problem_response(status, code_of(type(error)), str(error), errors)

    for kind in statuses:
        app.add_exception_handler(kind, domain)
    app.add_exception_handler(ProblemError, _edge)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(Exception, _unexpected)


async def _edge(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ProblemError)
    return problem_response(error.status, error.code, error.detail)


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
    return problem_response(error.status_code, code, TITLES.get(error.status_code, "La requête n’a pas pu aboutir."))


async def _validation(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    errors = [
        {
            "field": ".".join(str(part) for part in found["loc"][1:]),
            "message": SENTENCES.get(found["type"], "Cette valeur n’est pas acceptée."),
        }
        for found in error.errors()
    ]
    return problem_response(422, "invalid-request", "Certaines valeurs sont à corriger.", errors)


async def _unexpected(_: Request, error: Exception) -> JSONResponse:
    if is_infrastructure(error):
        logger.warning("infrastructure error", exc_info=error)
        return problem_response(
            503, "unavailable", "Le service est momentanément indisponible. Réessayez dans un instant."
        )
    logger.error("unexpected error", exc_info=error)
    return problem_response(500, "internal", "Une erreur est survenue. Rien n’a été enregistré.")
