"""The programs that the machine must bring: installed on Debian as root, asked for elsewhere."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from reclameici.local.errors import LocalError

OLDEST_JAVA = 17


def require_java() -> None:
    """Makes sure of a Java 17 or newer and of Maven; raises LocalError with the command to run."""
    if _java_version() < OLDEST_JAVA:
        _install("A JDK 17 or newer", "default-jdk-headless")
    if shutil.which("mvn") is None:
        _install("Maven", "maven")


def require_chromium() -> None:
    """Makes sure of Debian's chromium for the browser tests; raises LocalError with the command to run."""
    if shutil.which("chromium") is None:
        _install("chromium, which the browser tests drive,", "chromium")


def java() -> str:
    """The java program: of JAVA_HOME if set, else of the path."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else "java"


def _java_version() -> int:
    if shutil.which(java()) is None:
        return 0
    answer = subprocess.run([java(), "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r'version "(\d+)', answer.stderr)
    return int(found.group(1)) if found else 0


def _install(what: str, package: str) -> None:
    if not _may_install():
        raise LocalError(f"{what} is missing. Install it, on Debian with: sudo apt-get install {package}")
    commands = (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", package],
    )
    for command in commands:
        _apt(command)


def _may_install() -> bool:
    return os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def _apt(command: list[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(  # noqa: S603 - a fixed command
        command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise LocalError(f"`{' '.join(command)}` failed:\n{done.stderr.strip()}")
