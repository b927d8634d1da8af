"""A dispute: its state, and the decisions about it. A complaint and its dispute stay two things."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from disputes.domain import facts
from disputes.domain.case import Case, Escalation, Ground, escalation_of
from disputes.domain.errors import (
    CannotEscalateError,
    ClosedError,
    HandedOverError,
    InvalidError,
    MediationAlreadyRequestedError,
    MediationNotRequestedError,
    NoOfferError,
    OfferChangedError,
)
from disputes.domain.facts import (
    FORGOTTEN,
    DisputeClosed,
    DisputeOpened,
    Fact,
    GivenBack,
    MediationCorrected,
    MediationGivenBack,
    MediationRequested,
    Outcome,
    SettlementDeclined,
    SettlementOffered,
)

OFFER_LENGTH = (20, 4000)

FILE_KEPT = timedelta(days=90)
"""After the end of a dispute: time to download the file for the mediator once more."""


class Status(StrEnum):
    """Where a dispute stands."""

    OPEN = "open"
    MEDIATION = "mediation"
    CLOSED = "closed"


@dataclass(frozen=True)
class Offer:
    """The brand's offer: it waits for the author, or is what both agreed on."""

    id: str
    text: str
    made_at: datetime


@dataclass(frozen=True)
class Dispute:
    """One dispute."""

    id: str
    complaint_id: str
    number: str
    """The complaint's, which people say."""
    brand_id: str
    point_of_sale_id: str | None
    author_id: str
    ground: Ground
    opened_at: datetime
    status: Status = Status.OPEN
    offer: Offer | None = None
    mediator: str | None = None
    mediation_requested_at: datetime | None = None
    sent_on: date | None = None
    """The day the mediator was written to."""
    referral_id: str | None = None
    """Where the site handed the file to the mediator."""
    given_back: GivenBack | None = None
    """Why the last mediator no longer has the file."""
    rules_version: str | None = None
    """Of the law that the case was judged by when the mediator was written to."""
    mediators_version: str | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    obtained_cents: int | None = None
    """What the author said to have obtained by mediation; shown to the author alone."""
    version: int = 1


def escalation(case: Case, former: tuple[Dispute, ...], response_days: int, today: date) -> Escalation:
    """Whether the author may escalate: one dispute at a time, and none after one that was fought to its end.

    Args:
        former: the disputes that this complaint had.
        response_days: the brand's indicative delay.
    """
    if any(each.status is not Status.CLOSED for each in former):
        return Escalation(None, "Cette réclamation est déjà en litige.")
    if any(each.outcome not in FORGOTTEN for each in former):
        return Escalation(None, "Le litige de cette réclamation est clos.")
    return escalation_of(case, response_days, today)


def open_(dispute_id: str, case: Case, possible: Escalation, now: datetime) -> Dispute:
    """The author escalates. Raises CannotEscalateError."""
    if possible.ground is None:
        raise CannotEscalateError(possible.reason)
    return Dispute(
        dispute_id,
        case.complaint_id,
        case.number,
        case.brand_id,
        case.point_of_sale_id,
        case.author_id,
        possible.ground,
        now,
    )


def opened(dispute: Dispute) -> DisputeOpened:
    """The fact that a new dispute begins with."""
    return DisputeOpened(dispute.opened_at, dispute.ground)


def offer_settlement(dispute: Dispute, offer_id: str, text: str, now: datetime) -> SettlementOffered:
    """The brand offers to settle; a new offer takes the place of one that waits.

    Raises:
        ClosedError, InvalidError.
    """
    require_open(dispute)
    low, high = OFFER_LENGTH
    if not low <= len(text.strip()) <= high:
        raise InvalidError(f"Écrivez votre proposition en {low} à {high} signes.", "text")
    return SettlementOffered(now, offer_id, text.strip())


def answer_offer(dispute: Dispute, offer_id: str, accepted: bool, now: datetime) -> DisputeClosed | SettlementDeclined:
    """The author accepts the offer that was read, which ends the dispute, or goes on.

    Raises:
        ClosedError, NoOfferError, OfferChangedError.
    """
    require_open(dispute)
    if dispute.offer is None:
        raise NoOfferError
    if dispute.offer.id != offer_id:
        raise OfferChangedError
    return DisputeClosed(now, Outcome.SETTLED) if accepted else SettlementDeclined(now)


def request_mediation(dispute: Dispute, mediator: str, sent_on: date, now: datetime) -> MediationRequested:
    """The author wrote to a mediator.

    Raises:
        ClosedError, MediationAlreadyRequestedError.
    """
    require_open(dispute)
    if dispute.status is Status.MEDIATION:
        raise MediationAlreadyRequestedError
    return MediationRequested(now, mediator, sent_on)


def give_back(dispute: Dispute, referral_id: str, why: GivenBack, now: datetime) -> MediationGivenBack | None:
    """A referral ended; None where it is not by it that a mediator has the file."""
    if dispute.status is not Status.MEDIATION or dispute.referral_id != referral_id:
        return None
    return MediationGivenBack(now, why)


def correct_request(dispute: Dispute, now: datetime) -> MediationCorrected:
    """The author did not write to this mediator, or not on this day.

    Raises:
        ClosedError, MediationNotRequestedError, HandedOverError.
    """
    _require_requested(dispute)
    if dispute.referral_id:
        raise HandedOverError
    return MediationCorrected(now)


def note_declined(dispute: Dispute, now: datetime) -> MediationGivenBack:
    """The author says that the mediator refused the file. Raises ClosedError, MediationNotRequestedError."""
    _require_requested(dispute)
    return MediationGivenBack(now, GivenBack.DECLINED)


def _require_requested(dispute: Dispute) -> None:
    require_open(dispute)
    if dispute.status is not Status.MEDIATION:
        raise MediationNotRequestedError


def check_notice(dispute: Dispute, notified_on: date, today: date) -> None:
    """The day on which the mediator told both sides that it has the case (R612-2).

    Raises:
        MediationNotRequestedError.
        InvalidError: before the file was sent, or still to come.
    """
    if dispute.sent_on is None:
        raise MediationNotRequestedError
    if not dispute.sent_on <= notified_on <= today:
        raise InvalidError("Indiquez un jour entre votre envoi et aujourd’hui.", "notified_on")


def close(dispute: Dispute, outcome: Outcome, obtained_cents: int | None, now: datetime) -> DisputeClosed:
    """The author says how it ended.

    Raises:
        ClosedError, MediationNotRequestedError: mediated without a mediator.
        InvalidError: an amount where nothing can have been obtained.
    """
    require_open(dispute)
    if outcome is Outcome.MEDIATED and dispute.status is not Status.MEDIATION:
        raise MediationNotRequestedError
    if obtained_cents and outcome is not Outcome.MEDIATED:
        raise InvalidError("Indiquez un montant seulement si la médiation a abouti.", "obtained_cents")
    return DisputeClosed(now, outcome, obtained_cents)


def withdraw(dispute: Dispute, now: datetime) -> DisputeClosed:
    """The author gives up. Raises ClosedError."""
    require_open(dispute)
    return DisputeClosed(now, Outcome.WITHDRAWN)


def end_with_complaint(dispute: Dispute, now: datetime) -> DisputeClosed:
    """The complaint is gone, or another brand's. Raises ClosedError."""
    return replace(withdraw(dispute, now), with_complaint=True)


def require_open(dispute: Dispute) -> None:
    """Raises ClosedError."""
    if dispute.status is Status.CLOSED:
        raise ClosedError


def forget(dispute: Dispute) -> Dispute:
    """Without what the parties wrote: their complaint is gone."""
    return replace(dispute, offer=None)


def evolve(dispute: Dispute, fact: Fact) -> Dispute:
    """The dispute after a fact."""
    return replace(dispute, version=dispute.version + 1, **CHANGES[type(fact)](fact))


NOT_REQUESTED = {
    "status": Status.OPEN,
    "mediator": None,
    "mediation_requested_at": None,
    "sent_on": None,
    "referral_id": None,
}
"""What a dispute is while no mediator has its file."""

CHANGES: Mapping[type[Fact], Callable[[Any], dict[str, Any]]] = {
    facts.SettlementOffered: lambda f: {"offer": Offer(f.offer_id, f.text, f.at)},
    facts.SettlementDeclined: lambda _: {"offer": None},
    facts.MediationRequested: lambda f: {
        "status": Status.MEDIATION,
        "mediator": f.mediator,
        "mediation_requested_at": f.at,
        "sent_on": f.sent_on,
        "referral_id": f.referral_id,
        "given_back": None,
        "rules_version": f.rules_version,
        "mediators_version": f.mediators_version,
    },
    facts.MediationGivenBack: lambda f: {**NOT_REQUESTED, "given_back": f.why},
    facts.MediationCorrected: lambda _: NOT_REQUESTED,
    facts.DisputeReminded: lambda _: {},
    facts.DisputeClosed: lambda f: {
        "status": Status.CLOSED,
        "closed_at": f.at,
        "outcome": f.outcome,
        "obtained_cents": f.obtained_cents,
        **({} if f.outcome is Outcome.SETTLED else {"offer": None}),
    },
}
"""What each fact changes."""
