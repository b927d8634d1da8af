"""Builders, and a small language for the rules: `given(facts…).when(decision, …).then(facts…)`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from complaints.domain import facts
from complaints.domain.answering import Respond
from complaints.domain.checking import Checked
from complaints.domain.complaint import Complaint, evolve
from complaints.domain.errors import ComplaintError
from complaints.domain.facts import By, Control, Fact, ResponseKind
from complaints.domain.filing import FileComplaint
from complaints.domain.rating import RateResponse
from complaints.domain.status import Status
from complaints.domain.terms import Terms

T0 = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
"""A Tuesday morning in Paris, three weeks before summer time."""

TERMS = Terms()

RULES = "triage 2026-03-01, guidance 2026-03-01"

TITLE = "Colis jamais arrivé"
TEXT = "Le colis annoncé pour lundi n’est jamais arrivé, et personne ne répond à mes appels depuis."

ANSWER = "Nous vous remboursons sous dix jours."

COMMENT = "Enfin une réponse, mais quel escroc."

WINDOW_END = datetime(2026, 3, 24, 23, 0, tzinfo=UTC)
"""The end in Paris of the tenth day after the answer of `ANSWERED`, 14 March."""


def at(days: float = 0, **more: float) -> datetime:
    """A moment, counted from T0."""
    return T0 + timedelta(days=days, **more)


TYPED: dict[str, Any] = {
    "number": "R-2026-000001",
    "author_id": "author-1",
    "brand_id": "brand-1",
    "point_of_sale_id": None,
    "category": "delivery",
    "marks": (),
    "title": TITLE,
    "text": TEXT,
    "wish": "Un remboursement",
    "pseudonym": "Camille83",
    "amount_cents": 28900,
    "first_note": 3,
    "experience_on": date(2026, 3, 2),
    "region": "53",
    "rules_version": RULES,
}
"""What a filing and the complaint that it makes both hold."""


def a_complaint(**changes: Any) -> Complaint:
    """A complaint just filed."""
    values: dict[str, Any] = TYPED | {
        "id": "complaint-1",
        "filed_at": T0,
        "version": 1,
    }
    return Complaint(**values | changes)


def to_file(**changes: Any) -> FileComplaint:
    """The command of somebody who filled in everything well."""
    values: dict[str, Any] = TYPED | {
        "complaint_id": "complaint-1",
        "product": None,
        "commitments": True,
        "now": T0,
    }
    return FileComplaint(**values | changes)


def a_check(**changes: Any) -> Checked:
    """A screening that found nothing."""
    values: dict[str, Any] = {"hold": False, "findings": (), "masked": False, "title": TITLE, "text": TEXT}
    return Checked(**values | changes)


def to_respond(days: float = 4, **changes: Any) -> Respond:
    """The command of a brand that offers something."""
    values: dict[str, Any] = {
        "response_id": "response-1",
        "kind": ResponseKind.PROPOSAL,
        "text": ANSWER,
        "objections": (),
        "promise_due_on": None,
        "other_brand_id": None,
        "now": at(days),
    }
    return Respond(**values | changes)


def to_rate(days: float = 6, **changes: Any) -> RateResponse:
    """The command of an author who is content."""
    values: dict[str, Any] = {"note": 8, "solved": True, "would_buy_again": True, "comment": None, "now": at(days)}
    return RateResponse(**values | changes)


def held(*findings: str) -> facts.Held:
    return facts.Held(at(hours=1), findings or ("threat",))


def published(days: float = 1, title: str = TITLE, text: str = TEXT) -> facts.Published:
    return facts.Published(at(days), Control.AUTOMATIC, title, text)


def answered(
    days: float = 4, rate_until: datetime | None = WINDOW_END, due_on: date | None = None, id_: str = "response-1"
) -> facts.ResponsePublished:
    return facts.ResponsePublished(
        at(days),
        id_,
        ResponseKind.PROPOSAL,
        ANSWER,
        due_on,
        rate_until,
        first=id_ == "response-1",
    )


def response_held(*findings: str, other: str | None = None, text: str = ANSWER) -> facts.ResponseHeld:
    kind = ResponseKind.NOT_CONCERNED if other else ResponseKind.PROPOSAL
    return facts.ResponseHeld(at(4), "response-1", kind, text, None, other, findings)


def rated(
    days: float = 6, note: int = 8, *, late: bool = False, comment: str | None = None, shown: str | None = None
) -> facts.ResponseRated:
    return facts.ResponseRated(at(days), note, True, True, comment, shown, late)


PUBLISHED = (published(),)
ANSWERED = (*PUBLISHED, answered())
RATED = (*ANSWERED, rated())
COMMENT_HELD = (*ANSWERED, rated(comment=COMMENT), facts.CommentHeld(at(6), ("insult",)))
RESPONSE_HELD = (*PUBLISHED, response_held())
PRESUMED = (*ANSWERED, facts.SatisfactionPresumed(WINDOW_END))
PROPOSED = (*ANSWERED, facts.ReattributionProposed(at(4), "brand-2"))
SUSPENDED = (*ANSWERED, facts.Suspended(at(5), "insult"))

WAYS: Mapping[Status, tuple[Fact, ...]] = {
    Status.FILED: (),
    Status.HELD: (held(),),
    Status.CLEARED: (facts.Cleared(at(hours=1), Control.AUTOMATIC, TITLE, TEXT),),
    Status.PUBLISHED: PUBLISHED,
    Status.ANSWERED: ANSWERED,
    Status.RATED: RATED,
    Status.PRESUMED: PRESUMED,
    Status.SUSPENDED: SUSPENDED,
    Status.REFUSED: (held(), facts.Refused(at(1), "insult")),
    Status.REMOVED: (*ANSWERED, facts.Removed(at(5), "false")),
    Status.WITHDRAWN: (*ANSWERED, facts.Withdrawn(at(5))),
}
"""A way to each state."""

SAMPLES: Mapping[type[Fact], Fact] = {
    type(fact): fact
    for fact in (
        held(),
        facts.Cleared(at(1), Control.AUTOMATIC, TITLE, TEXT),
        published(),
        facts.Refused(at(1), "insult"),
        facts.Notified(at(1)),
        facts.Read(at(2)),
        facts.MessagePosted(at(2), "message-1", By.CONSUMER),
        answered(),
        response_held("insult"),
        facts.ResponseRefused(at(5), "insult"),
        facts.RatingReminded(at(7), 1),
        rated(),
        facts.CommentHeld(at(6), ("crime_accusation",)),
        facts.CommentPublished(at(7), COMMENT),
        facts.CommentRefused(at(7), "insult"),
        facts.SatisfactionPresumed(WINDOW_END),
        facts.PromiseFellDue(at(9), "response-1", date(2026, 3, 18)),
        facts.PromiseAnswered(at(9), "response-1", kept=True),
        facts.Escalated(at(5)),
        facts.ReattributionProposed(at(4), "brand-2"),
        facts.ReattributionDeclined(at(5), By.CONSUMER),
        facts.Reattributed(at(5), "brand-1", "brand-2"),
        facts.Suspended(at(5), "insult"),
        facts.Reinstated(at(6), None),
        facts.Removed(at(6), "false"),
        facts.Withdrawn(at(7)),
    )
}
"""One of each fact that the table of states knows."""


@dataclass(frozen=True)
class Situation:
    """A complaint to which some facts happened."""

    complaint: Complaint

    def when(self, decide: Callable[..., Any], *arguments: Any, **named: Any) -> "Decided":
        """What a decision says of it."""
        try:
            found = decide(self.complaint, *arguments, **named)
        except ComplaintError as error:
            return Decided(self.complaint, (), error)
        return Decided(self.complaint, found if isinstance(found, tuple) else (found,) if found else (), None)


@dataclass(frozen=True)
class Decided:
    """What follows from a decision: facts, or a refusal."""

    before: Complaint
    facts: tuple[Fact, ...]
    refusal: ComplaintError | None

    def then(self, *expected: Fact) -> Complaint:
        """These facts and no others; returns the complaint after them."""
        if self.refusal:
            pytest.fail(f"refused: {self.refusal}")
        assert self.facts == expected
        return self.after

    def then_nothing(self) -> None:
        """Neither a fact nor a refusal."""
        assert (self.facts, self.refusal) == ((), None)

    def refused(self, kind: type[ComplaintError], sentence: str = "", field: str | None = None) -> None:
        """A refusal of this kind, saying this, about this field."""
        assert type(self.refusal) is kind
        assert sentence in str(self.refusal)
        assert self.refusal.field == field

    @property
    def after(self) -> Complaint:
        return given(*self.facts, complaint=self.before).complaint


def given(*history: Fact, complaint: Complaint | None = None, **changes: Any) -> Situation:
    """A filed complaint after these facts."""
    complaint = complaint or a_complaint(**changes)
    for fact in history:
        complaint = evolve(complaint, fact)
    return Situation(complaint)


def ids(value: object) -> str | None:
    """Readable ids of parametrised tests."""
    return getattr(value, "__name__", None) or getattr(value, "value", None)
