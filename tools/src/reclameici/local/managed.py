"""The one shape of everything that the platform runs, engine or service."""

import signal
import threading
import time
from abc import ABC, abstractmethod
from pathlib import Path

from reclameici.local.errors import ChildDiedError, LocalError, NotReadyError
from reclameici.local.process import LAST_LINES, Child, leash

POLL_SECONDS = 0.05


class Managed(ABC):
    """A process with a name, a folder, a log and a way to tell that it is ready."""

    name: str
    title: str
    stop_signal = signal.SIGTERM
    ready_within: float = 60  # seconds
    grace: float = 10  # seconds between the polite stop and kill -9

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "logs" / f"{self.name}.log"
        self._child: Child | None = None
        self._closed = False
        self._lock = threading.Lock()

    @property
    @abstractmethod
    def port_names(self) -> tuple[str, ...]:
        """The ports that it listens on."""

    def prepare(self) -> None:  # noqa: B027 - most need nothing before their first start
        """Makes what must exist before the process: a formatted folder, a configuration file."""

    @abstractmethod
    def command(self) -> list[str]:
        """The program and its arguments."""

    def environment(self) -> dict[str, str]:
        """What the process gets on top of the base environment."""
        return {}

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether it answers now. Called often: short, and False rather than raising."""

    def explain(self) -> str:
        """What it says of not being ready, for the operator; asked once, after it took too long."""
        return ""

    def after_ready(self) -> None:  # noqa: B027 - most need nothing more
        """What can only be made with the process running."""

    @property
    def pid(self) -> int:
        """The process id; raises LocalError if it was never started."""
        if self._child is None:
            raise LocalError(f"{self.title} was not started.")
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self._child is not None and self._child.alive

    def start(self) -> None:
        """Starts the process, without waiting until it answers; once stopped, only `restart` does."""
        self.prepare()
        self._spawn()

    def restart(self) -> None:
        """Stops it if it runs, starts it again and waits until it answers."""
        self.stop()
        self._closed = False
        self.start()
        self.wait_ready()

    def wait_ready(self) -> None:
        """Returns once it answers; raises ChildDiedError or NotReadyError."""
        deadline = time.monotonic() + self.ready_within
        while not self.is_ready():
            self.require_alive()
            if time.monotonic() > deadline:
                raise NotReadyError(self.title, self.ready_within, self.log, self.explain(), self._tail(60))
            time.sleep(POLL_SECONDS)
        self.require_alive()
        self.after_ready()

    def require_alive(self) -> None:
        """Raises ChildDiedError if the process ended by itself."""
        if self._child is not None and not self._child.alive:
            raise ChildDiedError(self.title, self._child.returncode, self.log, self._tail())

    def stop(self) -> None:
        """Stops it politely, then not; does nothing if it does not run."""
        with self._lock:
            self._closed = True
        if self._child is not None:
            self._child.stop(self.grace)

    def kill(self) -> None:
        """kill -9."""
        if self._child is not None:
            self._child.kill()

    def leash(self) -> list[str]:
        """The command prefix that ties its life to ours."""
        return leash()

    def _spawn(self) -> None:
        with self._lock:
            if self._closed:  # a stop came while another thread was preparing the start
                raise LocalError(f"{self.title} was stopped while starting.")
            self._child = Child(
                [*self.leash(), *self.command()],
                log=self.log,
                environment=self.environment(),
                stop_signal=self.stop_signal,
            )

    def _tail(self, lines: int = LAST_LINES) -> str:
        return self._child.tail(lines) if self._child is not None else ""
