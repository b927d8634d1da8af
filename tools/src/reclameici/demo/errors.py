"""What may go wrong in a load, each said in one sentence."""

from reclameici.local.errors import LocalError


class DemoError(LocalError):
    """The load cannot go on."""


class RefusedError(DemoError):
    """The site refused something that was played."""

    def __init__(self, path: str, status: int, detail: str) -> None:
        super().__init__(f"The site answered {status} to {path}: {detail.strip()[:200]}")
        self.status = status


class NotSettledError(DemoError):
    """Something that follows by itself did not happen."""

    def __init__(self, what: str, seconds: float) -> None:
        super().__init__(f"{what} did not happen within {seconds:.0f} s.")
