"""Builds the service: the only file that knows everything."""

from pathlib import Path

from contracts.disputes import PublicDispute
from disputes.domain import errors
from disputes.handlers import handlers
from disputes.routes import router
from disputes.settings import Settings
from disputes.usecases import escalating
from servicekit.service import Service

ERROR_STATUSES: dict[type[Exception], int] = {
    errors.NotFoundError: 404,
    errors.NotAllowedError: 403,
    errors.ConflictError: 409,
    errors.InvalidError: 422,
}


def build(settings: Settings | None = None) -> Service:
    """The disputes service, with settings from the environment by default."""
    return Service(
        name="disputes",
        settings=settings or Settings(),
        migrations=Path(__file__).parent / "migrations",
        routers=(router,),
        handlers=handlers,
        renderers={PublicDispute: escalating.render_public},
        error_statuses=ERROR_STATUSES,
    )
