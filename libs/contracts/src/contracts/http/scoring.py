"""Views of the scoring service: how a score is made."""

from datetime import date
from typing import Literal

from contracts.message import Contract
from contracts.scoring import PublicScore


class Exact(Contract):
    """A number of a bill: bills add up exactly in `fraction`, people read `decimal`."""

    fraction: str
    """`numerator/denominator`, or an integer."""
    decimal: str
    """Rounded half up to six digits."""


class BillPart(Contract):
    """One of the three parts: points = points of the months + points of the sector's virtual complaints."""

    name: Literal["satisfaction", "delay", "disputes"]
    percent: int
    """Its share of the score."""
    weight: Exact
    """Complaints that count in it, after decay."""
    raw: Exact | None
    """Their mean, between 0 and 1; None where nothing counts."""
    sector_mean: Exact
    value: Exact
    """The mean with the virtual complaints."""
    points: Exact
    sector_points: Exact
    """What the virtual complaints bring of the points."""


class BillPoints(Contract):
    """Points of the score, out of 10, that something brings to each part."""

    satisfaction: Exact
    delay: Exact
    disputes: Exact


class BillMonth(Contract):
    """A month of publication."""

    month: str
    """`2026-11`, a month of Paris."""
    decay: Exact
    """What a complaint of the month weighs, between 0 and 1."""
    points: BillPoints


class BillComplaint(Contract):
    """A complaint; the complaints of a month bring together what the month brings."""

    complaint_id: str
    number: str
    month: str
    note: int | None
    """The explicit rating, 0 to 10."""
    presumed: bool
    delay_days: int
    """Calendar days of Paris until the first public answer, or until the day of the score."""
    answered: bool
    disputed: bool
    points: BillPoints


class ScoreBill(Contract):
    """Everything that makes a shown score: its number is `total`, rounded half up to one digit."""

    score: PublicScore
    sector_mean_on: date
    """The day at whose end the sector's means were taken."""
    virtual_complaints: int
    """How many the sector's means stand for."""
    presumed_factor: Exact
    """What presumed satisfactions are multiplied by so as not to outweigh explicit ratings; 1 where they do not."""
    parts: tuple[BillPart, ...]
    total: Exact
    months: tuple[BillMonth, ...]
    """Oldest first."""
    complaints: tuple[BillComplaint, ...]
    """Oldest first; empty for a sector, whose complaints are on its brands' bills."""
