"""What every API route works with: who calls, the services, what a refusal looks like."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Header, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from contracts.brands import PublicBrand
from contracts.message import Contract
from gateway.backends import Backend
from gateway.identity import Visitor, recognise
from gateway.site import Site
from gateway.usecases import api, outreach
from gateway.usecases.accounts import SignIn
from gateway.web import host_of
from servicekit.problems import ProblemError
from servicekit.work import Work, Works

PROBLEM = {"description": "application/problem+json (RFC 9457)"}
"""What every refusal looks like."""

REFUSALS: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 401, 403, 404, 409, 422, 429, 503), PROBLEM)

bearer = HTTPBearer(auto_error=False, description="Token d’une session : POST /api/v1/accounts/verify ou /sessions.")

Offset = Annotated[int, Query(ge=0, le=100_000)]

Key = Annotated[str | None, Header(alias="Idempotency-Key", description="Un UUID par commande, gardé pour la répéter.")]


V = TypeVar("V", bound=Contract)


@dataclass(frozen=True)
class Caller:
    """One API request: who calls, from where, and the services."""

    visitor: Visitor
    host: str
    works: Works
    site: Site
    state: Any

    async def run(self, act: Callable[[Work], Awaitable[Any]]) -> Any:
        """Runs a use case of the gateway's own."""
        async with self.works.open(self.visitor.principal()) as work:
            return await act(work)

    async def holding(self, complaint_id: str, claim_code: str) -> "Caller":
        """The same caller, with what a right claim code opens. Raises WrongClaimCodeError."""
        held = await self.run(lambda work: outreach.hold_code(work, self.state.outreach, complaint_id, claim_code))
        return replace(self, visitor=replace(self.visitor, held_code=held))

    @property
    def sign_in(self) -> SignIn:
        """What opening sessions works with."""
        sign_in: SignIn = self.state.sign_in
        return sign_in

    def backend(self, name: str) -> Backend:
        """A service."""
        backend: Backend = getattr(self.state, name)
        return backend

    async def brand(self, slug: str) -> PublicBrand:
        """The brand of an address. Raises NotFoundError."""
        found: PublicBrand = await self.run(lambda work: api.brand(work, slug))
        return found

    async def read(self, name: str, path: str, answer: type[V], **params: Any) -> V:
        """A private read from a service."""
        return await self.backend(name).get(path, self.visitor.principal(), answer, **params)

    async def command(self, name: str, path: str, body: Contract | None, key: str | None, answer: type[V]) -> V:
        """A command to a service; it answers 400 where the key is missing."""
        return await self.backend(name).post(path, self.visitor.principal(), body, key or "", answer)


async def caller_of(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    at: Annotated[datetime | None, Header(alias="Reclameici-At", include_in_schema=False)] = None,
) -> Caller:
    """The caller of an API request. A token that opens no session is refused, not ignored."""
    site: Site = request.app.state.site
    works: Works = request.app.state.works
    visitor = Visitor("")
    if credentials:
        async with works.open() as work:
            visitor = await recognise(work, site.keyed, credentials.credentials, site.session_lifetime)
        if visitor.account is None:
            raise ProblemError(401, "Cette session n’existe pas ou n’existe plus.", "session-ended")
    if at and not site.demonstration:
        raise ProblemError(403, "Ce serveur n’accepte pas de date choisie.", "time-travel-refused")
    return Caller(replace(visitor, at=at), host_of(request), works, site, request.app.state)


AnyCaller = Annotated[Caller, Depends(caller_of)]
