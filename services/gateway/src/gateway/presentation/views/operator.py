"""The operator's page: from a complaint's number to its way through the services."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from gateway.presentation.views.form import EMPTY, FormState


@dataclass(frozen=True)
class PathStep:
    """One event on a complaint's way."""

    at: datetime
    service: str
    event: str
    """The CloudEvents type."""
    event_id: str
    milliseconds: int | None = None
    """Since the step before."""
    trace_href: str | None = None


@dataclass(frozen=True)
class ServiceHealth:
    """How a service does."""

    name: str
    ready: bool
    lag: int
    """Records not consumed yet."""
    outbox: int
    """Records not sent yet."""
    parked: int
    """Keys parked after a failure."""


@dataclass(frozen=True)
class OperatorPage:
    """« Numéro de dossier », then the path with times."""

    template: ClassVar[str] = "pages/operateur.html"
    number: str = ""
    path: tuple[PathStep, ...] = ()
    services: tuple[ServiceHealth, ...] = ()
    trace_href: str | None = None
    form: FormState = EMPTY
