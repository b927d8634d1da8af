"""The services of the platform: which there are, and what each is handed over."""

import os
import signal
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from reclameici.local.managed import Managed
from reclameici.local.ports import HOST
from reclameici.local.probes import answers_http, http_answer
from reclameici.local.process import run_to_end


@dataclass(frozen=True)
class ServiceSpec:
    """A service: the name of its package, its port setting and its database."""

    name: str
    stores_objects: bool = False  # has a bucket of its own
    sends_mail: bool = False  # talks to the SMTP server and signs receipts
    meets_partners: bool = False  # tells partners where they enter
    seals_documents: bool = False  # has the key of the seal
    is_gateway: bool = False  # signs principals and calls the others

    @property
    def database(self) -> str:
        """Its database, and the role that owns it."""
        return f"reclameici_{self.name}"


SERVICES = (
    ServiceSpec("complaints", stores_objects=True),
    ServiceSpec("brands"),
    ServiceSpec("scoring"),
    ServiceSpec("notifications", sends_mail=True),
    ServiceSpec("disputes", stores_objects=True, seals_documents=True),
    ServiceSpec("partners", meets_partners=True),
    ServiceSpec("gateway", is_gateway=True),
)


def runnable_services() -> tuple[ServiceSpec, ...]:
    """The services whose package can be run."""
    return tuple(spec for spec in SERVICES if is_runnable(f"{spec.name}.__main__"))


def is_runnable(module: str) -> bool:
    """Whether `python -m` could run the module."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


class Service(Managed):
    """A running service."""

    ready_within = 60
    grace = 15  # what a service has to finish its batch and its requests

    def __init__(self, spec: ServiceSpec, folder: Path, port: int, environment: Mapping[str, str]) -> None:
        self.name = spec.name
        self.title = f"Service {spec.name}"
        super().__init__(folder)
        self._port = port
        self._environment = dict(environment)

    @property
    def port_names(self) -> tuple[str, ...]:
        return (self.name,)

    @property
    def url(self) -> str:
        """Its HTTP address."""
        return f"http://{HOST}:{self._port}"

    def migrate(self) -> None:
        """Brings its database up to date; raises LocalError."""
        self.run(f"Migrating {self.name}", "migrate")

    def run(self, title: str, *arguments: str) -> None:
        """Runs one of the service's own commands to its end; raises LocalError."""
        run_to_end(title, [*self.command(), *arguments], log=self.log, environment=self._environment)

    def command(self) -> list[str]:
        return [sys.executable, "-m", self.name]

    def environment(self) -> dict[str, str]:
        return dict(self._environment)

    def is_ready(self) -> bool:
        return answers_http(f"{self.url}/readyz")

    def explain(self) -> str:
        answer = http_answer(f"{self.url}/readyz")
        if self.alive:
            os.kill(self.pid, signal.SIGUSR1)  # it writes to its log where each of its threads stands
            time.sleep(1)
        return f" (it says: {answer})"


def create_topics(log: Path, environment: Mapping[str, str]) -> None:
    """Creates the topics of the registry; raises LocalError."""
    if is_runnable("servicekit.topics"):
        run_to_end(
            "Creating the topics",
            [sys.executable, "-m", "servicekit.topics"],
            log=log,
            environment=environment,
        )


def called_services(specs: Iterable[ServiceSpec]) -> tuple[str, ...]:
    """The services that the gateway calls over HTTP."""
    return tuple(spec.name for spec in specs if not spec.is_gateway)
