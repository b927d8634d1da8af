"""The moderators' pages: queue, case, preview of the statement of reasons, suggested brands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar

from contracts.http.moderation import Decision, Subject
from contracts.vocabulary import Sector
from gateway.presentation.labels import GROUNDS
from gateway.presentation.views.filing import EvidenceFile
from gateway.presentation.views.form import EMPTY, FormState, Option

MASKED = "Les passages relevés sont remplacés par un masque visible."
CONTESTABLE = "L’auteur reçoit les motifs et peut contester."

OPTIONS: Mapping[Decision, Option] = MappingProxyType(
    {
        "publish": Option("publish", "Publier"),
        "publish-masked": Option("publish-masked", "Publier avec masquage", MASKED),
        "refuse": Option("refuse", "Refuser", CONTESTABLE),
        "suspend": Option(
            "suspend", "Suspendre", "Le temps d’un contrôle : le texte disparaît, le dossier ne compte plus."
        ),
        "reinstate": Option("reinstate", "Remettre en ligne"),
        "remove": Option("remove", "Retirer", f"Pour de bon. {CONTESTABLE}"),
    }
)
"""What a moderator may decide about a complaint."""

COMMENT_OPTIONS: Mapping[Decision, Option] = MappingProxyType(
    {
        **OPTIONS,
        "publish": Option("publish", "Publier le commentaire"),
        "publish-masked": Option("publish-masked", "Publier le commentaire avec masquage", MASKED),
        "refuse": Option("refuse", "Refuser le commentaire", f"La note compte toujours. {CONTESTABLE}"),
        "suspend": Option("suspend", "Suspendre la réclamation entière", OPTIONS["suspend"].hint),
        "remove": Option("remove", "Retirer la réclamation entière", OPTIONS["remove"].hint),
    }
)
"""The same while the comment of a rating waits."""

RESPONSE_OPTIONS: Mapping[Decision, Option] = MappingProxyType(
    {
        **COMMENT_OPTIONS,
        "publish": Option("publish", "Publier la réponse", "Elle vient de la marque et reste mesurée."),
        "publish-masked": Option("publish-masked", "Publier la réponse avec masquage", MASKED),
        "refuse": Option(
            "refuse", "Refuser la réponse", "La marque lit vos motifs avec son code et peut en écrire une autre."
        ),
    }
)
"""The same while the response of a claim code's holder waits."""

OPTIONS_OF: Mapping[Subject | None, Mapping[Decision, Option]] = MappingProxyType(
    {None: OPTIONS, "complaint": OPTIONS, "comment": COMMENT_OPTIONS, "response": RESPONSE_OPTIONS}
)
"""By the text that waits."""

KEEP = Option("keep", "Maintenir")
"""Beside the decisions about a public text: nothing changes."""

GROUND_OPTIONS = (Option("", "Choisir un fondement"), *(Option(code, label) for code, label in GROUNDS.items()))


@dataclass(frozen=True)
class Colleague:
    """Another moderator has the case open, and alone may decide until then."""

    opened_at: datetime
    until: datetime


@dataclass(frozen=True)
class QueueLine:
    """A text that waits for a decision."""

    id: str
    number: str
    title: str
    brand_name: str
    waiting_since: datetime
    findings: tuple[str, ...]
    """Kinds found, in French."""
    subject: Subject = "complaint"
    colleague: Colleague | None = None

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
class CommentInReview:
    """The comment of a rating that waits for a decision, with its rating."""

    text: tuple[Span, ...]
    note: int
    solved: bool
    rated_at: datetime


@dataclass(frozen=True)
class ResponseInReview:
    """The response of a claim code's holder."""

    kind: str
    text: tuple[Span, ...]
    written_at: datetime
    promise_due_on: date | None
    other_brand: str | None


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
    decisions: tuple[Option, ...] = ()
    """None where there is nothing to decide, or where a colleague decides."""
    grounds: tuple[Option, ...] = GROUND_OPTIONS
    wish: str | None = None
    files: tuple[EvidenceFile, ...] = ()
    comment: CommentInReview | None = None
    response: ResponseInReview | None = None
    colleague: Colleague | None = None
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
    decision: str
    """The code to send on."""
    ground: str
    facts: str
    version: int
    statement: Statement | None
    """None where the decision needs no reasons."""
    public_title: str | None = None
    public_text: str | None = None
    """What will appear, masks included."""

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
