"""What happens to a complaint, as far as scores go, in the order of its life. No plan, no payment, no partner."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Fact:
    """Base of all facts."""

    at: datetime


@dataclass(frozen=True)
class Published(Fact):
    """Public from now on: it counts."""

    number: str
    brand_id: str
    point_of_sale_id: str | None = None


@dataclass(frozen=True)
class Answered(Fact):
    """The brand answered in public; only the first answer ends the delay."""


@dataclass(frozen=True)
class Rated(Fact):
    """The author's explicit rating; the last one counts."""

    note: int
    """0 to 10."""
    solved: bool
    would_buy_again: bool


@dataclass(frozen=True)
class Presumed(Fact):
    """The rating window closed in silence."""


@dataclass(frozen=True)
class Reattributed(Fact):
    """It belongs to another brand, whose delay runs from now."""

    brand_id: str


@dataclass(frozen=True)
class Disputed(Fact):
    """Its author made a dispute of it."""


@dataclass(frozen=True)
class DisputeClosed(Fact):
    """The dispute ended."""

    counts: bool
    """False where it was given up, or was none for a mediator."""


@dataclass(frozen=True)
class Suspended(Fact):
    """It weighs nothing until it is reinstated."""


@dataclass(frozen=True)
class Reinstated(Fact):
    """It weighs again."""


@dataclass(frozen=True)
class Removed(Fact):
    """Staff removed it for good."""


@dataclass(frozen=True)
class Withdrawn(Fact):
    """Its author withdrew it."""
