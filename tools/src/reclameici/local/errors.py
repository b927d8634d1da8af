"""What may go wrong on an operator's machine, each said in one sentence."""

from pathlib import Path


class LocalError(Exception):
    """Something the operator can put right; `str()` is the whole message."""


class ChildDiedError(LocalError):
    """A process of the platform ended by itself."""

    def __init__(self, title: str, returncode: int | None, log: Path, tail: str) -> None:
        super().__init__(f"{title} stopped by itself (exit code {returncode}), see {log}." + _last_lines(tail))


class NotReadyError(LocalError):
    """A process runs but does not answer."""

    def __init__(self, title: str, seconds: float, log: Path, reason: str, tail: str) -> None:
        super().__init__(f"{title} is not ready after {seconds:.0f} s{reason}, see {log}." + _last_lines(tail))


class StepFailedError(LocalError):
    """A short step, such as a migration, failed."""

    def __init__(self, title: str, returncode: int, log: Path, tail: str) -> None:
        super().__init__(f"{title} failed (exit code {returncode}), see {log}." + _last_lines(tail))


class PortInUseError(LocalError):
    """A port that the platform needs is taken."""

    def __init__(self, name: str, port: int, setting: str) -> None:
        super().__init__(
            f"Port {port}, needed by {name}, is already in use: stop what listens there, or set {setting}."
        )


def _last_lines(tail: str) -> str:
    return f" Its last lines:\n{tail}" if tail else ""
