"""Builders, and a small world of brands and complaints to score: what the service does, without its tables."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from scoring.domain.complaint import History, heard, standing_on
from scoring.domain.days import day_before
from scoring.domain.facts import (
    Answered,
    DisputeClosed,
    Disputed,
    Fact,
    Presumed,
    Published,
    Rated,
    Reattributed,
    Reinstated,
    Removed,
    Suspended,
    Withdrawn,
)
from scoring.domain.formula import V1
from scoring.domain.score import Score, evaluate, evaluate_sector, prior_on
from scoring.domain.tally import Cell, Change, Tally, cells_of, changes_of, difference, subjects_of

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning in Paris, four weeks before summer time."""

TODAY = date(2026, 11, 24)

SECTORS = {"brand-a": "telecom", "brand-b": "telecom", "brand-c": "energy"}


def at(days: float) -> datetime:
    """A moment, in days after T0."""
    return T0 + timedelta(days=days)


def published(days: float = 0, brand: str = "brand-a", shop: str | None = None) -> Published:
    return Published(at(days), "R-2026-000001", brand, shop)


def rated(days: float, note: int = 7, solved: bool = True) -> Rated:
    return Rated(at(days), note, solved, would_buy_again=solved)


@dataclass
class Scoreboard:
    """The state of the service: what each complaint went through, and the sum of their changes."""

    histories: dict[str, History] = field(default_factory=dict)
    changes: Counter[Change] = field(default_factory=Counter)

    def hear(self, complaint_id: str, *facts: Fact) -> None:
        """Applies facts as the service does: the complaint's new changes in, its old ones out."""
        before = after = self.histories.get(complaint_id, ())
        for fact in facts:
            after = heard(after, fact)
        self.histories[complaint_id] = after
        self.changes.update(difference(changes_of(after), changes_of(before)))

    def tally(self, subject_ids: Iterable[str], day: date) -> Tally:
        wanted, cells = set(subject_ids), Counter[Cell]()
        for change, count in self.changes.items():
            if change.subject.id in wanted and change.day <= day:
                cells[change.cell] += count
        return {cell: count for cell, count in cells.items() if count}

    def score(self, brand_id: str, day: date) -> Score:
        prior = prior_on(self.tally(brands_like(brand_id), day_before(day)), day_before(day), V1)
        return evaluate(self.tally([brand_id], day), prior, day, V1)


def told(facts: Mapping[str, Iterable[Fact]]) -> Scoreboard:
    """A scoreboard that heard these facts of each complaint."""
    board = Scoreboard()
    for complaint_id, its in facts.items():
        for fact in its:
            board.hear(complaint_id, fact)
    return board


def scratch_tally(histories: Mapping[str, History], subject_ids: Iterable[str], day: date) -> Tally:
    """The cells counted complaint by complaint, without any sum kept."""
    wanted, cells = set(subject_ids), Counter[Cell]()
    for history in histories.values():
        standing = standing_on(history, day)
        if wanted & {subject.id for subject in subjects_of(standing)}:
            cells.update(cells_of(standing))
    return cells


def scratch_score(histories: Mapping[str, History], brand_id: str, day: date) -> Score:
    """The score computed again from all facts."""
    eve = day_before(day)
    prior = prior_on(scratch_tally(histories, brands_like(brand_id), eve), eve, V1)
    return evaluate(scratch_tally(histories, [brand_id], day), prior, day, V1)


def sector_score(histories: Mapping[str, History], sector: str, day: date) -> Score:
    members = [brand for brand, of_brand in SECTORS.items() if of_brand == sector]
    return evaluate_sector(scratch_tally(histories, members, day), day, V1)


def brands_like(brand_id: str) -> list[str]:
    """The brands of the same sector."""
    return [brand for brand, sector in SECTORS.items() if sector == SECTORS[brand_id]]


NEXT = {
    "published": ("answered", "disputed", "reattributed", "suspended", "removed", "withdrawn"),
    "answered": ("answered", "rated", "presumed", "reattributed", "suspended", "withdrawn"),
    "presumed": ("rated", "answered", "removed"),
    "rated": ("rated", "answered", "disputed", "suspended", "removed", "withdrawn"),
    "reattributed": ("answered", "withdrawn"),
    "disputed": ("answered", "dispute-closed", "suspended", "withdrawn"),
    "dispute-closed": ("disputed", "rated", "removed"),
    "suspended": ("reinstated", "removed", "withdrawn"),
    "reinstated": ("answered", "rated"),
    "removed": ("withdrawn",),
    "withdrawn": (),
}
"""What may follow what in the life of a complaint."""


@st.composite
def lives(draw: st.DrawFn) -> History:
    """The life of one complaint, over sixteen months."""
    days = draw(st.floats(0, 400, allow_nan=False))
    brand = draw(st.sampled_from(sorted(SECTORS)))
    shop = draw(st.sampled_from([None, f"{brand}-shop"]))
    history: list[Fact] = [published(days, brand, shop)]
    step = "published"
    for _ in range(draw(st.integers(0, 5))):
        if not NEXT[step]:
            break
        step = draw(st.sampled_from(NEXT[step]))
        days += draw(st.sampled_from([0.01, 0.4, 1, 3, 11, 45, 90]))
        history.append(_fact(draw, step, days))
    return tuple(history)


def _fact(draw: st.DrawFn, step: str, days: float) -> Fact:
    moment = at(days)
    match step:
        case "rated":
            return Rated(moment, draw(st.integers(0, 10)), draw(st.booleans()), draw(st.booleans()))
        case "reattributed":
            return Reattributed(moment, draw(st.sampled_from(sorted(SECTORS))))
        case "dispute-closed":
            return DisputeClosed(moment, counts=draw(st.booleans()))
        case _:
            return PLAIN[step](moment)


PLAIN = {
    "answered": Answered,
    "presumed": Presumed,
    "disputed": Disputed,
    "suspended": Suspended,
    "reinstated": Reinstated,
    "removed": Removed,
    "withdrawn": Withdrawn,
}

worlds = st.lists(lives(), max_size=12).map(lambda all_: {f"complaint-{n}": life for n, life in enumerate(all_)})
"""A few complaints about the brands of two sectors."""

days = st.integers(0, 520).map(lambda n: T0.date() + timedelta(days=n))
"""A day to score on, from the first publication until everything has left the window."""

brands = st.sampled_from(sorted(SECTORS))


def interleaved(draw: st.DrawFn, world: Mapping[str, History]) -> list[tuple[str, Fact]]:
    """The facts of all complaints in any order that keeps each complaint's own, as partitions do."""
    turns = draw(st.permutations([name for name, life in world.items() for _ in life]))
    remaining = {name: iter(life) for name, life in world.items()}
    return [(name, next(remaining[name])) for name in turns]
