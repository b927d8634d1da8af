"""Public state of the scoring service."""

from datetime import date
from typing import Literal

from contracts.message import Contract, PublicState

Band = Literal["very-low", "low", "fair", "good", "very-good"]
"""The words of the formula's version: very low under 3, low under 5, fair under 6.5, good under 8, very good."""


class PublicMonth(Contract):
    """What one month of publication weighs, for the trend."""

    month: str
    """`2026-11`, a month of Paris."""
    published: int
    rated: int
    mean_note: str | None = None
    """Decimal with one digit, of the explicit ratings of that month's complaints."""


class PublicScore(PublicState, type="scoring.score.state.v1", topic="scores-public", key="subject_id"):
    """The score of a brand, a point of sale or a sector, as shown."""

    subject_id: str
    """The brand's or point of sale's id, or `sector:<code>`."""
    subject_kind: Literal["brand", "point-of-sale", "sector"]
    evaluated_on: date
    """The day of Paris it was evaluated for."""
    formula: str
    """`v1`."""
    shown: bool
    """False below 10 explicit ratings."""
    score: str | None = None
    """Decimal 0 to 10 with one digit."""
    low: str | None = None
    """Lower bound of the 90 % interval."""
    high: str | None = None
    band: Band | None = None
    band_low: Band | None = None
    band_high: Band | None = None
    complaints: int
    """Published within the window."""
    answered: int
    rated: int
    rated_solved: int
    presumed: int
    disputed: int = 0
    """With a dispute that counts, open or ended."""
    would_buy_again: int
    mean_note: str | None = None
    notes: tuple[int, ...] = ()
    """How many explicit ratings of each note, 0 to 10: eleven numbers, or none."""
    median_response_days: str | None = None
    months: tuple[PublicMonth, ...] = ()
