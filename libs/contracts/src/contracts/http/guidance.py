"""Guidance before and while filing: the right door, to whom, with what proof, by which right."""

from datetime import date
from typing import Literal

from pydantic import Field

from contracts.message import Contract
from contracts.vocabulary import Subject


class Triage(Contract):
    """Answers given so far, by question code."""

    answers: dict[str, str] = Field(default_factory=dict)


class TriageChoice(Contract):
    """One answer that may be given."""

    code: str
    label: str
    hint: str | None = None


class TriageQuestion(Contract):
    """The next question."""

    code: str
    text: str
    hint: str | None = None
    choices: tuple[TriageChoice, ...]


class TriageDoor(Contract):
    """Where to turn to instead."""

    name: str
    link: str | None = None
    note: str | None = None


class TriageRefusal(Contract):
    """Why a case is out of scope, and the right door."""

    code: str
    why: str
    article: str
    doors: tuple[TriageDoor, ...]


class TriageOutcome(Contract):
    """One of: a question to ask, a refusal, or marks that the complaint carries."""

    outcome: Literal["ask", "refused", "accepted"]
    question: TriageQuestion | None = None
    refusal: TriageRefusal | None = None
    marks: tuple[str, ...] = ()
    rules_version: str


class PieceView(Contract):
    """A kind of evidence worth having; none blocks filing."""

    code: str
    label: str
    level: Literal["required", "advised", "accepted"]
    help: str | None = None


class RightView(Contract):
    """A rule of law that may matter, for information."""

    text: str
    article: str


class Guidance(Contract):
    """What to join, ask for and know, for a sector and a category."""

    pieces: tuple[PieceView, ...]
    wishes: tuple[str, ...]
    rights: tuple[RightView, ...]
    notice: str
    rules_version: str


class FindAddressee(Contract):
    """What the author knows of a purchase, to be told whom to complain to first."""

    subject: Subject
    brand_id: str | None = Field(None, description="The brand in mind; a network is asked for with its point of sale.")
    bought_on: date | None = Field(None, description="Day of purchase, or of delivery where there was one.")
    extension_ends_on: date | None = Field(None, description="Last day of an extension bought from the seller.")
    repaired: bool = Field(False, description="Repaired under the legal guarantee already, which adds 6 months.")
    days_immobilised: int = Field(0, ge=0, le=3650, description="Days at the repairer’s, which do not count.")


class AskedField(Contract):
    """Something to say in the complaint because its addressee needs it; it never blocks filing."""

    code: str
    """`point_of_sale`, or a field of the complaint's product."""
    label: str
    help: str


class Addressee(Contract):
    """To whom a complaint goes first, and why."""

    code: str
    who: str
    why: str
    article: str
    guarantee_ends_on: date | None = Field(None, description="Last day on which the seller answers.")
    fields: tuple[AskedField, ...]
    rules_version: str
