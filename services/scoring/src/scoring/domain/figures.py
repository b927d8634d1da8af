"""The counts that stand beside a score: plain, undecayed, explicit and presumed apart."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scoring.domain.days import month_before, month_of
from scoring.domain.formula import Formula
from scoring.domain.tally import Cell, Kind, Tally

NOTES = range(11)


@dataclass(frozen=True)
class MonthFigures:
    """One month of publication."""

    month: date
    published: int
    notes: tuple[int, ...]
    """How many explicit ratings of each note, 0 to 10."""


@dataclass(frozen=True)
class Figures:
    """What the window holds."""

    complaints: int
    answered: int
    notes: tuple[int, ...]
    solved: int
    would_buy_again: int
    presumed: int
    disputed: int
    median_delay: Fraction | None
    """Days, of the answered complaints."""
    months: tuple[MonthFigures, ...]
    """Every month of the window, oldest first."""


def figures(tally: Tally, day: date, formula: Formula) -> Figures:
    """Counts a tally over the window that ends on a day."""
    months = window(day, formula)
    counts: Counter[tuple[Kind, int]] = Counter()
    for cell, count in tally.items():
        if cell.month in months:
            counts[cell.kind, cell.value] += count
    delays = {value: count for (kind, value), count in counts.items() if kind is Kind.ANSWERED}
    return Figures(
        complaints=counts[Kind.PUBLISHED, 0],
        answered=sum(delays.values()),
        notes=tuple(counts[Kind.NOTE, note] for note in NOTES),
        solved=counts[Kind.SOLVED, 0],
        would_buy_again=counts[Kind.BUY_AGAIN, 0],
        presumed=counts[Kind.PRESUMED, 0],
        disputed=counts[Kind.DISPUTED, 0],
        median_delay=_median(delays),
        months=tuple(_month(tally, month) for month in months),
    )


def window(day: date, formula: Formula) -> tuple[date, ...]:
    """The months of publication that count on a day, oldest first."""
    return tuple(month_before(month_of(day), age) for age in reversed(range(len(formula.decay))))


def mean_note(notes: tuple[int, ...]) -> Fraction | None:
    """Mean of a distribution of notes; None without any."""
    rated = sum(notes)
    return Fraction(sum(note * count for note, count in zip(NOTES, notes, strict=True)), rated) if rated else None


def _month(tally: Tally, month: date) -> MonthFigures:
    return MonthFigures(
        month,
        tally.get(Cell(month, Kind.PUBLISHED), 0),
        tuple(tally.get(Cell(month, Kind.NOTE, note), 0) for note in NOTES),
    )


def _median(counts: dict[int, int]) -> Fraction | None:
    total = sum(counts.values())
    if not total:
        return None
    return Fraction(_nth(counts, (total - 1) // 2) + _nth(counts, total // 2), 2)


def _nth(counts: dict[int, int], rank: int) -> int:
    for value in sorted(counts):
        rank -= counts[value]
        if rank < 0:
            return value
    raise AssertionError("a rank within the counts")
