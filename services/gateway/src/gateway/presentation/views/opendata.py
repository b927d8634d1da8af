"""The page of open data."""

from dataclasses import dataclass
from typing import ClassVar

from gateway.presentation.opendata import DICTIONARY, LICENCE, DictionaryField


@dataclass(frozen=True)
class OpenMonth:
    """The sums of a month's lines."""

    code: str
    cells: int
    complaints: int
    answered: int
    open: int
    solved: int
    unsolved: int
    presumed: int
    disputed: int


@dataclass(frozen=True)
class OpenDataPage:
    """What is published, under which licence, with which columns."""

    template: ClassVar[str] = "pages/donnees-ouvertes.html"
    months: tuple[OpenMonth, ...]
    """The latest ones, oldest first."""
    dictionary: tuple[DictionaryField, ...] = DICTIONARY
    licence: str = LICENCE

    @property
    def complaints(self) -> int:
        """Of all months shown."""
        return sum(each.complaints for each in self.months)

    @property
    def verdicts(self) -> int:
        """Complaints whose author said whether they are solved."""
        return sum(each.solved + each.unsolved for each in self.months)

    @property
    def solved(self) -> int:
        """Complaints whose author said that they are solved."""
        return sum(each.solved for each in self.months)
