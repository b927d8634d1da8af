"""The file for a mediator: put together by the author, looked at, downloaded."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from gateway.presentation.views.form import EMPTY, FormState, Option


@dataclass(frozen=True)
class DossierPage:
    """What goes into the file, and the file once it is there."""

    template: ClassVar[str] = "pages/litige/dossier-mediateur.html"
    number: str
    title: str
    mediators: tuple[Option, ...]
    """That the file may be for, the right one first."""
    pieces: tuple[Option, ...]
    """Evidence that may be joined."""
    prepared_at: datetime | None = None
    closed: bool = False
    """The dispute is over: nothing is prepared any more."""
    form: FormState = EMPTY

    @property
    def href(self) -> str:
        """The dispute's private address."""
        return f"/mon-espace/reclamations/{self.number}/litige"
