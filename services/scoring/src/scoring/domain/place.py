"""Where the score of a subject is taken from."""

from dataclasses import dataclass
from datetime import date

from scoring.domain.formula import Prior


@dataclass(frozen=True)
class Place:
    """Where a subject stands: its sector, the day in force there and its prior."""

    subject_id: str
    kind: str
    version: int
    sector: str
    day: date
    formula: str
    prior: Prior
