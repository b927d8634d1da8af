"""Admissibility for mediation: facts and a day in; verdict, mediator, dates out."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contracts.message import Contract
from contracts.vocabulary import Sector

Verdict = Literal["admissible", "unsure", "not-yet", "inadmissible"]

Place = Literal[
    "metropolitan",
    "alsace-moselle",
    "guadeloupe",
    "martinique",
    "guiana",
    "reunion",
    "mayotte",
    "saint-barthelemy",
    "saint-martin",
    "saint-pierre-and-miquelon",
    "wallis-and-futuna",
    "french-polynesia",
    "new-caledonia",
]
"""Where the same days are holidays."""

ClockKind = Literal[
    "written-complaint", "earliest-mediation", "one-year-limit", "rejection", "outcome", "trader-answer"
]


Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 1, 1))]
"""A day that somebody types: bounded, since calendars end."""


class DeclaredMediator(Contract):
    """The mediator that the trader names, and where that was read."""

    name: str = Field(max_length=120)
    source: str = Field("", max_length=120)
    declared_on: Day | None = None


class MediationFacts(Contract):
    """What is known of a case; what is left out is not known. Days are days of Paris."""

    claimant: Literal["consumer", "micro-enterprise", "professional"] | None = None
    against: Literal["consumer", "professional"] | None = None
    contract: bool | None = Field(None, description="The claimant bought or ordered something from the trader.")
    excluded_field: Literal["none", "health", "public-higher-education", "non-economic-public-service"] | None = None
    sector: Sector | None = None
    sub_case: str | None = Field(None, max_length=40)
    written: bool | None = Field(None, description="The claimant complained to the trader in writing.")
    complained_on: Day | None = Field(None, description="First written complaint to the trader.")
    contract_channel_kept: bool | None = None
    answered_on: Day | None = None
    refused: bool | None = None
    examined_by: Literal["nobody", "company-mediator", "mediator"] | None = None
    in_court: bool | None = None
    declared: DeclaredMediator | None = None
    ec261: bool | None = Field(None, description="A flight under Regulation (EC) 261/2004.")
    amount_cents: int | None = Field(None, ge=0, le=100_000_000)
    place: Place | None = None
    notified_on: Day | None = Field(None, description="The mediator told both sides that it has the case (R612-2).")


class AskAdmissibility(Contract):
    """Facts and a day, today by default; nothing is kept."""

    facts: MediationFacts
    on: Day | None = None
    sent_on: Day | None = Field(None, description="Day the file went to the mediator.")


class MediatorView(Contract):
    """A mediator as it is proposed."""

    name: str
    domain: str
    """Of its website."""
    note: str
    checked_on: date


class RuleView(Contract):
    """What one rule says."""

    rule: str
    label: str
    verdict: Verdict
    article: str
    evidence: str
    question: str | None
    question_code: str | None
    remedy: str
    from_on: date | None
    until_on: date | None
    until_extended_on: date | None


class ClockView(Contract):
    """One date of the case."""

    kind: ClockKind
    due_on: date
    label: str
    explanation: str
    article: str
    reminders_on: tuple[date, ...]


class AssessmentView(Contract):
    """Whether a mediator may take the case, which one, when, and what to ask."""

    verdict: Verdict
    rules: tuple[RuleView, ...]
    mediator: MediatorView | None
    basis: Literal["public", "declared", "compulsory", "sector", "ask"]
    candidates: tuple[MediatorView, ...]
    earliest_on: date | None
    latest_on: date | None
    """The last day of the year, not pushed to a working day."""
    latest_extended_on: date | None
    reminders_on: tuple[date, ...]
    compulsory: bool
    """A mediator must be tried before a court."""
    notices: tuple[str, ...]
    warnings: tuple[str, ...]
    clocks: tuple[ClockView, ...]
    assessed_on: date
    rules_version: str
    mediators_version: str


class DisputeAssessment(Contract):
    """A dispute's facts as they are known, and their assessment."""

    facts: MediationFacts
    """Answers of the author, else what the site knows."""
    assessment: AssessmentView
    proposed: tuple[str, ...] = ()
    """Names of the mediators that may be the right one, the likeliest first."""


class SaveFacts(Contract):
    """Answers of the author; what is left out stays as it was."""

    facts: MediationFacts = MediationFacts()
    unknown: tuple[str, ...] = Field((), max_length=20, description="Names of facts to forget.")


class RequestMediation(Contract):
    """The author wrote to a mediator."""

    mediator: str = Field(max_length=120)
    sent_on: Day


class LeaveMediator(Contract):
    """The mediator does not have the file: it refused it, or its author had said so by mistake."""

    why: Literal["declined", "mistaken"]


class RecordOutcome(Contract):
    """How the dispute ended, told by its author."""

    outcome: Literal["mediated", "unresolved", "inadmissible"]
    obtained_cents: int | None = Field(None, ge=0, le=100_000_000)


class MediatorRows(Contract):
    """The data of mediators as staff edits them: CSV with a header."""

    csv: str = Field(max_length=200_000)
    version: str = Field(max_length=60, description="Of the data that were edited; others in force since: 409.")


class MediatorDataRef(Contract):
    """What putting data in force answers."""

    version: str
    count: int


class MediatorData(Contract):
    """The data in force."""

    csv: str
    version: str
    count: int
    oldest_checked_on: date
    stale: bool
    """The oldest was checked more than 180 days ago."""
    replaced_at: AwareDatetime | None
