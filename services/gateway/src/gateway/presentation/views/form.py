"""A form as typed and as refused: values are kept, each error stands in the summary and at its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FormState:
    """What was typed, and what is wrong with it, by field name and in the order of the page."""

    values: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """The text of a field, empty when nothing was typed."""
        found = self.values.get(name, "")
        return found if isinstance(found, str) else next(iter(found), "")

    def has(self, name: str, option: str) -> bool:
        """True where a choice was made: nothing is ever ticked beforehand."""
        found = self.values.get(name, ())
        return found == option if isinstance(found, str) else option in found

    def error(self, name: str) -> str | None:
        """What to say at a field."""
        return self.errors.get(name)


@dataclass(frozen=True)
class Option:
    """One choice of a list of radio buttons, boxes or a select."""

    value: str
    label: str
    hint: str | None = None


EMPTY = FormState()
"""A form nobody has filled in yet."""
