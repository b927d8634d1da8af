"""The moderators' pages: queue, case, preview of the statement of reasons, suggested brands."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from contracts.vocabulary import Sector
from gateway.presentation.labels import GROUNDS
from gateway.presentation.views.filing import EvidenceFile
from gateway.presentation.views.form import EMPTY, FormState, Option

PUBLISHING = (
    Option("publish", "Publier"),
    Option("publish-masked", "Publier avec masquage", "Les passages relevés sont remplacés par un masque visible."),
    Option("refuse", "Refuser", "L’auteur reçoit les motifs et peut contester."),
)
"""Decisions about a text that is not public yet."""

PUBLISHED = (
    Option("keep", "Maintenir"),
    Option("suspend", "Suspendre", "Le temps d’un contrôle : le texte disparaît, le dossier ne compte plus."),
    Option("remove", "Retirer", "Pour de bon. L’auteur reçoit les motifs et peut contester."),
)
"""Decisions about a public text."""

GROUND_OPTIONS = (Option("", "Choisir un fondement"), *(Option(code, label) for code, label in GROUNDS.items()))


@dataclass(frozen=True)
class QueueLine:
    """A complaint that waits for a decision."""

    id: str
    number: str
    title: str
    brand_name: str
    waiting_since: datetime
    findings: tuple[str, ...]
    """Kinds found, in French."""
    opened_by_colleague: bool = False

    @property
    def href(self) -> str:
        """The case's address."""
        return f"/moderation/{self.id}"


@dataclass(frozen=True)
class QueuePage:
    """What waits, the longest wait first."""

    template: ClassVar[str] = "pages/moderation/file.html"
    waiting: tuple[QueueLine, ...]
    form: FormState = EMPTY
    """Of « Ouvrir une réclamation publiée »."""


@dataclass(frozen=True)
class Span:
    """A stretch of the text; `finding` names what was found in it."""

    text: str
    finding: str | None = None


@dataclass(frozen=True)
class Finding:
    """One thing the screening found, with its rule."""

    kind: str
    excerpt: str
    rule: str


@dataclass(frozen=True)
class ModerationCase:
    """A text, what was found in it, the decision to take."""

    template: ClassVar[str] = "pages/moderation/dossier.html"
    id: str
    number: str
    title: tuple[Span, ...]
    text: tuple[Span, ...]
    findings: tuple[Finding, ...]
    brand_name: str
    pseudonym: str
    filed_at: datetime
    version: int
    decisions: tuple[Option, ...] = PUBLISHING
    grounds: tuple[Option, ...] = GROUND_OPTIONS
    wish: str | None = None
    files: tuple[EvidenceFile, ...] = ()
    opened_by_colleague: bool = False
    form: FormState = EMPTY

    @property
    def action(self) -> str:
        """Where the panel posts to."""
        return f"/moderation/{self.id}/decision"


@dataclass(frozen=True)
class Statement:
    """A statement of reasons, as the author reads it."""

    decision: str
    facts: str
    ground: str
    detection: str
    decided_at: datetime
    contest_href: str | None = None


@dataclass(frozen=True)
class DecisionPreview:
    """The statement as the author will read it, before it is confirmed."""

    template: ClassVar[str] = "pages/moderation/relecture.html"
    id: str
    number: str
    title: str
    decision: str
    """The code to send on."""
    ground: str
    facts: str
    version: int
    statement: Statement | None
    """None where the decision needs no reasons."""
    public_text: str | None = None
    """The text as it will appear, masks included."""

    @property
    def action(self) -> str:
        """Where the confirmation posts to."""
        return f"/moderation/{self.id}/decision"


@dataclass(frozen=True)
class SuggestedBrand:
    """A brand that a consumer named and that has no page."""

    id: str
    name: str
    sector: Sector
    website: str | None
    suggested_at: datetime
    complaints: int
    """That wait for it."""


@dataclass(frozen=True)
class SuggestionsPage:
    """Suggested brands to accept or refuse."""

    template: ClassVar[str] = "pages/moderation/marques.html"
    suggestions: tuple[SuggestedBrand, ...]
