"""A brand's score and the figures around it, as shown: never a number alone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from gateway.presentation.charts import Band

RATINGS_NEEDED = 10
"""Explicit ratings below which no number is shown (formula v1)."""


@dataclass(frozen=True)
class ShownScore:
    """A number with all that must stand beside it."""

    value: Decimal
    low: Decimal
    high: Decimal
    """Bounds of the 90 % interval."""
    band: Band
    band_low: Band
    band_high: Band


@dataclass(frozen=True)
class ScoreView:
    """What is known of a brand's satisfaction; `shown` is None below ten explicit ratings."""

    rated: int
    solved: int
    presumed: int
    mean_note: Decimal | None
    evaluated_on: date
    formula: str = "v1"
    shown: ShownScore | None = None
    disputes: str = ""
    """How many complaints became disputes that count, in words; empty for none."""
    bill_href: str | None = None
    """Where « Détail du calcul » leads."""


@dataclass(frozen=True)
class Funnel:
    """How far complaints of the last 12 months went; `solved` by explicit rating only."""

    notified: int
    read: int
    answered: int
    solved: int


@dataclass(frozen=True)
class Month:
    """One month of publication."""

    code: str
    """`2026-11`."""
    published: int
    rated: int
    mean_note: Decimal | None


@dataclass(frozen=True)
class BillPart:
    """One of the three parts of a score, as the bill shows it."""

    name: str
    weight: int
    """Percent."""
    value: Decimal
    """Between 0 and 1, after shrinking."""
    raw: Decimal | None
    """Before shrinking; None without any complaint that counts."""
    sector_mean: Decimal
    points: Decimal
    """What it brings to the score out of 10."""


@dataclass(frozen=True)
class BillComplaint:
    """One complaint's weight on the bill."""

    number: str
    month: str
    decay: Decimal
    satisfaction: str
    delay: str
    dispute: str


@dataclass(frozen=True)
class ScoreBillPage:
    """Every month and complaint that made a shown score."""

    template: ClassVar[str] = "pages/calcul.html"
    brand_name: str
    brand_href: str
    score: ScoreView
    parts: tuple[BillPart, ...]
    complaints: tuple[BillComplaint, ...]
    json_href: str
