"""Builds the service: the only file that knows everything."""

from pathlib import Path

from contracts.partners import PublicPartner
from partners import usecases
from partners.domain import errors
from partners.handlers import handlers
from partners.routes import router
from partners.settings import Settings
from servicekit.service import Service

ERROR_STATUSES: dict[type[Exception], int] = {
    errors.NotFoundError: 404,
}


def build(settings: Settings | None = None) -> Service:
    """The partners service, with settings from the environment by default."""
    return Service(
        name="partners",
        settings=settings or Settings(),
        migrations=Path(__file__).parent / "migrations",
        routers=(router,),
        handlers=handlers,
        renderers={PublicPartner: usecases.render_public},
        error_statuses=ERROR_STATUSES,
    )
