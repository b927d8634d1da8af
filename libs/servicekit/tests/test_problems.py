"""Every error is a problem in French, with its status, and nothing of the machine in it."""

import logging
from datetime import date, timedelta
from typing import Annotated

import httpx
import pytest
from aiokafka.errors import KafkaConnectionError
from fastapi import FastAPI, Query
from pydantic import BaseModel
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from servicekit.applying import is_infrastructure
from servicekit.problems import SENTENCES, TITLES, ProblemError, answer_problems, code_of

SECRET = "password=hunter2 at 10.0.0.7"


class SampleError(Exception):
    """Base of a domain's refusals."""

    field: str | None = None


class NotFoundError(SampleError):
    """Nothing to see."""


class ComplaintAlreadyClosedError(NotFoundError):
    """One of the family."""


class InvalidError(SampleError):
    """A value to correct."""

    field = "title"


class TooManyError(SampleError):
    """To be tried again later."""

    retry_after = timedelta(seconds=89.2)


class DriverError(Exception):
    """What the driver raises."""

    def __init__(self, sqlstate=None):
        super().__init__(SECRET)
        self.sqlstate = sqlstate


def database_error(kind=DBAPIError, sqlstate=None, lost=False):
    return kind(f"select '{SECRET}'", {}, DriverError(sqlstate), connection_invalidated=lost)


ERRORS = {
    "refused": ComplaintAlreadyClosedError("Cette réclamation est close."),
    "invalid": InvalidError("Ce titre est trop court."),
    "too-many": TooManyError("Revenez plus tard."),
    "edge": ProblemError(409, "La même demande est en cours de traitement.", "request-in-progress"),
    "edge-without-code": ProblemError(413, "Cet envoi est trop lourd."),
    "http": HTTPException(405, SECRET),
    "bug": RuntimeError(SECRET),
    "key": KeyError(SECRET),
    "down": ConnectionRefusedError(SECRET),
    "database-down": database_error(OperationalError),
    "database-fault": database_error(IntegrityError, "23505"),
    "impossible": database_error(DataError, "22021"),
}


class Body(BaseModel):
    """What the sample takes."""

    title: str
    on: date | None = None


@pytest.fixture
async def client():
    app = FastAPI()
    answer_problems(app, {NotFoundError: 404, InvalidError: 422, TooManyError: 429})

    @app.get("/errors/{name}")
    async def get_error(name: str):
        raise ERRORS[name]

    @app.post("/bodies")
    async def post_body(body: Body, page: Annotated[int, Query()] = 1):
        return body

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://sample") as client:
        yield client


@pytest.mark.parametrize(
    ("name", "status", "code", "detail"),
    [
        ("refused", 404, "complaint-already-closed", "Cette réclamation est close."),
        ("invalid", 422, "invalid", "Ce titre est trop court."),
        ("edge", 409, "request-in-progress", "La même demande est en cours de traitement."),
        ("edge-without-code", 413, "request-entity-too-large", "Cet envoi est trop lourd."),
        ("http", 405, "method-not-allowed", "Méthode refusée"),
        ("bug", 500, "internal", "Une erreur est survenue. Rien n’a été enregistré."),
        ("key", 500, "internal", "Une erreur est survenue. Rien n’a été enregistré."),
        ("database-fault", 500, "internal", "Une erreur est survenue. Rien n’a été enregistré."),
        ("impossible", 422, "impossible-value", "Un caractère, ou une valeur, ne peut pas être enregistré."),
        (
            "down",
            503,
            "unavailable",
            "Le service est momentanément indisponible. Réessayez dans un instant.",
        ),
        (
            "database-down",
            503,
            "unavailable",
            "Le service est momentanément indisponible. Réessayez dans un instant.",
        ),
    ],
)
async def test_an_error_is_a_problem_with_its_status_its_code_and_a_french_sentence(client, name, status, code, detail):
    answer = await client.get(f"/errors/{name}")
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (answer.status_code, body["status"], body["type"]) == (status, status, f"urn:reclameici:problem:{code}")
    assert (body["title"], body["detail"]) == (TITLES[status], detail)


@pytest.mark.parametrize("name", ["http", "bug", "key", "down", "database-down", "database-fault", "impossible"])
async def test_nothing_that_an_exception_says_leaves_the_service(client, name):
    answer = await client.get(f"/errors/{name}")
    assert "hunter2" not in answer.text
    assert "Error" not in answer.text
    assert "Traceback" not in answer.text


async def test_what_went_wrong_unexpectedly_is_in_the_log(client, caplog):
    with caplog.at_level(logging.ERROR, "servicekit.problems"):
        await client.get("/errors/bug")
    assert caplog.records[-1].exc_info


async def test_a_refusal_about_a_field_names_it(client):
    body = (await client.get("/errors/invalid")).json()
    assert body["errors"] == [{"field": "title", "message": "Ce titre est trop court."}]
    assert "errors" not in (await client.get("/errors/refused")).json()


async def test_a_refusal_for_a_while_says_in_seconds_when_to_come_back(client):
    answer = await client.get("/errors/too-many")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "90")
    assert "Retry-After" not in (await client.get("/errors/refused")).headers


async def test_a_page_that_does_not_exist_is_a_problem_too(client):
    answer = await client.get("/nowhere")
    assert (answer.status_code, answer.json()["title"]) == (404, "Introuvable")


@pytest.mark.parametrize(
    ("body", "query", "field", "message"),
    [
        ({}, "", "title", "Ce champ est nécessaire."),
        ({"title": "a", "on": "hier"}, "", "on", SENTENCES["date_from_datetime_parsing"]),
        ({"title": "a"}, "?page=one", "page", "Indiquez un nombre entier."),
        ({"title": ["a"]}, "", "title", "Cette valeur n’est pas acceptée."),
    ],
)
async def test_a_request_that_cannot_be_read_names_its_fields_in_french(client, body, query, field, message):
    answer = await client.post(f"/bodies{query}", json=body)
    assert (answer.status_code, answer.json()["detail"]) == (422, "Certaines valeurs sont à corriger.")
    assert answer.json()["errors"] == [{"field": field, "message": message}]


async def test_a_body_that_is_no_json_is_told_so_without_being_quoted(client):
    answer = await client.post("/bodies", content=f'{{"title": "{SECRET}', headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["message"] == SENTENCES["json_invalid"]
    assert "hunter2" not in answer.text


@pytest.mark.parametrize(
    ("error", "code"),
    [(ComplaintAlreadyClosedError, "complaint-already-closed"), (KeyError, "key"), (SampleError, "sample")],
)
def test_the_code_of_a_problem_is_the_name_of_its_error(error, code):
    assert code_of(error) == code


@pytest.mark.parametrize("text", [*TITLES.values(), *SENTENCES.values()])
def test_sentences_are_french_and_have_their_typography(text):
    assert "'" not in text
    assert text[0].isupper()


@pytest.mark.parametrize(
    "error",
    [
        ConnectionResetError(),
        TimeoutError(),
        KafkaConnectionError(),
        PoolTimeoutError(),
        database_error(OperationalError),
        database_error(InterfaceError),
        database_error(lost=True),
        *(database_error(sqlstate=state) for state in ("08006", "40001", "40P01", "53300", "55P03", "57P01", "57014")),
    ],
    ids=lambda error: f"{type(error).__name__} {getattr(getattr(error, 'orig', None), 'sqlstate', '')}",
)
def test_what_may_be_better_later_is_infrastructure(error):
    assert is_infrastructure(error)


@pytest.mark.parametrize(
    "error",
    [
        ValueError(),
        KeyError(),
        RuntimeError(),
        SampleError(),
        database_error(),
        database_error(IntegrityError, "23505"),
        database_error(ProgrammingError, "42P01"),
        database_error(DataError, "22021"),
    ],
    ids=lambda error: f"{type(error).__name__} {getattr(getattr(error, 'orig', None), 'sqlstate', '')}",
)
def test_what_will_not_be_better_later_is_a_fault(error):
    assert not is_infrastructure(error)
