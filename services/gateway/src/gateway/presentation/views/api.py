"""The JSON API's description for people."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Operation:
    """One thing a program can do."""

    id: str
    method: str
    path: str
    title: str
    request: str
    """A curl command to copy."""
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class ApiDocsPage:
    """Every operation beside a request to run."""

    template: ClassVar[str] = "pages/api.html"
    groups: tuple[tuple[str, tuple[Operation, ...]], ...]
