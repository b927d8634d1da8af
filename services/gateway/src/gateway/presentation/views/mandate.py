"""A mandate in its author's space: drafted, read, signed, revoked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from gateway.presentation.views.form import EMPTY, FormState, Option

POWERS = (
    Option("write", "Écrire à la marque en votre nom"),
    Option("receive", "Recevoir les réponses de la marque"),
    Option("mediate", "Envoyer votre dossier au médiateur"),
    Option("hand-over", "Transmettre votre dossier à un partenaire", "Choisissez-le plus bas."),
)
"""What may be given, never ticked beforehand."""

POWER_LABELS = {each.value: each.label for each in POWERS} | {
    "settle": "Accepter un accord à votre place",
    "cash": "Encaisser une somme pour vous",
}
"""With what former mandates gave and no new one does."""


@dataclass(frozen=True)
class MandateLine:
    """A mandate as its author sees it."""

    id: str
    number: str
    status: str
    powers: tuple[str, ...]
    ends_on: date
    signed_at: datetime | None
    revoked_at: datetime | None
    sealed: bool
    partner_name: str | None = None
    """Whom the file may be handed to."""


@dataclass(frozen=True)
class MandatePage:
    """The mandates of a dispute, and the next step about them."""

    template: ClassVar[str] = "pages/litige/mandat.html"
    number: str
    title: str
    brand_name: str
    standing: MandateLine | None = None
    draft: MandateLine | None = None
    former: tuple[MandateLine, ...] = ()
    code_sent: bool = False
    closed: bool = False
    partners: tuple[Option, ...] = ()
    """Whom the file may be handed to."""
    form: FormState = EMPTY
    powers: tuple[Option, ...] = POWERS

    @property
    def href(self) -> str:
        """The dispute's private address."""
        return f"{self.complaint_href}/litige"

    @property
    def complaint_href(self) -> str:
        """The complaint's private address."""
        return f"/mon-espace/reclamations/{self.number}"
