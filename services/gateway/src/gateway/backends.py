"""Calls to the services that own the data, on behalf of a principal."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeVar

import httpx

from contracts.message import Contract
from gateway.domain.errors import UnavailableError
from servicekit.principal import Principal, PrincipalSigner

V = TypeVar("V", bound=Contract)


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


class Backend:
    """One service, reached over HTTP with a principal token and, for commands, an idempotency key."""

    def __init__(self, name: str, url: str, signer: PrincipalSigner, timeout: timedelta) -> None:
        """Args: name: the service's, audience of the tokens; timeout: of one call."""
        self._name = name
        self._signer = signer
        self._client = httpx.AsyncClient(
            base_url=url,
            timeout=timeout.total_seconds(),
            limits=httpx.Limits(max_connections=100, max_keepalive_connections=50),
            # Connections only: a service that restarts is asked again, a command is never sent twice by us.
            transport=httpx.AsyncHTTPTransport(retries=2),
        )

    async def get(self, path: str, principal: Principal, answer: type[V], **params: Any) -> V:
        """A private read. Raises RefusedError, UnavailableError."""
        given = {name: value for name, value in params.items() if value is not None}
        response = await self._send("GET", path, principal, params=given)
        return answer.model_validate_json(response.content)

    async def download(self, path: str, principal: Principal) -> httpx.Response:
        """A file with its headers. Raises RefusedError, UnavailableError."""
        return await self._send("GET", path, principal)

    async def post(self, path: str, principal: Principal, body: Contract | None, key: str, answer: type[V]) -> V:
        """A command. Raises RefusedError, UnavailableError."""
        response = await self.send("POST", path, principal, body, key)
        return answer.model_validate_json(response.content)

    async def send(
        self, method: str, path: str, principal: Principal, body: Contract | None, key: str
    ) -> httpx.Response:
        """A command whose answer is not read. Raises RefusedError, UnavailableError."""
        content = body.model_dump_json() if body else ""
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        return await self._send(method, path, principal, content=content, headers=headers)

    async def upload(
        self, path: str, principal: Principal, name: str, content: bytes, key: str, answer: type[V], **fields: str
    ) -> V:
        """Sends one file with the form's other fields. Raises RefusedError, UnavailableError."""
        headers = {"Idempotency-Key": key}
        files = {"file": (name, content)}
        response = await self._send("POST", path, principal, files=files, data=fields, headers=headers)
        return answer.model_validate_json(response.content)

    async def _send(self, method: str, path: str, principal: Principal, **options: Any) -> httpx.Response:
        token = self._signer.sign(principal, self._name)
        headers = {"Authorization": f"Bearer {token}", **options.pop("headers", {})}
        try:
            response = await self._client.request(method, path, headers=headers, **options)
        except httpx.TransportError as error:
            raise UnavailableError from error
        if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            raise UnavailableError
        if response.is_error:
            raise RefusedError(response.status_code, _problem(response))
        return response

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()


def _problem(response: httpx.Response) -> Mapping[str, Any]:
    try:
        problem: Mapping[str, Any] = response.json()
    except ValueError:
        return {"detail": "La demande n’a pas pu aboutir.", "status": response.status_code}
    return problem
