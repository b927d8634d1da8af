"""The whole platform as one object, for the command line and for pytest."""

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from reclameici.local.engines.kafka import Kafka
from reclameici.local.engines.maildump import Maildump
from reclameici.local.engines.postgresql import PostgreSQL
from reclameici.local.engines.s3proxy import S3Proxy
from reclameici.local.engines.zipkin import Zipkin
from reclameici.local.errors import LocalError
from reclameici.local.folder import hold
from reclameici.local.managed import Managed
from reclameici.local.ports import require_free
from reclameici.local.secrets import PlatformSecrets
from reclameici.local.services import SERVICES, Service, create_topics, runnable_services
from reclameici.local.settings import Surroundings

Report = Callable[[str, float], None]


class LocalPlatform:
    """Engines and services over one folder and one set of ports; a context manager that stops all at its end.

    `beside` another process that runs the same platform, for the operator's commands: nothing may be started then.
    `settings` go to every service on top of its own, `kafka_settings` to the broker, `report` hears each part
    that is ready with the seconds it took.
    """

    def __init__(
        self,
        folder: Path,
        ports: Mapping[str, int],
        *,
        settings: Mapping[str, str] | None = None,
        kafka_settings: Mapping[str, str] | None = None,
        allow_time_travel: bool = False,
        report: Report | None = None,
        beside: bool = False,
    ) -> None:
        self.folder = folder
        self.ports = dict(ports)
        self._report = report
        self._lock = None if beside else hold(folder)
        self.secrets = PlatformSecrets.load_or_create(folder / "secrets.json")
        self.kafka = Kafka(folder, ports, kafka_settings or {})
        databases = [spec.database for spec in SERVICES]
        self.postgresql = PostgreSQL(folder, ports, self.secrets, databases)
        self.s3 = S3Proxy(folder, ports, self.secrets)
        self.mail = Maildump(folder, ports)
        self.zipkin = Zipkin(folder, ports)
        self.surroundings = Surroundings(
            ports=self.ports,
            secrets=self.secrets,
            kafka=self.kafka,
            postgresql=self.postgresql,
            s3=self.s3,
            mail=self.mail,
            zipkin=self.zipkin,
            allow_time_travel=allow_time_travel,
            extra=settings or {},
        )
        self.services = tuple(
            Service(spec, folder, self.ports[spec.name], self.surroundings.of(spec)) for spec in runnable_services()
        )
        self._started: list[Managed] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._lock:
            self._lock.close()

    @property
    def engines(self) -> tuple[Managed, ...]:
        """Every engine, Zipkin last: nothing waits for it but the reader of traces."""
        return (self.kafka, self.postgresql, self.s3, self.mail, self.zipkin)

    def start(self) -> None:
        """Starts everything and waits until all of it answers.

        Raises LocalError: a port in use, a process that dies or does not answer. Leaving the context manager
        stops what was started.
        """
        self.start_engines(self.engines)
        self.start_services()

    def start_engines(self, engines: Iterable[Managed]) -> None:
        """Starts some engines in parallel; raises LocalError."""
        engines = tuple(engines)
        self._require_ports([*engines, *self.services])
        self._start_all(engines)

    def start_services(self) -> None:
        """Creates the topics, migrates the databases, then starts the services; raises LocalError."""
        self._require_ports(self.services)
        topics = partial(create_topics, self.folder / "logs" / "topics.log", self.surroundings.shared())
        _in_parallel([topics, *(service.migrate for service in self.services)])
        self._start_all(self.services)

    def start_engine(self, name: str) -> None:
        """Starts an engine, also one that was stopped or killed, and waits until it answers."""
        engine = self.member(name)
        if engine not in self._started:
            self._started.append(engine)
        engine.restart()

    def stop_engine(self, name: str) -> None:
        """Stops an engine politely and waits for its end."""
        self.member(name).stop()

    def kill(self, name: str) -> None:
        """kill -9 of an engine or a service."""
        self.member(name).kill()

    def restart(self, name: str) -> None:
        """Starts an engine or a service again, dead or alive, and waits until it answers."""
        self.member(name).restart()

    def member(self, name: str) -> Managed:
        """The engine or service of that name; raises LocalError."""
        for member in (*self.engines, *self.services):
            if member.name == name:
                return member
        raise LocalError(f"There is no {name} in the platform.")

    def grant_role(self, account_id: str, role: str) -> None:
        """Gives an account a role, as the operator does; raises LocalError."""
        gateway = self.member("gateway")
        assert isinstance(gateway, Service)
        gateway.run(f"Granting {role}", "grant-role", account_id, role)

    def watch(self, seconds: float = 0.5) -> None:
        """Returns never; raises ChildDiedError as soon as a process ends by itself."""
        while True:
            for member in self._started:
                member.require_alive()
            time.sleep(seconds)

    def stop(self) -> None:
        """Stops the services, then the engines, each group in parallel."""
        services = [member for member in self._started if member in self.services]
        engines = [member for member in self._started if member not in services]
        _in_parallel([member.stop for member in services])
        _in_parallel([member.stop for member in engines])

    def _require_ports(self, members: Iterable[Managed]) -> None:
        idle = [member for member in members if not member.alive]
        require_free(self.ports, [name for member in idle for name in member.port_names])

    def _start_all(self, members: Iterable[Managed]) -> None:
        members = tuple(members)
        self._started.extend(members)
        _in_parallel([partial(self._bring_up, member) for member in members])

    def _bring_up(self, member: Managed) -> None:
        started = time.monotonic()
        member.start()
        member.wait_ready()
        if self._report:
            self._report(member.title, time.monotonic() - started)


def _in_parallel(steps: Iterable[Callable[[], None]]) -> None:
    """Runs the steps at once and raises the first error; the other steps are not waited for then."""
    pool = ThreadPoolExecutor(max_workers=12)
    try:
        done, _ = wait([pool.submit(step) for step in steps], return_when=FIRST_EXCEPTION)
        for future in done:
            future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
