"""Builds the service: the only file that knows everything."""

from pathlib import Path

from contracts.scoring import PublicScore
from scoring.domain import errors
from scoring.handlers import handlers
from scoring.routes import router
from scoring.settings import Settings
from scoring.usecases import reading, refreshing
from servicekit.deadlines import Deadlines
from servicekit.service import Service

ERROR_STATUSES: dict[type[Exception], int] = {
    errors.NotFoundError: 404,
    errors.ConflictError: 409,
    errors.InvalidError: 422,
}


def build(settings: Settings | None = None) -> Service:
    """The scoring service, with settings from the environment by default."""
    deadlines = Deadlines()
    deadlines.step(refreshing.REFRESH, refreshing.refresh_sector)
    return Service(
        name="scoring",
        settings=settings or Settings(),
        migrations=Path(__file__).parent / "migrations",
        routers=(router,),
        handlers=handlers,
        deadlines=deadlines,
        renderers={PublicScore: reading.render_scores},
        error_statuses=ERROR_STATUSES,
    )
