"""What this service knows of a complaint, and whether its author may escalate it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from disputes.domain.days import days_after

DISSATISFIED_BELOW = 5
"""A note under it is dissatisfied, even where the author says that the problem is solved."""


class Ground(StrEnum):
    """Why a complaint may become a dispute."""

    NO_RESPONSE = "no-response"
    DISSATISFIED = "dissatisfied"
    BROKEN_PROMISE = "broken-promise"


@dataclass(frozen=True)
class Case:
    """A published complaint, from its facts."""

    complaint_id: str
    number: str
    brand_id: str
    author_id: str
    point_of_sale_id: str | None
    waiting_since: datetime
    """Its publication, or the day it moved to its present brand."""
    answered_at: datetime | None = None
    note: int | None = None
    """Of the last rating, 0 to 10."""
    solved: bool | None = None
    promise_broken: bool = False
    suspended: bool = False
    ended: bool = False
    """Removed or withdrawn."""


@dataclass(frozen=True)
class Escalation:
    """Whether a complaint may become a dispute today."""

    ground: Ground | None
    reason: str
    """Why, or what it takes, in the author's words."""
    from_on: date | None = None
    """The first day on which silence is enough."""


def escalation_of(case: Case, response_days: int, today: date) -> Escalation:
    """Whether the author may escalate, and why.

    Args:
        response_days: the brand's indicative delay, from publication.
    """
    if case.ended or case.suspended:
        return Escalation(None, "Cette réclamation n’est pas publiée\u00a0: elle ne peut pas passer en litige.")
    if case.promise_broken:
        return Escalation(Ground.BROKEN_PROMISE, "La marque n’a pas tenu sa promesse.")
    if case.answered_at is None:
        return _of_silence(case, response_days, today)
    if case.note is None:
        return Escalation(None, "La marque vous a répondu\u00a0: donnez d’abord votre avis sur sa réponse.")
    if case.solved and case.note >= DISSATISFIED_BELOW:
        return Escalation(None, "Vous avez déclaré votre problème réglé. Corrigez votre avis s’il ne l’est pas.")
    return Escalation(Ground.DISSATISFIED, "La réponse de la marque ne vous a pas satisfait.")


def _of_silence(case: Case, response_days: int, today: date) -> Escalation:
    from_on = days_after(case.waiting_since, response_days + 1)
    if today >= from_on:
        return Escalation(Ground.NO_RESPONSE, f"La marque n’a pas répondu en {response_days} jours.", from_on)
    return Escalation(None, f"La marque a {response_days} jours pour vous répondre.", from_on)
