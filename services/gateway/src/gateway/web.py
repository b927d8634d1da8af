"""What every HTML route works with: the visitor, the frame of a page, guarded forms, safe headers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from opentelemetry import trace
from starlette.datastructures import FormData

from contracts.http.complaints import Waiting
from contracts.message import Contract
from gateway.backends import Backend, RefusedError
from gateway.domain.errors import ForgedFormError, UnavailableError
from gateway.forms import FormReader
from gateway.identity import Pending, Visitor, recognise
from gateway.keyed import new_token
from gateway.presentation.environment import render
from gateway.presentation.french import paris_day
from gateway.presentation.views.frame import Frame, Guard, View
from gateway.presentation.views.public import ErrorPage
from gateway.site import FLASHES, HEADERS, Site
from servicekit.principal import HeldCode
from servicekit.problems import Problem, json_response
from servicekit.work import Work, Works

NAV_ROLES = ("consumer", "agent", "moderator", "operator", "partner")

V = TypeVar("V", bound=Contract)

PENDING_SECONDS = 1800
"""How long a browser remembers the address that a code was sent to."""


class Page:
    """One HTML request."""

    def __init__(self, request: Request, site: Site, visitor: Visitor, works: Works) -> None:
        self.request = request
        self.site = site
        self.visitor = visitor
        self._works = works
        self._counts: Mapping[str, int] = {}
        self._fresh_token = None if visitor.token else new_token()

    async def run(self, act: Callable[[Work], Awaitable[Any]]) -> Any:
        """Runs a use case of the gateway's own."""
        async with self._works.open(self.visitor.principal()) as work:
            return await act(work)

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self._works.clock.now()

    @property
    def today(self) -> date:
        """The day it is in Paris."""
        return paris_day(self.now)

    @property
    def csrf(self) -> str:
        """The token that this browser's forms carry."""
        return self.site.keyed.csrf(self.visitor.token or self._fresh_token or "")

    async def form(self) -> FormData:
        """The posted form. Raises ForgedFormError where it is not ours."""
        form = await self.request.form()
        if form.get("csrf") != self.csrf or not self._same_origin():
            raise ForgedFormError
        return form

    def _same_origin(self) -> bool:
        origin = self.request.headers.get("origin")
        return origin in (None, "null") or urlsplit(origin).netloc == self.request.headers.get("host")

    def backend(self, name: str) -> Backend:
        """A service."""
        backend: Backend = getattr(self.request.app.state, name)
        return backend

    async def read(self, name: str, path: str, answer: type[V], **params: Any) -> V:
        """A private read from a service. Raises RefusedError, UnavailableError."""
        return await self.backend(name).get(path, self.visitor.principal(), answer, **params)

    async def read_if_up(self, name: str, path: str, answer: type[V], **params: Any) -> V | None:
        """The same for what a page can do without: None where the service refuses or does not answer."""
        try:
            return await self.read(name, path, answer, **params)
        except (RefusedError, UnavailableError):
            return None

    async def count_waiting(self) -> None:
        """Fills the menu's counts, where complaints answers; a form that is posted shows no menu."""
        if self.request.method != "GET":
            return
        brand_id = self.visitor.brands[0].brand_id if self.visitor.brands else None
        if waiting := await self.read_if_up("complaints", "/waiting", Waiting, brand_id=brand_id):
            self._counts = {
                "/mon-espace/messages": waiting.messages,
                "/marque-espace": waiting.to_answer,
                "/moderation": waiting.to_check,
            }

    async def command(self, name: str, path: str, body: Contract | None, form: FormData, answer: type[V]) -> V:
        """A command to a service, with the form's own idempotency key. Raises RefusedError, UnavailableError."""
        return await self.backend(name).post(path, self.visitor.principal(), body, key_of(form), answer)

    def pending(self) -> Pending | None:
        """What waits for a code in this browser."""
        kept = unseal(self.request, self.site, "pending")
        return Pending(**kept) if kept else None

    def keep_pending(self, response: Response, pending: Pending) -> Response:
        """Remembers what waits for a code, in this browser alone."""
        sealed = self.site.keyed.seal("pending", asdict(pending))
        self._set_cookie(response, "pending", sealed, PENDING_SECONDS)
        return response

    def keep_held_code(self, response: Response, held: HeldCode, lifetime: timedelta) -> Response:
        """Remembers a claim code that was right, in this browser alone."""
        until = (self.now + lifetime).timestamp()
        sealed = self.site.keyed.seal("held-code", asdict(held) | {"until": until})
        self._set_cookie(response, "held-code", sealed, int(lifetime.total_seconds()))
        return response

    def show(self, view: View, status: int = 200) -> Response:
        """A whole page."""
        response = HTMLResponse(render(self.site.environment, self._frame(view), view), status)
        self._set_cookie(response, "visitor", self._fresh_token)
        if self._flash:
            response.delete_cookie(self.site.cookie("flash"))
        return response

    @property
    def _flash(self) -> str | None:
        return FLASHES.get(self.request.cookies.get(self.site.cookie("flash"), ""))

    def _frame(self, view: View) -> Frame:
        role = self.visitor.role if self.visitor.role in NAV_ROLES else "visitor"
        cookies = self.request.cookies
        return Frame(
            path=self.request.url.path,
            guard=Guard(self.csrf),
            now=self.now,
            counts=self._counts,
            role=role,  # type: ignore[arg-type]  # one of NAV_ROLES
            theme=_theme(cookies.get("theme")),  # type: ignore[arg-type]  # one of the three themes
            ask_cookies="cookie-choice" not in cookies,
            flash=None if getattr(view, "form", None) and view.form.errors else self._flash,  # type: ignore[attr-defined]
            demonstration=self.site.demonstration,
            public_url=self.site.public_url,
        )

    def redirect(self, path: str, flash: str | None = None) -> Response:
        """See Other, with a sentence about what was done."""
        response = RedirectResponse(path if path.startswith("/") and not path.startswith("//") else "/", 303)
        if flash:
            response.set_cookie(
                self.site.cookie("flash"), flash, max_age=60, secure=self.site.secure, httponly=True, samesite="lax"
            )
        return response

    def sign_in(self, response: Response, token: str) -> Response:
        """Gives the browser its new session."""
        self._set_cookie(response, "visitor", token)
        return response

    def sign_out(self, response: Response) -> Response:
        """Takes the session away."""
        response.delete_cookie(self.site.cookie("visitor"), secure=self.site.secure, httponly=True, samesite="lax")
        return response

    def keep_draft(self, response: Response, draft_id: str | None) -> Response:
        """Remembers which draft this browser holds; None forgets it."""
        if draft_id is None:
            response.delete_cookie(self.site.cookie("draft"), secure=self.site.secure, httponly=True, samesite="lax")
        self._set_cookie(response, "draft", draft_id)
        return response

    @property
    def draft_id(self) -> str | None:
        """The draft that this browser holds."""
        return self.request.cookies.get(self.site.cookie("draft"))

    def _set_cookie(self, response: Response, name: str, value: str | None, seconds: int | None = None) -> None:
        if value:
            response.set_cookie(
                self.site.cookie(name),
                value,
                max_age=seconds or int(self.site.session_lifetime.total_seconds()),
                secure=self.site.secure,
                httponly=True,
                samesite="lax",
            )


def private_file(content: bytes | str, media_type: str, disposition: str | None = None) -> Response:
    """A file for one reader alone: nothing on its way keeps it."""
    headers = {"Cache-Control": "no-store"} | ({"Content-Disposition": disposition} if disposition else {})
    return Response(content, media_type=media_type, headers=headers)


def host_of(request: Request) -> str:
    """The network address that a request comes from, as the server's trusted proxies tell it."""
    return request.client.host if request.client else ""


def _theme(value: str | None) -> str:
    return value if value in ("light", "dark") else "auto"


async def page_of(request: Request) -> Page:
    """The page dependency of HTML routes."""
    site: Site = request.app.state.site
    works: Works = request.app.state.works
    token = request.cookies.get(site.cookie("visitor"), "")
    visitor = Visitor(token)
    if token:
        async with works.open() as work:
            visitor = await recognise(work, site.keyed, token, site.session_lifetime)
    return Page(request, site, replace(visitor, held_code=held_code(request, site, works.clock.now())), works)


def unseal(request: Request, site: Site, name: str) -> dict[str, Any] | None:
    """What a cookie keeps for us; None where there is none of ours."""
    return site.keyed.unseal(name, request.cookies.get(site.cookie(name), ""))


def held_code(request: Request, site: Site, now: datetime) -> HeldCode | None:
    """The claim code that was typed in this browser, while it is fresh."""
    kept = unseal(request, site, "held-code")
    if kept is None or now.timestamp() > kept.pop("until"):
        return None
    return HeldCode(**kept)


AnyPage = Annotated[Page, Depends(page_of)]

PageNumber = Annotated[int, Query(alias="page", ge=1, le=10_000)]
"""Which page of a list is asked for."""


def key_of(form: FormData) -> str:
    """The idempotency key that the form was rendered with."""
    return FormReader(form).text("idempotency_key")


def _readable(request: Request) -> str:
    """The address that was read: a form's target may have no page of its own."""
    came_from = urlsplit(request.headers.get("referer", ""))
    is_ours = came_from.netloc == request.headers.get("host")
    return came_from.path if request.method == "POST" and is_ours else request.url.path


def respond(request: Request, problem: Problem) -> Response:
    """A problem as JSON for API clients, as a page for people."""
    site: Site = request.app.state.site
    if request.url.path.startswith("/api/"):
        return json_response(request, problem)
    if problem.code == "sign-in-needed":
        return RedirectResponse(f"/connexion?suite={_readable(request)}", 303)
    if problem.status == 405 and request.method == "GET":  # a form is sent there: it stands one step up
        return RedirectResponse(request.url.path.rpartition("/")[0] or "/", 303)
    token = request.cookies.get(site.cookie("visitor"), "")
    page = Page(request, site, Visitor(token), request.app.state.works)
    context = trace.get_current_span().get_span_context()
    reference = format(context.trace_id, "032x") if context.is_valid else None
    details = tuple(message for _, message in problem.errors if message != problem.detail)
    back = _readable(request) if request.method == "POST" else None
    view = ErrorPage(problem.status, problem.detail, back_href=back, reference=reference, details=details)
    response = page.show(view, problem.status)
    # An unexpected error is answered outside the middlewares that add these to every other answer.
    response.headers.update(HEADERS | problem.headers)
    return response
