"""Admissibility for mediation: the simulator, the assistant of a dispute, its verdict and clocks."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gateway.presentation.labels import Tag
from gateway.presentation.questions import Question
from gateway.presentation.views.form import EMPTY, FormState, Option


@dataclass(frozen=True)
class RuleLine:
    """What one rule says."""

    label: str
    tag: Tag
    article: str
    evidence: str
    question: str | None = None
    remedy: str = ""
    from_on: date | None = None


@dataclass(frozen=True)
class ClockLine:
    """One date of the case."""

    label: str
    due_on: date
    explanation: str
    article: str
    passed: bool
    reminders_on: tuple[date, ...] = ()


@dataclass(frozen=True)
class MediatorBox:
    """The mediator to write to, and why this one."""

    name: str
    domain: str
    why: str
    note: str = ""


@dataclass(frozen=True)
class AssessmentBlock:
    """The verdict, its reasons, what comes when."""

    tag: Tag
    headline: str
    rules: tuple[RuleLine, ...]
    clocks: tuple[ClockLine, ...]
    notices: tuple[str, ...]
    mediator: MediatorBox | None = None
    candidates: tuple[str, ...] = ()
    is_unconfirmed: bool = False
    """The brand names a mediator that the data do not list."""
    warnings: tuple[str, ...] = ()
    latest_on: date | None = None
    latest_extended_on: date | None = None
    versions: str = ""

    @property
    def is_settled(self) -> bool:
        """No rule waits for an answer."""
        return not any(rule.question for rule in self.rules)


@dataclass(frozen=True)
class SimulatorPage:
    """Everyone's questions, and the answer below; nothing is kept."""

    template: ClassVar[str] = "pages/litige/simulateur.html"
    sectors: tuple[Option, ...]
    questions: tuple[Question, ...]
    assessment: AssessmentBlock | None = None
    form: FormState = EMPTY


@dataclass(frozen=True)
class QuestionPage:
    """One question of the assistant."""

    template: ClassVar[str] = "pages/litige/question.html"
    number: str
    question: Question
    step: int
    total: int
    previous: str | None
    """Field of the question before."""
    form: FormState = EMPTY

    @property
    def href(self) -> str:
        """Where the assistant is."""
        return f"/mon-espace/reclamations/{self.number}/litige/mediation"


@dataclass(frozen=True)
class Relay:
    """How far the author has come towards having the site hand the file over to the mediator."""

    mediator: str
    has_file: bool
    has_mandate: bool
    is_given: bool
    """The mediator's receipt is awaited."""


REFUSED = Option("declined", "Il l’a refusé", "Vous pourrez le compléter, ou saisir un autre médiateur s’il y en a un.")
MISTAKEN = Option("mistaken", "Je me suis trompé de médiateur ou de jour", "Vous pourrez enregistrer le bon.")


@dataclass(frozen=True)
class MediationPage:
    """What a mediator may do about the author's dispute, and the author's next step."""

    template: ClassVar[str] = "pages/litige/mediation.html"
    number: str
    title: str
    brand_name: str
    assessment: AssessmentBlock
    mediators: tuple[Option, ...]
    """That may be written to, the right one first."""
    relay: Relay | None = None
    """None where the site cannot hand the file over."""
    requested: str | None = None
    """Name of the mediator that has the file."""
    handed_over: bool = False
    """It was the site that gave it the file."""
    given_back: str | None = None
    """Why the last mediator no longer has it."""
    sent_on: date | None = None
    notified_on: date | None = None
    """The day on which the mediator told both sides that it has the case."""
    judged_by: str = ""
    """The versions that the case was judged by when it was sent."""
    closed: bool = False
    form: FormState = EMPTY

    @property
    def href(self) -> str:
        """The case's private address."""
        return f"/mon-espace/reclamations/{self.number}"

    @property
    def reasons_to_leave(self) -> tuple[Option, ...]:
        """Why the mediator may not have the file: what the site handed over is nobody's mistake."""
        return (REFUSED,) if self.handed_over else (REFUSED, MISTAKEN)


@dataclass(frozen=True)
class MediatorsPage:
    """The data of mediators, for staff."""

    template: ClassVar[str] = "pages/litige/mediateurs.html"
    count: int
    version: str
    oldest_checked_on: date
    stale: bool
    form: FormState = EMPTY
