"""Assembles a service from its parts and runs it: `main.py` builds a `Service`, `__main__.py` calls `main`."""

import asyncio
import contextlib
import faulthandler
import json
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse
from faststream.kafka import KafkaBroker
from pydantic import ValidationError

from contracts.message import PublicState
from servicekit import operations
from servicekit.applying import RecordPolicy
from servicekit.broker import KAFKA_WITHIN, METADATA_MAX_AGE, NEW_TOPICS_WITHIN, connect_patiently, make_broker
from servicekit.clock import Clock, SystemClock, TravelClock
from servicekit.consumer import TopicConsumer
from servicekit.database import Database
from servicekit.deadlines import DeadlineRunner, Deadlines, StepPolicy
from servicekit.exchange import ExchangeConsumer
from servicekit.handlers import Handlers
from servicekit.loops import for_ever, within
from servicekit.principal import PrincipalVerifier
from servicekit.problems import Respond, answer_problems, json_response
from servicekit.relay import Relay, Renderer
from servicekit.settings import ServiceSettings
from servicekit.subscription import Patience, Subscription
from servicekit.sweeping import KeptFor, keep_sweeping
from servicekit.tables import idempotency_key
from servicekit.telemetry import configure_logging, configure_tracing, trace_app
from servicekit.work import Work, Works

Command = Callable[[Works, Sequence[str]], Awaitable[None]]
"""An operator's command, run with the service's settings beside its running replicas."""


@dataclass(frozen=True)
class Service:
    """What one service is made of."""

    name: str
    settings: ServiceSettings
    migrations: Path
    routers: tuple[APIRouter, ...]
    handlers: Handlers
    deadlines: Deadlines = field(default_factory=Deadlines)
    renderers: Mapping[type[PublicState], Renderer] = field(default_factory=dict)
    error_statuses: Mapping[type[Exception], int] = field(default_factory=dict)
    clock: Clock = field(default_factory=SystemClock)
    commands: Mapping[str, Command] = field(default_factory=dict)
    """What `python -m <service> NAME …` can do, beside `migrate`."""
    kept_for: KeptFor = field(default_factory=dict)
    """How long this service's own passing rows are kept."""
    seeds: tuple[Callable[[Work], Awaitable[None]], ...] = ()
    """What every deployment has from its first day; run after each migration, harmless to repeat."""
    respond: Respond = json_response
    """How problems are answered."""
    extend: Callable[[FastAPI, "Running"], None] | None = None
    """Adds what only this service has to its app: state, middleware, pages."""


class Running:
    """A service's moving parts, started and stopped together."""

    def __init__(self, service: Service) -> None:
        settings = service.settings
        self.service = service
        self.database = Database(settings.database_url.get_secret_value(), settings.database_pool)
        metadata_max_age = NEW_TOPICS_WITHIN if service.handlers.exchanges else METADATA_MAX_AGE
        self.broker: KafkaBroker = make_broker(settings.kafka_bootstrap, service.name, metadata_max_age)
        self.works = Works(self.database, service.clock, self._wake_relay, self._wake_deadlines)
        travels = settings.allow_time_travel
        self.travel_clock = TravelClock(service.clock, settings.travel_grace, self._wake_deadlines) if travels else None
        # A request without `at` happens now; what follows from the played past follows its clock.
        self._following = replace(self.works, clock=self.travel_clock or service.clock)
        self.relay = Relay(service.name, self.database, self.broker, service.renderers, settings.relay_poll)
        self.deadlines = DeadlineRunner(
            service.deadlines,
            self._following,
            StepPolicy(settings.step_lease, settings.step_backoff, settings.step_backoff_cap),
            settings.deadline_poll,
            lambda: self.travel_clock is not None and self.travel_clock.waiting,
        )
        self.subscriptions = {topic: self._subscribe(topic) for topic in sorted(service.handlers.topics())}
        self.subscriptions |= {prefix: self._subscribe_to_all(prefix) for prefix in service.handlers.exchanges}
        self.at_stop: list[Callable[[], Awaitable[None]]] = []
        """What `extend` opened, to be closed with the rest."""
        self.beside: list[Callable[[], Coroutine[Any, Any, None]]] = []
        """Loops that `extend` adds, run for as long as the others."""
        self.connected = False
        self._tasks: list[asyncio.Task[None]] = []

    def _wake_relay(self, lanes: frozenset[int]) -> None:
        self.relay.wake(lanes)

    def _wake_deadlines(self) -> None:
        self.deadlines.wake()

    def _subscribe(self, topic: str) -> Subscription:
        service = self.service
        consumer = TopicConsumer(service.name, topic, service.handlers, self._following, self.broker, self._policy)
        return Subscription(self.broker, service.name, topic, consumer, service.settings.instance, self._patience)

    def _subscribe_to_all(self, prefix: str) -> Subscription:
        service, instance = self.service, self.service.settings.instance
        handler = service.handlers.exchanges[prefix]
        consumer = ExchangeConsumer(service.name, prefix, handler, self._following, self.broker, self._policy)
        return Subscription(self.broker, service.name, prefix, consumer, instance, self._patience, is_prefix=True)

    @property
    def _patience(self) -> Patience:
        return Patience(self.service.settings.consumer_pause, self.service.settings.consumer_silence)

    @property
    def _policy(self) -> RecordPolicy:
        return RecordPolicy(self.service.settings.record_attempts, self.service.settings.record_backoff)

    async def start(self) -> None:
        """Starts the loops; Kafka is waited for in the background, commands are taken meanwhile."""
        settings = self.service.settings
        kept_for = {idempotency_key.c.at: settings.idempotency_lifetime, **self.service.kept_for}
        self._go_on_with(self.deadlines.run)
        self._go_on_with(partial(keep_sweeping, self._following, kept_for, settings.sweep))
        for loop in self.beside:
            self._go_on_with(loop)
        self._tasks.append(asyncio.create_task(self._connect()))

    async def _connect(self) -> None:
        await connect_patiently(self.broker, self.service.settings.consumer_pause)
        self.connected = True
        self._go_on_with(self.relay.run)
        self._go_on_with(partial(self.relay.beat, self.service.settings.heartbeat))
        for subscription in self.subscriptions.values():
            self._go_on_with(subscription.keep)

    def _go_on_with(self, loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._tasks.append(asyncio.create_task(for_ever(loop, self.service.settings.consumer_pause)))

    async def stop(self) -> None:
        """Stops loops, broker, what `extend` opened, database; unfinished work is found again at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with contextlib.suppress(Exception):
            await within(KAFKA_WITHIN, self.broker.stop())
        await asyncio.gather(*(close() for close in self.at_stop), return_exceptions=True)
        await self.database.close()

    async def lag(self) -> dict[str, int]:
        """Records not applied yet, by topic."""
        return {topic: await subscription.lag() for topic, subscription in self.subscriptions.items()}

    async def unready(self) -> dict[str, str]:
        """What is wrong, by part; empty when the service can do all its work."""
        wrong = {}
        try:
            await self.database.ping()
        except Exception as error:
            wrong["database"] = type(error).__name__
        if not self.connected:
            wrong["kafka"] = "not connected"
        heard = self.subscriptions.items()
        wrong |= {topic: "not joined" for topic, subscription in heard if not subscription.joined.is_set()}
        wrong |= {topic: "batches fail" for topic, subscription in heard if subscription.failing}
        return wrong


def build_app(service: Service) -> FastAPI:
    """The HTTP application of a service, with its consumers and loops in its lifespan."""
    running = Running(service)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await running.start()
        yield
        await running.stop()

    app = FastAPI(title=service.name, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.running = running
    app.state.works = running.works
    app.state.verifier = PrincipalVerifier(json.loads(service.settings.principal_keys), service.name, service.clock)
    app.state.travel_clock = running.travel_clock
    answer_problems(app, service.error_statuses, service.respond)
    for router in (*service.routers, operations.router):
        app.include_router(router)
    _add_health(app, running)
    if service.extend:
        service.extend(app, running)
    trace_app(app)
    return app


def _add_health(app: FastAPI, running: Running) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def get_health() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz", include_in_schema=False)
    async def get_readiness() -> JSONResponse:
        wrong = await running.unready()
        return JSONResponse({"status": "not ready" if wrong else "ready", "wrong": wrong}, 503 if wrong else 200)


def main(build: Callable[[], Service]) -> None:
    """Entry point of `python -m <service> [COMMAND …]`: serves without a command.

    SIGUSR1 makes a serving process write to standard error where each of its threads stands.
    """
    try:
        service = build()
    except ValidationError as error:
        sys.exit(f"The settings cannot be used: {_faults(error)}")
    configure_logging(service.name, service.settings.log_level)
    commands: dict[str, Command] = {"migrate": partial(_migrate, service), **service.commands}
    if sys.argv[1:]:
        name, *arguments = sys.argv[1:]
        if name not in commands:
            sys.exit(f"{service.name}: no command {name}; there are: {', '.join(sorted(commands))}")
        asyncio.run(_run_command(service, commands[name], arguments))
        return
    configure_tracing(service.name)
    faulthandler.register(signal.SIGUSR1)
    uvicorn.run(
        build_app(service),
        host=service.settings.http_host,
        port=service.settings.http_port,
        log_config=None,
        access_log=False,
        loop="uvloop",
        http="httptools",
        timeout_graceful_shutdown=10,
        server_header=False,
    )


def _faults(error: ValidationError) -> str:
    """What is wrong with the settings, by name, without their values."""
    return " ".join(f"{' '.join(str(part) for part in each['loc'])} {each['msg']}".strip() for each in error.errors())


async def _run_command(service: Service, command: Command, arguments: Sequence[str]) -> None:
    database = Database(service.settings.database_url.get_secret_value(), pool_size=1)
    try:
        # What the command records is sent by the running replicas: their relays poll.
        await command(Works(database, service.clock, lambda _: None, lambda: None), arguments)
    finally:
        await database.close()


async def _migrate(service: Service, works: Works, _: Sequence[str]) -> None:
    from servicekit.migrations import migrate  # noqa: PLC0415 -- 9 MB that a serving process never needs

    await migrate(works.database, service.migrations)
    for seed in service.seeds:
        async with works.open() as work:
            await seed(work)
