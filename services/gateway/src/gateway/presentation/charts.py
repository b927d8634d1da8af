"""Geometry of the figures: data in, positions out, in percent of the drawing's width or height.

Templates write the results as SVG attributes (`x="62%"`), so that a strict content policy needs no inline style and no
text is ever scaled. A figure's words and its table are the template's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

SCALE = 10
"""A note and a score run from 0 to 10."""

Band = Literal["very-low", "low", "fair", "good", "very-good"]

BANDS: tuple[tuple[Band, str, str], ...] = (
    ("very-low", "0", "3"),
    ("low", "3", "5"),
    ("fair", "5", "6.5"),
    ("good", "6.5", "8"),
    ("very-good", "8", "10"),
)
"""Bands of formula v1 with their bounds; a score on a bound belongs to the band above."""

BAND_GAP = 0.6
"""Percent left blank between two bands: red beside green must differ without colour."""

BAR_GAP = 24
"""Percent of a column left blank beside its bar."""


@dataclass(frozen=True)
class Segment:
    """A stretch of a horizontal scale, in percent of its width."""

    x: float
    width: float


@dataclass(frozen=True)
class BandSegment:
    """One band of the score's scale."""

    band: Band
    x: float
    width: float


@dataclass(frozen=True)
class Gauge:
    """The score's scale: its bands, the likely interval, the dot."""

    bands: tuple[BandSegment, ...]
    interval: Segment
    dot: float


@dataclass(frozen=True)
class Bar:
    """A column of a bar chart, in percent of the drawing; `y` runs downwards as in SVG."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Point:
    """A dot of a line chart, in percent of the drawing."""

    x: float
    y: float


@dataclass(frozen=True)
class Stroke:
    """A straight piece of a line chart between two neighbouring dots."""

    start: Point
    end: Point


@dataclass(frozen=True)
class Line:
    """A line chart: the dots that have a value, and the strokes between direct neighbours only."""

    points: tuple[Point, ...]
    strokes: tuple[Stroke, ...]


def percent(part: float | Decimal, whole: float | Decimal) -> float:
    """Share of a whole in percent with two digits, kept within 0 and 100; 0 of nothing is 0."""
    if not whole:
        return 0.0
    return round(min(max(100 * float(part) / float(whole), 0.0), 100.0), 2)


def band_segments() -> tuple[BandSegment, ...]:
    """The five bands side by side with their gaps."""
    return tuple(
        BandSegment(
            band, percent(Decimal(low), SCALE), round(percent(Decimal(high) - Decimal(low), SCALE) - BAND_GAP, 2)
        )
        for band, low, high in BANDS
    )


def gauge(score: Decimal, low: Decimal, high: Decimal) -> Gauge:
    """The scale of a score with its 90 % interval."""
    start = percent(low, SCALE)
    return Gauge(band_segments(), Segment(start, round(percent(high, SCALE) - start, 2)), percent(score, SCALE))


def bars(values: Sequence[int]) -> tuple[Bar, ...]:
    """Columns of equal width, the tallest as high as the drawing; all empty when every value is 0."""
    if not values:
        return ()
    column, peak = 100 / len(values), max(values)
    width = column * (100 - BAR_GAP) / 100
    return tuple(
        Bar(round(index * column + (column - width) / 2, 2), 100 - height, round(width, 2), height)
        for index, height in enumerate(percent(value, peak) for value in values)
    )


def line(values: Sequence[Decimal | None], top: int = SCALE) -> Line:
    """Dots at the middle of equal columns; a missing value breaks the line instead of being guessed."""
    found = [_point(index, len(values), value, top) for index, value in enumerate(values)]
    strokes = (Stroke(start, end) for start, end in pairwise(found) if start and end)
    return Line(tuple(point for point in found if point), tuple(strokes))


def _point(index: int, count: int, value: Decimal | None, top: int) -> Point | None:
    return None if value is None else Point(round((index + 0.5) * 100 / count, 2), round(100 - percent(value, top), 2))
