"""Runs the tests of a package against each of its mutants, in temporary copies."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from rich.console import Console

from reclameici.local.errors import LocalError
from reclameici.local.workspace import ROOT
from reclameici.mutation.operators import Mutant, mutants

WORKERS = 2
PATIENCE = 5
"""A mutant that takes so many times longer than the original is noticed as well: it hangs."""


@dataclass(frozen=True)
class Attempt:
    """A mutant of one module."""

    module: Path
    """Within the source folder."""
    mutant: Mutant


def run_mutation(console: Console, source: Path, package: str, tests: Path) -> None:
    """Prints the mutants that no test notices, then the score.

    Args:
        source: the `src` folder of a service.
        package: the folder below it that is changed.
        tests: the folder of the tests that should notice.

    Raises:
        LocalError: the tests fail on the original already.
    """
    attempts = [
        Attempt(module.relative_to(source), mutant)
        for module in sorted((source / package).rglob("*.py"))
        for mutant in mutants(module.read_text(encoding="utf-8"))
    ]
    survivors = list(_survivors(source, _fastest_first(source, tests), attempts))
    for each in survivors:
        console.print(f"{each.module}:{each.mutant.line}  {each.mutant.change}", markup=False, soft_wrap=True)
    noticed = len(attempts) - len(survivors)
    console.print(f"{noticed} of {len(attempts)} mutants noticed: {100 * noticed / max(1, len(attempts)):.1f} %")


@dataclass(frozen=True)
class Suite:
    """Files of tests, and how long they take together, in seconds."""

    files: Sequence[Path]
    seconds: float


def _fastest_first(source: Path, tests: Path) -> Suite:
    timed = {}
    with _copies(source) as free:
        copy = free.get()
        for file in sorted(tests.rglob("test_*.py")):
            started = time.monotonic()
            if not _passes(copy, [file], None):
                raise LocalError(f"{file.name} fails before anything is changed.")
            timed[file] = time.monotonic() - started
    return Suite(sorted(timed, key=lambda file: timed[file]), sum(timed.values()))


def _survivors(source: Path, suite: Suite, attempts: Sequence[Attempt]) -> Iterator[Attempt]:
    with _copies(source) as free, ThreadPoolExecutor(WORKERS) as pool:

        def survives(attempt: Attempt) -> bool:
            copy = free.get()
            try:
                return _survives(copy, suite, attempt)
            finally:
                free.put(copy)

        yield from (each for each, survived in zip(attempts, pool.map(survives, attempts), strict=True) if survived)


@contextmanager
def _copies(source: Path) -> Iterator[SimpleQueue[Path]]:
    """A copy of the sources for each worker."""
    with TemporaryDirectory() as folder:
        free: SimpleQueue[Path] = SimpleQueue()
        for number in range(WORKERS):
            copy = Path(folder) / str(number) / "src"
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
            free.put(copy)
        yield free


def _survives(copy: Path, suite: Suite, attempt: Attempt) -> bool:
    module = copy / attempt.module
    original = module.read_text(encoding="utf-8")
    module.write_text(attempt.mutant.source, encoding="utf-8")
    try:
        return _passes(copy, suite.files, PATIENCE * suite.seconds)
    finally:
        module.write_text(original, encoding="utf-8")


def _passes(source: Path, files: Sequence[Path], timeout: float | None) -> bool:
    """Whether the tests pass with the package of this folder in front of the installed one."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(source),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(source.parent / "examples"),
    }
    try:
        done = subprocess.run(  # noqa: S603 -- our own command
            [*command, *map(str, files)], cwd=ROOT, env=environment, capture_output=True, timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
