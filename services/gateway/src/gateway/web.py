"""What every HTML route works with: the visitor, the frame of a page, guarded forms, safe headers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment
from opentelemetry import trace
from starlette.datastructures import FormData, UploadFile

from gateway.domain.errors import ForgedFormError
from gateway.identity import Visitor, recognise
from gateway.keyed import Keyed, new_token
from gateway.presentation.environment import render
from gateway.presentation.views.frame import Frame, Guard, View
from gateway.presentation.views.public import ErrorPage
from servicekit.problems import Problem, json_response
from servicekit.work import Work, Works

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

HSTS = "max-age=31536000; includeSubDomains"

FLASHES = {
    "signed-out": "Vous êtes déconnecté.",
    "message-sent": "Votre message est envoyé.",
    "rated": "Votre avis est publié. Merci.",
    "withdrawn": "Votre réclamation est retirée et ses textes sont effacés.",
    "answered": "Votre réponse est publiée.",
    "decided": "La décision est enregistrée.",
    "claimed": "La page est revendiquée : le cercle ON est affiché.",
    "invited": "L’invitation est envoyée.",
    "saved": "Vos changements sont enregistrés.",
    "files-added": "Vos fichiers sont ajoutés.",
    "promise-answered": "Merci, votre réponse est enregistrée.",
    "brand-accepted": "La marque a maintenant sa page.",
    "brand-refused": "La marque proposée est refusée.",
}
"""What was just done, by the code that the redirect leaves in a cookie."""

NAV_ROLES = ("consumer", "agent", "moderator", "operator")


@dataclass(frozen=True)
class Site:
    """What `main.py` gives to the pages."""

    environment: Environment
    keyed: Keyed
    public_url: str
    session_lifetime: timedelta
    demonstration: bool

    @property
    def secure(self) -> bool:
        """True where the site is served over TLS: cookies get their prefix."""
        return self.public_url.startswith("https://")

    def cookie(self, name: str) -> str:
        """A cookie's full name."""
        return f"__Host-{name}" if self.secure else name


class Page:
    """One HTML request."""

    def __init__(self, request: Request, site: Site, visitor: Visitor, works: Works) -> None:
        self.request = request
        self.site = site
        self.visitor = visitor
        self._works = works
        self._fresh_token = None if visitor.token else new_token()

    async def run(self, act: Callable[[Work], Awaitable[Any]]) -> Any:
        """Runs a use case of the gateway's own."""
        async with self._works.open(self.visitor.principal()) as work:
            return await act(work)

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
            now=self._works.clock.now(),
            role=role,  # type: ignore[arg-type]  # one of NAV_ROLES
            theme=_theme(cookies.get("theme")),  # type: ignore[arg-type]  # one of the three themes
            ask_cookies="cookie-choice" not in cookies,
            flash=None if getattr(view, "form", None) and view.form.errors else self._flash,  # type: ignore[attr-defined]
            demonstration=self.site.demonstration,
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

    def _set_cookie(self, response: Response, name: str, value: str | None) -> None:
        if value:
            response.set_cookie(
                self.site.cookie(name),
                value,
                max_age=int(self.site.session_lifetime.total_seconds()),
                secure=self.site.secure,
                httponly=True,
                samesite="lax",
            )


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
    return Page(request, site, visitor, works)


AnyPage = Annotated[Page, Depends(page_of)]


def text_of(form: Mapping[str, str | UploadFile], name: str) -> str:
    """A text field, stripped; empty when absent."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def respond(request: Request, problem: Problem) -> Response:
    """A problem as JSON for API clients, as a page for people."""
    site: Site = request.app.state.site
    if request.url.path.startswith("/api/"):
        return json_response(request, problem)
    if problem.code == "sign-in-needed":
        return RedirectResponse(f"/connexion?suite={request.url.path}", 303)
    token = request.cookies.get(site.cookie("visitor"), "")
    page = Page(request, site, Visitor(token), request.app.state.works)
    context = trace.get_current_span().get_span_context()
    reference = format(context.trace_id, "032x") if context.is_valid else None
    details = tuple(message for _, message in problem.errors if message != problem.detail)
    return page.show(ErrorPage(problem.status, problem.detail, reference=reference, details=details), problem.status)
