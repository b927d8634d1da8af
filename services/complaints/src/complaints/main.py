"""Builds the service: the only file that knows everything."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from fastapi import FastAPI

from complaints.data import load_guidance, load_lexicons, load_triage
from complaints.domain import errors
from complaints.domain.terms import Terms
from complaints.handlers import handlers
from complaints.routes import router
from complaints.settings import Settings
from complaints.storage.tables import OpeningRow
from complaints.usecases import answering, evidence, filing, reading
from complaints.usecases.common import Rules
from contracts.complaints import PublicComplaint
from servicekit.deadlines import Deadlines
from servicekit.objects import ObjectStore, ObjectStoreUnavailableError
from servicekit.rows import columns
from servicekit.service import Running, Service

ERROR_STATUSES: dict[type[Exception], int] = {
    errors.NotFoundError: 404,
    errors.NotAllowedError: 403,
    errors.ConflictError: 409,
    errors.InvalidError: 422,
    errors.TooManyError: 429,
    ObjectStoreUnavailableError: 503,
}

BUCKET = "complaints-evidence"


def build(settings: Settings | None = None) -> Service:
    """The complaints service, with settings from the environment by default."""
    settings = settings or Settings()
    rules = Rules(
        Terms(
            rating_window=settings.rating_window,
            reminders=settings.reminders,
            complaints_a_day=settings.complaints_a_day,
            limited=not settings.allow_time_travel,
        ),
        load_lexicons(),
        load_triage(),
        load_guidance(),
    )

    store = ObjectStore(settings, BUCKET)

    def extend(app: FastAPI, _: Running) -> None:
        app.state.rules = rules
        app.state.store = store

    return Service(
        name="complaints",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=(router,),
        handlers=handlers,
        deadlines=_deadlines(rules, store),
        renderers={PublicComplaint: reading.render_public},
        error_statuses=ERROR_STATUSES,
        kept_for={columns(OpeningRow).until: timedelta()},
        extend=extend,
    )


def _deadlines(rules: Rules, store: ObjectStore) -> Deadlines:
    deadlines = Deadlines()
    deadlines.timer(filing.CHECK, partial(filing.check_complaint, rules=rules))
    deadlines.timer(answering.RATING_WINDOW, answering.presume)
    deadlines.timer(answering.PROMISE, answering.ask_about_promise)
    deadlines.timer(evidence.DRAFT_EXPIRY, evidence.expire_draft)
    deadlines.step(evidence.ERASE, partial(evidence.erase_files, store=store))
    for nth in range(1, len(rules.terms.reminders) + 1):
        deadlines.timer(answering.REMINDER.format(nth), partial(answering.remind, nth=nth))
    return deadlines
