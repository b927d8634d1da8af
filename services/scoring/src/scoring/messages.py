"""Contracts into domain facts, scores and bills into contracts."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias, cast

from contracts import complaints as wire
from contracts import disputes as dispute_wire
from contracts.http import scoring as http
from contracts.scoring import PublicMonth, PublicScore
from scoring.domain import facts
from scoring.domain.bill import Bill, Line, Points
from scoring.domain.complaint import Standing
from scoring.domain.days import day_before
from scoring.domain.facts import Fact
from scoring.domain.figures import Figures, MonthFigures, mean_note
from scoring.domain.formula import MILLION, Part, tenths
from scoring.domain.measure import decay_of
from scoring.domain.place import Place
from scoring.domain.score import PartScore, Score, shown

Event: TypeAlias = wire.ComplaintFact | dispute_wire.DisputeFact
"""What scoring hears of a complaint."""

SECTOR = "sector:"
"""How the subject id of a sector begins."""

FACTS: Mapping[type[Event], Callable[[Any], Fact]] = {
    wire.ComplaintPublished: lambda e: facts.Published(e.at, e.number, e.brand_id, e.point_of_sale_id),
    wire.ResponsePublished: lambda e: facts.Answered(e.at),
    wire.ResponseRated: lambda e: facts.Rated(e.at, e.note, e.solved, e.would_buy_again),
    wire.SatisfactionPresumed: lambda e: facts.Presumed(e.at),
    wire.ComplaintReattributed: lambda e: facts.Reattributed(e.at, e.brand_id),
    wire.ComplaintSuspended: lambda e: facts.Suspended(e.at),
    wire.ComplaintReinstated: lambda e: facts.Reinstated(e.at),
    wire.ComplaintRemoved: lambda e: facts.Removed(e.at),
    wire.ComplaintWithdrawn: lambda e: facts.Withdrawn(e.at),
    dispute_wire.DisputeOpened: lambda e: facts.Disputed(e.at),
    dispute_wire.DisputeClosed: lambda e: facts.DisputeClosed(e.at, e.counts),
}
"""All that a score is made of."""


def to_fact(event: Event) -> Fact:
    """The domain's form of a fact that counts."""
    return FACTS[type(event)](event)


def to_public(place: Place, score: Score, counted: Figures) -> PublicScore:
    """What everyone sees of a score."""
    return PublicScore(
        version=place.version,
        subject_id=place.subject_id,
        subject_kind=cast("Any", place.kind),
        evaluated_on=score.day,
        formula=score.formula.name,
        complaints=counted.complaints,
        answered=counted.answered,
        rated=sum(counted.notes),
        rated_solved=counted.solved,
        presumed=counted.presumed,
        disputed=counted.disputed,
        would_buy_again=counted.would_buy_again,
        mean_note=_digit(mean_note(counted.notes)),
        notes=counted.notes,
        median_response_days=_digit(counted.median_delay),
        months=tuple(_public_month(month) for month in counted.months),
        **_numbers(score),
    )


def _numbers(score: Score) -> dict[str, Any]:
    found = shown(score)
    if found is None:
        return {"shown": False}
    return {
        "shown": True,
        "score": _tenths(found.score),
        "low": _tenths(found.low),
        "high": _tenths(found.high),
        "band": found.band,
        "band_low": found.band_low,
        "band_high": found.band_high,
    }


def _public_month(month: MonthFigures) -> PublicMonth:
    return PublicMonth(
        month=f"{month.month:%Y-%m}",
        published=month.published,
        rated=sum(month.notes),
        mean_note=_digit(mean_note(month.notes)),
    )


def to_bill(place: Place, bill: Bill, counted: Figures) -> http.ScoreBill:
    """Everything that makes a shown score."""
    score = bill.score
    sector_day = score.day if place.kind == "sector" else day_before(score.day)
    return http.ScoreBill(
        score=to_public(place, score, counted),
        sector_mean_on=sector_day,
        virtual_complaints=score.formula.prior_weight,
        presumed_factor=_exact(score.presumed_factor),
        parts=tuple(_part(part, score.parts[part]) for part in Part),
        total=_exact(score.points),
        months=tuple(_month(bill, month) for month in bill.months),
        complaints=tuple(_complaint(bill, line) for line in bill.lines),
    )


def _part(part: Part, scored: PartScore) -> http.BillPart:
    return http.BillPart(
        name=part.value,
        percent=int(scored.share * 100),
        weight=_exact(scored.sums.weight),
        raw=None if scored.sums.mean is None else _exact(scored.sums.mean),
        sector_mean=_exact(scored.belief.mean),
        value=_exact(scored.value),
        points=_exact(scored.points),
        sector_points=_exact(scored.prior_points),
    )


def _month(bill: Bill, month: Any) -> http.BillMonth:
    decay = Fraction(decay_of(month, bill.score.day, bill.score.formula), MILLION)
    return http.BillMonth(month=f"{month:%Y-%m}", decay=_exact(decay), points=_points(bill.months[month]))


def _complaint(bill: Bill, line: Line) -> http.BillComplaint:
    standing: Standing = line.standing
    return http.BillComplaint(
        complaint_id=line.complaint_id,
        number=standing.number,
        month=f"{standing.published_on:%Y-%m}",
        note=standing.rating.note if standing.rating else None,
        presumed=standing.presumed,
        delay_days=standing.delay_days(bill.score.day),
        answered=standing.answered_on is not None,
        disputed=standing.disputed,
        points=_points(line.points),
    )


def _points(points: Points) -> http.BillPoints:
    return http.BillPoints(**{part.value: _exact(points[part]) for part in Part})


def _exact(value: Fraction) -> http.Exact:
    millionths = (value * MILLION * 2 + 1) // 2
    return http.Exact(fraction=str(value), decimal=f"{millionths // MILLION}.{millionths % MILLION:06}")


def _digit(value: Fraction | None) -> str | None:
    return None if value is None else _tenths(tenths(value))


def _tenths(value: int) -> str:
    return f"{value // 10}.{value % 10}"
