"""A complaint as everyone reads it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from contracts.http.complaints import CommentState
from contracts.vocabulary import Category, Control, DisputeGround, DisputeOutcome, ModerationGround, ResponseKind
from gateway.presentation.labels import Standing


@dataclass(frozen=True)
class ComplaintCard:
    """A complaint in a list."""

    number: str
    title: str
    text: str
    """Whole or its beginning: the card cuts it."""
    pseudonym: str
    brand_name: str
    standing: Standing
    experience_on: date
    published_at: datetime
    control: Control
    brand_href: str | None = None
    """None on the brand's own page."""
    note: int | None = None
    """The author's note of the answer."""

    @property
    def href(self) -> str:
        """Its public address."""
        return f"/reclamations/{self.number}"


@dataclass(frozen=True)
class ResponseView:
    """One official response, its delay, its promise."""

    kind: ResponseKind
    text: str
    published_at: datetime
    delay_days: int
    brand_name: str
    promise_due_on: date | None = None
    promise_kept: bool | None = None


@dataclass(frozen=True)
class Verdict:
    """The author's last word."""

    note: int
    solved: bool
    would_buy_again: bool
    rated_at: datetime
    comment: str | None = None
    comment_state: CommentState | None = None
    """For its author alone: where the comment stands."""
    late: bool = False
    """Given after the window: it corrected a presumption."""


@dataclass(frozen=True)
class Step:
    """One line of a timeline."""

    label: str
    state: Literal["done", "current", "coming"]
    at: datetime | None = None
    until: datetime | None = None
    """For what is to come: the last moment."""
    detail: str | None = None


@dataclass(frozen=True)
class DisputeBlock:
    """What everyone reads of a dispute."""

    ground: DisputeGround
    opened_at: datetime
    mediation_requested_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: DisputeOutcome | None = None


@dataclass(frozen=True)
class ComplaintPage:
    """A public complaint page; while suspended it has no text."""

    template: ClassVar[str] = "pages/reclamation.html"
    number: str
    title: str
    text: str
    pseudonym: str
    brand_name: str
    brand_href: str
    standing: Standing
    category: Category
    control: Control
    experience_on: date
    published_at: datetime
    sector_label: str
    point_of_sale: str | None = None
    wish: str | None = None
    amount_cents: int | None = None
    first_note: int | None = None
    responses: tuple[ResponseView, ...] = ()
    verdict: Verdict | None = None
    presumed_at: datetime | None = None
    suspended_ground: ModerationGround | None = None
    dispute: DisputeBlock | None = None
    timeline: tuple[Step, ...] = ()
