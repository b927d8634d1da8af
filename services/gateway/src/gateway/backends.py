"""Calls to the services that own the data, on behalf of a principal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, FormData, TCPConnector
from pydantic import ValidationError

from contracts.message import Contract
from gateway.domain.errors import UnavailableError
from servicekit.principal import Principal, PrincipalSigner
from servicekit.telemetry import client_traces

V = TypeVar("V", bound=Contract)

KEPT_ALIVE_SECONDS = 4
"""An idle connection is given up before the other end does it (uvicorn: 5 s), so that no command meets a closed one."""

CONNECTION_TRIES = 3
"""A service that restarts is asked again; a command that may have arrived is never sent twice by us."""


class RefusedError(Exception):
    """A service refused: its problem, to be shown as it is."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(problem.get("detail", ""))
        self.status = status
        self.problem = dict(problem)

    @property
    def errors(self) -> dict[str, str]:
        """What to say at each field."""
        return {each["field"]: each["message"] for each in self.problem.get("errors", [])}


@dataclass(frozen=True)
class Answer:
    """What a service answered, whole."""

    status: int
    headers: Mapping[str, str]
    """Looked up in any case."""
    content: bytes


class Backend:
    """One service, reached over HTTP with a principal token and, for commands, an idempotency key."""

    def __init__(self, name: str, url: str, signer: PrincipalSigner, timeout: timedelta) -> None:
        """Args: name: the service's, audience of the tokens; timeout: of one call."""
        self._name = name
        self._url = url
        self._signer = signer
        self._timeout = ClientTimeout(timeout.total_seconds())
        self._opened: ClientSession | None = None

    @property
    def _session(self) -> ClientSession:
        """The connections, opened at the first call: they belong to the running loop."""
        if self._opened is None:
            connector = TCPConnector(keepalive_timeout=KEPT_ALIVE_SECONDS)
            traces = client_traces()
            self._opened = ClientSession(self._url, timeout=self._timeout, connector=connector, trace_configs=traces)
        return self._opened

    async def get(self, path: str, principal: Principal, answer: type[V], **params: Any) -> V:
        """A private read. Raises RefusedError, UnavailableError."""
        given = {name: value for name, value in params.items() if value is not None}
        return _read(answer, await self._send("GET", path, principal, params=given))

    async def download(self, path: str, principal: Principal) -> Answer:
        """A file with its headers. Raises RefusedError, UnavailableError."""
        return await self._send("GET", path, principal)

    async def post(self, path: str, principal: Principal, body: Contract | None, key: str, answer: type[V]) -> V:
        """A command. Raises RefusedError, UnavailableError."""
        return _read(answer, await self.send("POST", path, principal, body, key))

    async def send(self, method: str, path: str, principal: Principal, body: Contract | None, key: str) -> Answer:
        """A command whose answer is not read. Raises RefusedError, UnavailableError."""
        content = body.model_dump_json() if body else ""
        headers = _keyed(key) | {"Content-Type": "application/json"}
        return await self._send(method, path, principal, data=content, headers=headers)

    async def upload(
        self, path: str, principal: Principal, name: str, content: bytes, key: str, answer: type[V], **fields: str
    ) -> V:
        """Sends one file with the form's other fields. Raises RefusedError, UnavailableError."""
        form = FormData(fields, quote_fields=False)
        form.add_field("file", content, filename="".join(filter(str.isprintable, name)))
        return _read(answer, await self._send("POST", path, principal, data=form, headers=_keyed(key)))

    async def _send(self, method: str, path: str, principal: Principal, **options: Any) -> Answer:
        token = self._signer.sign(principal, self._name)
        headers = {"Authorization": f"Bearer {token}", **options.pop("headers", {})}
        try:
            answer = await self._request(method, path, headers=headers, **options)
        except (ClientError, TimeoutError) as error:
            raise UnavailableError from error
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            raise UnavailableError
        if answer.status >= HTTPStatus.BAD_REQUEST:
            raise RefusedError(answer.status, _problem(answer))
        return answer

    async def _request(self, method: str, path: str, **options: Any) -> Answer:
        for tries_left in reversed(range(CONNECTION_TRIES)):
            try:
                async with self._session.request(method, path, allow_redirects=False, **options) as response:
                    return Answer(response.status, response.headers, await response.read())
            except ClientConnectorError:
                if not tries_left:
                    raise
        raise AssertionError("unreachable")

    async def close(self) -> None:
        """Closes the connections."""
        if self._opened:
            await self._opened.close()


class UnreadableAnswerError(Exception):
    """A service answered what its contract does not know."""


def _read(kind: type[V], answer: Answer) -> V:
    try:
        return kind.model_validate_json(answer.content)
    except ValidationError as error:
        raise UnreadableAnswerError(kind.__name__) from error


def _keyed(key: str) -> dict[str, str]:
    """A key that cannot be a header is none: the service asks for one."""
    return {"Idempotency-Key": key if key.isascii() and key.isprintable() else ""}


def _problem(answer: Answer) -> Mapping[str, Any]:
    try:
        problem: Mapping[str, Any] = json.loads(answer.content)
    except ValueError:
        return {"detail": "La demande n’a pas pu aboutir.", "status": answer.status}
    return problem
