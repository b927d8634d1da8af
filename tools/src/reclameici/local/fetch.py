"""Fetching the engines that deploy/local/pom.xml pins."""

import fcntl
import hashlib
import shutil
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reclameici.local.errors import LocalError
from reclameici.local.prerequisites import require_java
from reclameici.local.workspace import ENGINES, LOCAL_SETUP

POM = LOCAL_SETUP / "pom.xml"


def fetch_engines() -> float | None:
    """Fetches the engines unless those of this very pom.xml are there; returns the seconds it took, if any.

    Raises LocalError if Java or Maven is missing, or Maven fails.
    """
    require_java()
    with _one_at_a_time():
        if _is_fresh():
            return None
        started = time.monotonic()
        _fetch()
        return time.monotonic() - started


def _is_fresh() -> bool:
    stamp = ENGINES / "pom.sha256"
    return stamp.exists() and stamp.read_text() == _pom_hash()


def _pom_hash() -> str:
    return hashlib.sha256(POM.read_bytes()).hexdigest()


def _fetch() -> None:
    # Built aside and renamed, so that an interrupted fetch leaves nothing half there.
    building = ENGINES.with_name("engines.new")
    shutil.rmtree(building, ignore_errors=True)
    _run_maven(building)
    _unpack_postgresql(building)
    (building / "pom.sha256").write_text(_pom_hash())
    shutil.rmtree(ENGINES, ignore_errors=True)
    building.rename(ENGINES)


def _run_maven(target: Path) -> None:
    command = ["mvn", "--quiet", "--batch-mode", "--strict-checksums", "--file", str(POM)]
    done = subprocess.run(  # noqa: S603 - a fixed command
        [*command, f"-Dengines.directory={target}", "package"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise LocalError(f"Maven could not fetch the engines of {POM}:\n{done.stdout.strip()[-2000:]}")


def _unpack_postgresql(building: Path) -> None:
    folder = building / "postgresql-archive"
    archive = next(folder.glob("*.txz"))
    with tarfile.open(archive, "r:xz") as tar:
        tar.extraction_filter = getattr(tarfile, "data_filter", None)  # ignored by a Python that lacks it
        tar.extractall(building / "postgresql")  # noqa: S202 - a pinned, checksummed archive
    shutil.rmtree(folder)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    ENGINES.parent.mkdir(parents=True, exist_ok=True)
    with ENGINES.with_name("engines.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
