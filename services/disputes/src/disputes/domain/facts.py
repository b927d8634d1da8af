"""What happens to a dispute, in the order of its life."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from disputes.domain.case import Ground


class Outcome(StrEnum):
    """How a dispute ended."""

    SETTLED = "settled"
    """The author accepted the brand's offer."""
    MEDIATED = "mediated"
    """Settled by mediation."""
    UNRESOLVED = "unresolved"
    INADMISSIBLE = "inadmissible"
    """No mediator may take it."""
    WITHDRAWN = "withdrawn"


FORGOTTEN = frozenset({Outcome.INADMISSIBLE, Outcome.WITHDRAWN})
"""Outcomes that the score forgets."""


@dataclass(frozen=True)
class Fact:
    """Base of all facts."""

    at: datetime


@dataclass(frozen=True)
class DisputeOpened(Fact):
    """The author escalated."""

    ground: Ground


@dataclass(frozen=True)
class SettlementOffered(Fact):
    """The brand offers to settle."""

    offer_id: str
    text: str
    """Between the parties (confidential)."""


@dataclass(frozen=True)
class SettlementDeclined(Fact):
    """The author goes on."""


@dataclass(frozen=True)
class MediationRequested(Fact):
    """A mediator has the file."""

    mediator: str
    """Its name in the data of mediators."""
    sent_on: date
    referral_id: str | None = None
    """Where the site handed the file over; None where the author sent it."""
    rules_version: str | None = None
    """Of the law that the case was judged by."""
    mediators_version: str | None = None


class GivenBack(StrEnum):
    """Why a mediator no longer has a file that we handed over."""

    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """Its author took it back."""


@dataclass(frozen=True)
class MediationGivenBack(Fact):
    """The mediator no longer has the file: another may be asked."""

    why: GivenBack


@dataclass(frozen=True)
class MediationCorrected(Fact):
    """The author had said by mistake that a mediator has the file, or on which day it was sent."""


@dataclass(frozen=True)
class DisputeReminded(Fact):
    """A date of the case comes near, or is there."""

    clock: str
    """Its kind."""
    due_on: date


@dataclass(frozen=True)
class DisputeClosed(Fact):
    """The end."""

    outcome: Outcome
    obtained_cents: int | None = None
    """What the author says to have obtained (confidential)."""
    with_complaint: bool = False
    """It lost its subject: the complaint is gone, or another brand's."""
