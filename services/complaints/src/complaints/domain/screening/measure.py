"""How good the screening is on labelled sentences: recall and over-blocking per kind, as a table for people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from complaints.domain.screening.model import FOR_A_HUMAN, Kind, Outcome, Screening


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, what a careful reader finds in it, and which part of the corpus it belongs to."""

    id: str
    text: str
    kinds: frozenset[Kind]
    passages: tuple[str, ...]
    outcome: Outcome
    part: str


@dataclass(frozen=True, slots=True)
class Row:
    """One kind: sentences that have it, those where it was found, and others where it was found wrongly."""

    kind: str
    expected: int
    found: int
    others: int
    wrong: int

    @property
    def recall(self) -> float:
        """Share of the expected that was found; 1 when nothing was expected."""
        return self.found / self.expected if self.expected else 1.0

    @property
    def over_blocking(self) -> float:
        """Share of the other sentences where the kind was found."""
        return self.wrong / self.others if self.others else 0.0


def measure(sentences: Iterable[Labelled], screen: Callable[[str], Screening]) -> tuple[Row, ...]:
    """A row per kind, then `held` (a human must read it) and `any` (its over-blocking is that of clean texts)."""
    read = [(sentence, screen(sentence.text)) for sentence in sentences]
    kinds = [(sentence.kinds, frozenset(screening.kinds)) for sentence, screening in read]
    rows = [make_row(kind, [(kind in expected, kind in found) for expected, found in kinds]) for kind in Kind]
    held = make_row("held", [(bool(expected & FOR_A_HUMAN), bool(found & FOR_A_HUMAN)) for expected, found in kinds])
    return (*rows, held, make_row("any", [(bool(expected), bool(found)) for expected, found in kinds]))


def make_row(kind: str, pairs: list[tuple[bool, bool]]) -> Row:
    """Count pairs of (expected, found)."""
    expected = sum(wanted for wanted, _ in pairs)
    found = sum(wanted and seen for wanted, seen in pairs)
    wrong = sum(seen and not wanted for wanted, seen in pairs)
    return Row(kind, expected, found, len(pairs) - expected, wrong)


def render(title: str, rows: Iterable[Row]) -> str:
    """The rows as a Markdown table, kinds that never occur left out."""
    lines = [render_row(row) for row in rows if row.expected or row.wrong]
    head = f"{title:<18} | found   | recall | wrong | over-blocking"
    return "\n".join((head, "--- | --- | --- | --- | ---", *lines))


def render_row(row: Row) -> str:
    """One line of the table."""
    counts = f"{row.found:>3}/{row.expected:<3} | {row.recall:>6.1%} | {row.wrong:>3} | {row.over_blocking:>6.1%}"
    return f"{row.kind:<18} | {counts}"
