"""Builds the service: the only file that knows everything."""

from functools import partial
from pathlib import Path

from fastapi import FastAPI

from contracts.partners import PublicAggregate, PublicPartner
from partners.domain import errors
from partners.handlers import build_handlers
from partners.handoffs import Handoffs, HandoffsUnavailableError
from partners.provisioning import Provisioner, ProvisioningError
from partners.routes import router
from partners.settings import Settings
from partners.storage.tables import KEPT_FOR
from partners.usecases import aggregating, counting, registry
from partners.usecases import gate as gates
from partners.usecases.restoring import keep_restored
from servicekit.deadlines import Deadlines
from servicekit.service import Running, Service

ERROR_STATUSES: dict[type[Exception], int] = {
    errors.NotFoundError: 404,
    errors.NotAllowedError: 403,
    errors.ConflictError: 409,
    errors.GoneError: 410,
    errors.InvalidError: 422,
    HandoffsUnavailableError: 503,
    ProvisioningError: 503,
}


def build(settings: Settings | None = None) -> Service:
    """The partners service, with settings from the environment by default."""
    settings = settings or Settings()
    gate = gates.Gate(settings.public_url, settings.acknowledge_within, settings.purge_within)
    handoffs = Handoffs(settings.kafka_bootstrap)
    provisioner = Provisioner(settings.kafka_bootstrap, settings.replication)

    def extend(app: FastAPI, running: Running) -> None:
        running.beside.append(partial(keep_restored, running.works, provisioner, settings.restore_every))
        app.state.gate = gate
        app.state.handoffs = handoffs
        app.state.provisioner = provisioner
        app.state.partners_bootstrap = settings.kafka_partners_bootstrap

    return Service(
        name="partners",
        settings=settings,
        migrations=Path(__file__).parent / "migrations",
        routers=(router,),
        handlers=build_handlers(gate),
        deadlines=_deadlines(gate, settings),
        renderers={PublicPartner: registry.render_public, PublicAggregate: aggregating.render_aggregates},
        error_statuses=ERROR_STATUSES,
        seeds=(registry.seed,),
        kept_for=KEPT_FOR,
        extend=extend,
    )


def _deadlines(gate: gates.Gate, settings: Settings) -> Deadlines:
    deadlines = Deadlines()
    deadlines.timer(gates.HAND_OVER, partial(gates.hand_over, gate=gate))
    deadlines.timer(gates.ACKNOWLEDGE_BY, gates.note_silence)
    deadlines.timer(gates.PURGE_BY, partial(gates.note_overdue_purge, gate=gate))
    deadlines.timer(counting.CLOSE, partial(aggregating.close, wait=settings.freeze_wait))
    deadlines.timer(aggregating.FREEZE, aggregating.freeze)
    return deadlines
