"""The folder of a platform: held by one at a time, emptied on demand."""

import fcntl
import shutil
from pathlib import Path
from typing import TextIO

from reclameici.local.errors import LocalError

KEPT = ("engines", "engines.lock", "lock")


def hold(folder: Path) -> TextIO:
    """Holds the folder until the returned file is closed; raises LocalError if another platform holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = (folder / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise LocalError(f"A platform is already running on {folder}: stop it first.") from None
    return lock


def empty(folder: Path) -> None:
    """Removes all data of a platform but the fetched engines; raises LocalError while it runs."""
    with hold(folder):
        for entry in folder.iterdir():
            if entry.name not in KEPT:
                _remove(entry)


def _remove(entry: Path) -> None:
    if entry.is_dir():
        shutil.rmtree(entry)
    else:
        entry.unlink()
