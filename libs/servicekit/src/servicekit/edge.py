"""What an HTTP route of a service works with: who calls, and one idempotent command."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Depends, Header, Query, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from sqlalchemy import bindparam, func, insert, select

from servicekit.clock import TravelClock
from servicekit.principal import ANONYMOUS, Principal, PrincipalError, Verifier
from servicekit.problems import ProblemError
from servicekit.tables import idempotency_key
from servicekit.work import Work, Works

Act = Callable[[Work], Awaitable[Any]]

# Every command says these three; made once, they cost no making.
LOCK = select(func.pg_try_advisory_xact_lock(func.hashtextextended(bindparam("name"), 0)))
FIRST_ANSWER = select(idempotency_key).where(
    idempotency_key.c.account_id == bindparam("asker"), idempotency_key.c.key == bindparam("asked")
)
REMEMBER = insert(idempotency_key)


class Edge:
    """One request: the caller, the idempotency key, and the way to a unit of work."""

    def __init__(self, request: Request, principal: Principal, key: str | None, works: Works) -> None:
        self._request = request
        self.principal = principal
        self._key = key
        self._works = works

    async def query(self, act: Act) -> Any:
        """Runs a reading use case."""
        async with self._works.open(self.principal) as work:
            return await act(work)

    async def command(self, act: Act, status: int = 200, content: bytes | None = None) -> JSONResponse:
        """Runs a command once per Idempotency-Key: a repeated request gets the first answer, for a day by default.

        Args:
            content: what tells this request from another one where the body was a stream, an upload's digest.

        The key's row is written in the command's transaction, so that both stand or fall together. It keeps the answer:
        a command answers ids and codes, never anybody's words, which an erasure would have to find here.

        Raises:
            ProblemError: 400 without a key; 409 while the same key is at work; 422 for the key of another request.
        """
        if not self._key:
            raise ProblemError(400, "L’en-tête Idempotency-Key est nécessaire.", "idempotency-key-missing")
        digest = self._digest(await self._request.body() if content is None else content)
        async with self._works.open(self.principal) as work:
            if first := await self._first_answer(work, self._key, digest):
                return first
            answer = jsonable_encoder(await act(work))
            await self._remember(work, self._key, digest, status, answer)
        return JSONResponse(answer, status)

    def _digest(self, body: bytes) -> bytes:
        return hashlib.sha256(f"{self._request.method} {self._request.url.path}\n".encode() + body).digest()

    async def _first_answer(self, work: Work, key: str, digest: bytes) -> JSONResponse | None:
        if not await work.session.scalar(LOCK, {"name": f"{self.principal.account_id} {key}"}):
            raise ProblemError(409, "La même demande est en cours de traitement.", "request-in-progress")
        asked = {"asker": self.principal.account_id, "asked": key}
        found = (await work.session.execute(FIRST_ANSWER, asked)).first()
        if found is None:
            return None
        if found.request_hash != digest:
            raise ProblemError(422, "Cette clé a déjà servi pour une autre demande.", "idempotency-key-reused")
        return JSONResponse(json.loads(found.answer), found.status, {"Idempotent-Replayed": "true"})

    async def _remember(self, work: Work, key: str, digest: bytes, status: int, answer: Any) -> None:
        answered = {
            "account_id": self.principal.account_id,
            "key": key,
            "request_hash": digest,
            "status": status,
            "answer": json.dumps(answer),
            "at": work.now,
        }
        await work.session.execute(REMEMBER, answered)


# Dependencies are `async` though they await nothing: FastAPI runs the others in threads, at the price of two switches.


async def principal_of(request: Request, authorization: Annotated[str | None, Header()] = None) -> Principal:
    """The verified caller of a request.

    Raises:
        ProblemError: 401 when the token is missing or not good.
    """
    verifier: Verifier = request.app.state.verifier
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer":
        raise ProblemError(401, "Identification absente.")
    try:
        principal = verifier.verify(token)
    except PrincipalError as error:
        raise ProblemError(401, "Identification refusée.") from error
    if principal.at:
        clock: TravelClock | None = request.app.state.travel_clock
        if clock is None:
            raise ProblemError(403, "Ce service n’accepte pas de date choisie.", "time-travel-refused")
        clock.travel(principal.at)
    return principal


async def edge_of(
    request: Request,
    principal: Annotated[Principal, Depends(principal_of)],
    idempotency_key: Annotated[str | None, Header()] = None,
) -> Edge:
    """The edge of a request, as a FastAPI dependency."""
    return Edge(request, principal, idempotency_key, request.app.state.works)


AnyEdge = Annotated[Edge, Depends(edge_of)]
"""For anybody the gateway vouches for, visitors included."""

Offset = Annotated[int, Query(ge=0)]
"""Where a page of a list begins."""


def with_role(*roles: str) -> Any:
    """An edge for accounts of the given roles only; the use case still checks what the account may touch."""

    async def check(edge: AnyEdge) -> Edge:
        if edge.principal.role not in roles:
            status = 401 if edge.principal.role == ANONYMOUS else 403
            raise ProblemError(
                status, "Connectez-vous." if status == 401 else "Votre compte ne permet pas cette action."
            )
        return edge

    setattr(check, "roles", roles)  # noqa: B010 -- the access-matrix test reads it
    return Depends(check)
