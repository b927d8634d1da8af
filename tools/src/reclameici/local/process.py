"""One child process: its own group, its own log, and never an orphan."""

import os
import select
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path

from reclameici.local.errors import LocalError, StepFailedError

INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME", "PYTHONDONTWRITEBYTECODE")

LAST_LINES = 12
"""What is shown of a log beside an error."""


def base_environment() -> dict[str, str]:
    """The part of our own environment that every child gets."""
    return {name: os.environ[name] for name in INHERITED if name in os.environ}


@cache
def _spawner() -> ThreadPoolExecutor:
    # The kernel ties the parent-death signal to the thread that forked, so one thread forks and never ends.
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawner")


def leash(death_signal: str = "KILL", *options: str) -> list[str]:
    """The command prefix that makes a child die with us, even if we are killed with -9.

    Where setpriv is missing (macOS) a kill -9 of ours leaves them; every other end of ours stops them.
    """
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", death_signal, *options, "--"] if setpriv else []


class Child:
    """A process started by us. Not reusable: a restart makes a new one."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        environment: Mapping[str, str],
        stop_signal: signal.Signals = signal.SIGTERM,
        cwd: Path | None = None,
    ) -> None:
        self.log = log
        self._stop_signal = stop_signal
        log.parent.mkdir(parents=True, exist_ok=True)
        self._log_start = log.stat().st_size if log.exists() else 0
        self._process = _spawner().submit(self._spawn, command, environment, cwd).result()

    def _spawn(
        self, command: Sequence[str], environment: Mapping[str, str], cwd: Path | None
    ) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            try:
                return subprocess.Popen(  # noqa: S603 - commands are our own, never a user's
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env={**base_environment(), **environment},
                    cwd=cwd,
                    start_new_session=True,
                )
            except FileNotFoundError as error:
                raise LocalError(f"{command[0]} is not installed.") from error

    @property
    def pid(self) -> int:
        """The process id, also the id of its group."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """None while it runs; minus the signal's number if a signal ended it."""
        return self._process.poll()

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.returncode is None

    def wait(self, seconds: float) -> int:
        """The exit code; raises subprocess.TimeoutExpired."""
        return self._process.wait(seconds)

    def stop(self, grace: float = 10) -> None:
        """Asks it to end, and after `grace` seconds ends it."""
        self._signal(self._stop_signal)
        try:
            self.wait(grace)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Ends it and its group at once (kill -9)."""
        descendants = _descendants(self.pid) if self.alive else []
        self._signal(signal.SIGKILL)
        self._process.wait()
        for pid in descendants:
            _kill_to_the_end(pid)

    def tail(self, lines: int = LAST_LINES) -> str:
        """The last lines that it wrote since it was started."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            text = log.read().decode(errors="replace")
        return "\n".join(text.rstrip().splitlines()[-lines:])

    def _signal(self, number: signal.Signals) -> None:
        if self.alive:
            os.killpg(self.pid, number)


def run_to_end(
    title: str, command: Sequence[str], *, log: Path, environment: Mapping[str, str], seconds: float = 120
) -> None:
    """Runs a short step; raises LocalError with the end of its log if it fails or takes too long."""
    child = Child([*leash(), *command], log=log, environment=environment)
    try:
        returncode = child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        raise LocalError(f"{title} was not done after {seconds:.0f} s, see {log}.") from None
    if returncode != 0:
        raise StepFailedError(title, returncode, log, child.tail())


def _descendants(pid: int) -> list[int]:
    # PostgreSQL's workers lead groups of their own, so killing the group alone would leave them for a moment.
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        return []
    direct = [int(child) for child in children.read_text().split()]
    return direct + [grandchild for child in direct for grandchild in _descendants(child)]


def _kill_to_the_end(pid: int, seconds: float = 5) -> None:
    # A PostgreSQL that is started again refuses to run while a worker of the last one still holds its memory.
    with suppress(ProcessLookupError):
        watched = os.pidfd_open(pid)
        try:
            signal.pidfd_send_signal(watched, signal.SIGKILL)
            select.select([watched], [], [], seconds)
        finally:
            os.close(watched)
