"""Builds the service: the only file that knows everything."""

from functools import partial
from pathlib import Path

from fastapi import FastAPI

from contracts.disputes import PublicDispute
from disputes.data import load_mediators, load_rules, read_data
from disputes.documents.mandate import Agent, load_mandate_text
from disputes.domain import errors
from disputes.handlers import build_handlers
from disputes.routes import router
from disputes.sealing import Sealer
from disputes.settings import Settings
from disputes.usecases import escalating, forgetting, mandating, reminding
from disputes.usecases.assessing import Law
from servicekit.deadlines import Deadlines
from servicekit.objects import ObjectStore, ObjectStoreUnavailableError
from servicekit.service import Running, Service

ERROR_STATUSES: dict[type[Exception], int] = {
    errors.NotFoundError: 404,
    errors.NotAllowedError: 403,
    errors.ConflictError: 409,
    errors.InvalidError: 422,
    ObjectStoreUnavailableError: 503,
}

BUCKET = "disputes"


def build(settings: Settings | None = None) -> Service:
    """The disputes service, with settings from the environment by default."""
    settings = settings or Settings()
    law = Law(load_rules(), load_mediators(), read_data("mediators.csv"))
    notary = mandating.Notary(
        load_mandate_text(),
        Agent(settings.company_name, settings.company_address, settings.company_siren),
        Sealer.of(settings.seal_key.get_secret_value()),
        ObjectStore(settings, BUCKET),
    )

    def extend(app: FastAPI, _: Running) -> None:
        app.state.law = law
        app.state.notary = notary

    return Service(
        name="disputes",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=(router,),
        handlers=build_handlers(law),
        deadlines=_deadlines(law, notary),
        renderers={PublicDispute: escalating.render_public},
        error_statuses=ERROR_STATUSES,
        extend=extend,
    )


def _deadlines(law: Law, notary: mandating.Notary) -> Deadlines:
    deadlines = Deadlines()
    for name, handler in reminding.timers(law).items():
        deadlines.timer(name, handler)
    deadlines.step(mandating.SEAL, partial(mandating.seal, notary=notary))
    deadlines.timer(forgetting.FORGET_FILE, forgetting.forget_file)
    deadlines.step(forgetting.FORGET_MANDATE, partial(forgetting.forget_mandate, store=notary.store))
    return deadlines
