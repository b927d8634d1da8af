"""Children: their death is noticed and said, and none outlives the platform."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reclameici.local.errors import ChildDiedError, LocalError, NotReadyError, StepFailedError
from reclameici.local.managed import Managed
from reclameici.local.process import run_to_end

SLEEPS = "import time; print('up', flush=True); time.sleep(60)"
FAILS = "import sys; print('the disk is full', flush=True); sys.exit(3)"
IGNORES_SIGTERM = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPS}"

SUPERVISOR = """
import sys, time
from pathlib import Path
from reclameici.local.process import Child, leash
program = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
Child([*leash(), sys.executable, "-c", program], log=Path(sys.argv[1]), environment={})
time.sleep(60)
"""


class Program(Managed):
    """A Python program, ready once it has written `up`."""

    name = "program"
    title = "The program"
    port_names = ()
    grace = 0.5

    def __init__(self, folder: Path, source: str) -> None:
        super().__init__(folder)
        self._source = source

    def command(self) -> list[str]:
        return [sys.executable, "-c", self._source]

    def is_ready(self) -> bool:
        return self.log.exists() and "up" in self.log.read_text()


def child_that_is_up(log: Path) -> int:
    deadline = time.monotonic() + 10
    while not (log.exists() and log.read_text().strip()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return int(log.read_text())


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]


def ended_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_running(pid)


def test_a_program_that_dies_while_starting_is_named_with_the_end_of_its_log(tmp_path):
    program = Program(tmp_path, FAILS)
    program.start()

    with pytest.raises(ChildDiedError, match=r"The program stopped by itself \(exit code 3\)") as death:
        program.wait_ready()
    assert "the disk is full" in str(death.value)


def test_a_program_that_dies_later_is_noticed(tmp_path):
    program = Program(tmp_path, SLEEPS)
    program.start()
    program.wait_ready()
    os.kill(program.pid, signal.SIGKILL)
    assert ended_within(program.pid, 5)

    with pytest.raises(ChildDiedError, match="exit code -9"):
        program.require_alive()


def test_a_program_that_never_answers_is_said_not_ready(tmp_path):
    program = Program(tmp_path, SLEEPS.replace("up", "almost"))
    program.ready_within = 0.3
    program.start()

    with pytest.raises(NotReadyError, match="The program is not ready"):
        program.wait_ready()
    program.stop()


def test_a_program_deaf_to_the_polite_stop_is_killed_after_the_grace(tmp_path):
    program = Program(tmp_path, IGNORES_SIGTERM)
    program.start()
    program.wait_ready()
    program.stop()

    assert not program.alive


def test_a_killed_program_can_be_restarted(tmp_path):
    program = Program(tmp_path, SLEEPS)
    program.start()
    program.wait_ready()
    first = program.pid
    program.kill()
    program.restart()

    assert program.alive
    assert program.pid != first
    program.stop()


def test_a_stop_during_the_start_wins(tmp_path):
    program = Program(tmp_path, SLEEPS)
    program.stop()

    with pytest.raises(LocalError, match="stopped while starting"):
        program.start()
    assert not program.alive


def test_a_failed_step_is_said_with_the_end_of_its_log(tmp_path):
    with pytest.raises(StepFailedError, match="Migrating failed") as failure:
        run_to_end("Migrating", [sys.executable, "-c", FAILS], log=tmp_path / "step.log", environment={})
    assert "the disk is full" in str(failure.value)


def test_a_step_that_takes_too_long_is_ended(tmp_path):
    with pytest.raises(LocalError, match="Migrating was not done"):
        run_to_end(
            "Migrating",
            [sys.executable, "-c", SLEEPS],
            log=tmp_path / "step.log",
            environment={},
            seconds=0.3,
        )


def test_no_child_outlives_a_supervisor_killed_with_minus_nine(tmp_path):
    supervisor = subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(tmp_path / "child.log")])  # noqa: S603
    child = child_that_is_up(tmp_path / "child.log")
    supervisor.kill()
    supervisor.wait()

    assert ended_within(child, 5)
