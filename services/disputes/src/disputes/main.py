"""Builds the service: the only file that knows everything."""

from pathlib import Path

from fastapi import FastAPI

from contracts.disputes import PublicDispute
from disputes.data import load_mediators, load_rules, read_data
from disputes.domain import errors
from disputes.handlers import handlers
from disputes.routes import router
from disputes.settings import Settings
from disputes.usecases import escalating, mediating
from servicekit.deadlines import Deadlines
from servicekit.service import Running, Service

ERROR_STATUSES: dict[type[Exception], int] = {
    errors.NotFoundError: 404,
    errors.NotAllowedError: 403,
    errors.ConflictError: 409,
    errors.InvalidError: 422,
}


def build(settings: Settings | None = None) -> Service:
    """The disputes service, with settings from the environment by default."""
    law = mediating.Law(load_rules(), load_mediators(), read_data("mediators.csv"))

    def extend(app: FastAPI, _: Running) -> None:
        app.state.law = law

    return Service(
        name="disputes",
        settings=settings or Settings(),
        migrations=Path(__file__).parent / "migrations",
        routers=(router,),
        handlers=handlers,
        deadlines=_deadlines(law),
        renderers={PublicDispute: escalating.render_public},
        error_statuses=ERROR_STATUSES,
        extend=extend,
    )


def _deadlines(law: mediating.Law) -> Deadlines:
    deadlines = Deadlines()
    for name, handler in mediating.timers(law).items():
        deadlines.timer(name, handler)
    return deadlines
