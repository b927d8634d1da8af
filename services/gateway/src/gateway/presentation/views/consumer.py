"""The consumer's space: what to do, the private view of a complaint, withdrawal, account."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from gateway.presentation.labels import Standing
from gateway.presentation.views.complaint import ResponseView, Step, Verdict
from gateway.presentation.views.filing import EvidenceFile, Piece
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.moderation import Statement


@dataclass(frozen=True)
class ToDo:
    """One thing that waits for the reader, with its deadline."""

    title: str
    detail: str
    action: str
    href: str
    until: datetime | None = None


@dataclass(frozen=True)
class MyComplaint:
    """A line of the consumer's list."""

    number: str
    title: str
    brand_name: str
    standing: Standing
    filed_at: datetime

    @property
    def href(self) -> str:
        """Its private address."""
        return f"/mon-espace/reclamations/{self.number}"


@dataclass(frozen=True)
class ConsumerSpace:
    """« À faire » first, then everything."""

    template: ClassVar[str] = "pages/mon-espace/accueil.html"
    todo: tuple[ToDo, ...]
    complaints: tuple[MyComplaint, ...]
    draft_href: str | None = None
    """Where an unfinished complaint goes on."""


@dataclass(frozen=True)
class Message:
    """One message of the private thread."""

    by: Literal["consumer", "brand", "staff"]
    name: str
    text: str
    at: datetime
    own: bool
    files: tuple[EvidenceFile, ...] = ()


@dataclass(frozen=True)
class CaseView:
    """The author's private view of a complaint."""

    template: ClassVar[str] = "pages/mon-espace/reclamation.html"
    number: str
    title: str
    text: str
    brand_name: str
    standing: Standing
    experience_on: date
    filed_at: datetime
    timeline: tuple[Step, ...]
    messages: tuple[Message, ...] = ()
    responses: tuple[ResponseView, ...] = ()
    verdict: Verdict | None = None
    presumed_at: datetime | None = None
    published_at: datetime | None = None
    rate_until: datetime | None = None
    """The rating is asked; None when there is nothing to rate, or no window."""
    can_rate: bool = False
    """True from the first response on, also after the window."""
    promise_to_confirm: ResponseView | None = None
    files: tuple[EvidenceFile, ...] = ()
    pieces: tuple[Piece, ...] = ()
    """Files that are asked again."""
    statement: Statement | None = None
    thread_closed_on: date | None = None
    reattribution_to: str | None = None
    """The brand that the first one named; the author accepts or not."""
    reattribution_words: str = ""
    """What would end with the present brand."""
    can_withdraw: bool = True
    dispute_title: str = ""
    dispute_words: str = ""
    """Where the dispute stands, or what it takes."""
    dispute_action: str = ""
    """Empty: nothing to say of a dispute."""
    form: FormState = EMPTY

    @property
    def other_party(self) -> str:
        """Who reads the thread on the other side."""
        return "la marque"

    @property
    def href(self) -> str:
        """Its private address."""
        return f"/mon-espace/reclamations/{self.number}"


@dataclass(frozen=True)
class RatingPage:
    """The answer, then the question."""

    template: ClassVar[str] = "pages/mon-espace/avis.html"
    number: str
    title: str
    response: ResponseView
    until: datetime | None
    presumed_at: datetime | None = None
    form: FormState = EMPTY


@dataclass(frozen=True)
class WithdrawPage:
    """What a withdrawal erases, before it is confirmed."""

    template: ClassVar[str] = "pages/mon-espace/retrait.html"
    number: str
    title: str
    brand_name: str


@dataclass(frozen=True)
class ThreadLine:
    """A private thread in the list of messages."""

    number: str
    title: str
    other_party: str
    last_at: datetime
    unread: int
    href: str


@dataclass(frozen=True)
class MessagesPage:
    """All private threads, the latest first."""

    template: ClassVar[str] = "pages/mon-espace/messages.html"
    threads: tuple[ThreadLine, ...]


@dataclass(frozen=True)
class MailChoice:
    """One kind of e-mail that may be switched off."""

    code: str
    label: str
    wanted: bool
    hint: str | None = None


@dataclass(frozen=True)
class AccountPage:
    """Pseudonym, e-mails, password, data."""

    template: ClassVar[str] = "pages/mon-espace/compte.html"
    pseudonym: str | None
    email: str
    """Masked."""
    mails: tuple[MailChoice, ...]
    has_password: bool
    form: FormState = EMPTY
