"""Builds the service: the only file that knows everything."""

from pathlib import Path

from brands import usecases
from brands.domain import errors
from brands.handlers import handlers
from brands.routes import router
from brands.settings import Settings
from contracts.brands import PublicBrand
from servicekit.service import Service

ERROR_STATUSES: dict[type[Exception], int] = {
    errors.NotFoundError: 404,
    errors.NotAllowedError: 403,
    errors.ConflictError: 409,
    errors.TooManyTriesError: 429,
    errors.InvalidError: 422,
}


def build(settings: Settings | None = None) -> Service:
    """The brands service, with settings from the environment by default."""
    return Service(
        name="brands",
        settings=settings or Settings(),
        migrations=Path(__file__).parent / "migrations",
        routers=(router,),
        handlers=handlers,
        renderers={PublicBrand: usecases.render_public},
        error_statuses=ERROR_STATUSES,
        seeds=(usecases.list_own_page,),
    )
