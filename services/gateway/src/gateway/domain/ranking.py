"""Ranks: two brands whose intervals overlap share one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class Interval(Protocol):
    """A score with its interval."""

    @property
    def value(self) -> Decimal: ...
    @property
    def low(self) -> Decimal: ...
    @property
    def high(self) -> Decimal: ...


@dataclass(frozen=True)
class Place:
    """A brand's place."""

    id: str
    rank: int
    shared: bool


def rank(scores: Mapping[str, Interval | None]) -> list[Place]:
    """Places by score, best first.

    A brand opens a new rank when its interval lies wholly below that of the first brand of the rank before it, so that
    nobody is ranked above a brand it cannot be told from at the head of its group. Ties are listed by id: stable.
    """
    ordered = sorted(((id_, s) for id_, s in scores.items() if s), key=lambda each: (-each[1].value, each[0]))
    groups: list[list[tuple[str, Interval]]] = []
    for id_, score in ordered:
        if groups and score.high >= groups[-1][0][1].low:
            groups[-1].append((id_, score))
        else:
            groups.append([(id_, score)])
    places, rank_ = [], 1
    for group in groups:
        places += [Place(id_, rank_, len(group) > 1) for id_, _ in group]
        rank_ += len(group)
    return places
