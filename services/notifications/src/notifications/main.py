"""Builds the service: the only file that knows everything."""

import json
from functools import partial
from pathlib import Path

from fastapi import FastAPI

from notifications.composing import Composer
from notifications.domain import errors
from notifications.domain.mails import Patience
from notifications.handlers import build_handlers
from notifications.mailer import Mailer
from notifications.routes import router
from notifications.sealing import Sealer
from notifications.settings import Settings
from notifications.usecases.mails import POST_MAIL, Post, post_mail
from servicekit.clock import SystemClock
from servicekit.deadlines import Deadlines
from servicekit.service import Running, Service

ERROR_STATUSES: dict[type[Exception], int] = {
    errors.NotFoundError: 404,
    errors.NotAllowedError: 403,
    errors.InvalidError: 422,
}


def build(settings: Settings | None = None) -> Service:
    """The notifications service, with settings from the environment by default."""
    settings = settings or Settings()
    clock = SystemClock()
    post = _post(settings, clock)
    deadlines = Deadlines()
    deadlines.step(POST_MAIL, partial(post_mail, post=post))

    def extend(app: FastAPI, _: Running) -> None:
        app.state.post = post

    return Service(
        name="notifications",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=(router,),
        handlers=build_handlers(post),
        deadlines=deadlines,
        error_statuses=ERROR_STATUSES,
        extend=extend,
        clock=clock,
    )


def _post(settings: Settings, clock: SystemClock) -> Post:
    password = settings.smtp_password
    return Post(
        composer=Composer(settings.public_url, settings.mail_from),
        mailer=Mailer(
            settings.smtp_host,
            settings.smtp_port,
            settings.smtp_username,
            password.get_secret_value() if password else None,
            settings.smtp_starttls,
            settings.smtp_timeout,
        ),
        sealer=Sealer(json.loads(settings.receipt_signing_key.get_secret_value())),
        patience=Patience(settings.give_up_after, settings.stale_after),
        clock=clock,
        domain=settings.mail_from.rpartition("@")[2].rstrip(">"),
        staff=settings.contact_to,
        public_url=settings.public_url,
    )
