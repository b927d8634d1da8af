"""Builds the service: the only file that knows everything."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.backends import Backend, RefusedError
from gateway.domain import errors
from gateway.domain.accounts import CODES_COUNTED_FOR, Role, TryLimits
from gateway.handlers import handlers
from gateway.keyed import Keyed
from gateway.presentation.environment import STATIC, make_environment
from gateway.routes import (
    account,
    api_docs,
    brand_office,
    brand_space,
    claim,
    code_holder,
    consents,
    consumer,
    disputes,
    documents,
    dossier,
    files,
    filing,
    mandates,
    mediation,
    moderation,
    more,
    my_account,
    opendata,
    operator,
    orientation,
    outreach,
    partner_office,
    partner_space,
    public,
    quotes,
    sending,
    submission,
)
from gateway.settings import Settings
from gateway.site import HEADERS, HSTS, Site
from gateway.storage.accounts import CodeRow, SessionRow, WrongTryRow
from gateway.usecases.accounts import SignIn, grant_role
from gateway.usecases.outreach import Outreach
from gateway.web import respond
from servicekit.clock import SystemClock
from servicekit.principal import PrincipalSigner
from servicekit.problems import Problem
from servicekit.rows import columns
from servicekit.service import Running, Service
from servicekit.work import Works

ERROR_STATUSES: dict[type[Exception], int] = {
    errors.InvalidError: 422,
    errors.SignInNeededError: 401,
    errors.NotAllowedError: 403,
    errors.ForgedFormError: 403,
    errors.NotFoundError: 404,
    errors.DocumentChangedError: 410,
    errors.PieceChangedError: 409,
    errors.TooManyError: 429,
    errors.UnavailableError: 503,
}


ROUTERS = (
    *api_docs.DESCRIBED,
    api_docs.router,
    account.router,
    consumer.router,
    consents.router,
    disputes.router,
    dossier.router,
    my_account.router,
    orientation.router,
    filing.router,
    sending.router,
    claim.router,
    brand_space.router,
    brand_office.router,
    code_holder.router,
    outreach.router,
    mediation.router,
    submission.router,
    quotes.router,
    mandates.router,
    partner_office.router,
    partner_space.router,
    moderation.router,
    operator.router,
    files.router,
    documents.router,
    opendata.router,
    more.router,
    public.router,
)
"""What the site answers to."""


def build(settings: Settings | None = None) -> Service:
    """The gateway, with settings from the environment by default."""
    settings = settings or Settings()
    clock = SystemClock()
    signer = PrincipalSigner(json.loads(settings.principal_signing_key.get_secret_value()), clock)
    site = Site(
        make_environment(),
        Keyed(settings.hash_key.get_secret_value()),
        settings.public_url,
        settings.session_lifetime,
        settings.allow_time_travel,
        settings.trace_url,
    )

    urls = {
        "complaints": settings.complaints_url,
        "brands": settings.brands_url,
        "scoring": settings.scoring_url,
        "notifications": settings.notifications_url,
        "disputes": settings.disputes_url,
        "partners": settings.partners_url,
    }
    limits = TryLimits(settings.sign_in_window, settings.sign_in_tries_of_account, settings.sign_in_tries_of_network)

    def extend(app: FastAPI, running: Running) -> None:
        app.state.site = site
        for name, url in urls.items():
            backend = Backend(name, url, signer, settings.call_timeout)
            setattr(app.state, name, backend)
            running.at_stop.append(backend.close)
        app.state.sign_in = SignIn(site.keyed, app.state.notifications, settings.code_lifetime, limits)
        app.state.outreach = Outreach(site.keyed, app.state.brands, app.state.notifications)
        app.mount("/static", StaticFiles(directory=STATIC), name="static")
        app.add_middleware(SafeHeaders, headers=HEADERS | ({"Strict-Transport-Security": HSTS} if site.secure else {}))
        app.add_exception_handler(RefusedError, _show_refusal)

    return Service(
        name="gateway",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=ROUTERS,
        handlers=handlers,
        kept_for={
            columns(WrongTryRow).tried_at: settings.sign_in_window,
            columns(CodeRow).sent_at: max(settings.code_lifetime, CODES_COUNTED_FOR),
            columns(SessionRow).seen_at: settings.session_lifetime,
        },
        commands={"grant-role": _grant_role},
        error_statuses=ERROR_STATUSES,
        respond=respond,
        extend=extend,
        clock=clock,
    )


async def _grant_role(works: Works, arguments: Sequence[str]) -> None:
    """`grant-role ACCOUNT ROLE`: how the first staff account is made."""
    account_id, role = arguments
    async with works.open() as work:
        await grant_role(work, account_id, Role(role))


async def _show_refusal(request: Request, error: Exception) -> Response:
    """What a service refused, in its own words."""
    assert isinstance(error, RefusedError)
    code = str(error.problem.get("type", "")).rpartition(":")[2] or "refused"
    return respond(request, Problem(error.status, code, str(error), tuple(error.errors.items())))


class SafeHeaders:
    """Adds the safety headers to every answer; plain ASGI, since Starlette's base class costs a task per request."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wraps `send`."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "public, max-age=31536000, immutable"
            await send(message)

        await self._app(scope, receive, send_safely)
