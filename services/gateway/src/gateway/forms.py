"""Reading posted forms: each value with its sentence when it must be corrected."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile

from gateway.backends import RefusedError
from gateway.domain.errors import InvalidError, TooManyCodesError
from gateway.domain.typed import cents_of, day_of
from gateway.presentation.views.form import FormState
from servicekit.problems import sentence_of

HIDDEN = {"csrf", "idempotency_key"}


@dataclass
class FormReader:
    """A posted form, its values and what is wrong with them so far."""

    form: FormData
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def state(self) -> FormState:
        """The form as typed, with its errors, to be shown again."""
        values = {
            name: [each for each in self.form.getlist(name) if isinstance(each, str)]
            for name in self.form
            if name not in HIDDEN and "password" not in name
        }
        return FormState(values, dict(self.errors))

    def text(self, name: str, missing: str | None = None) -> str:
        """A line or a text; `missing` is the sentence where it must not be empty."""
        value = self.form.get(name, "")
        text = value.strip() if isinstance(value, str) else ""
        if missing and not text:
            self.errors[name] = missing
        return text

    def several(self, name: str) -> list[str]:
        """The boxes that were ticked."""
        return [each for each in self.form.getlist(name) if isinstance(each, str)]

    def files(self, name: str) -> list[UploadFile]:
        """The files of a field; an empty field holds a nameless one."""
        return [each for each in self.form.getlist(name) if isinstance(each, UploadFile) and each.filename]

    def choice(self, name: str, missing: str) -> str:
        """One of several; nothing is ever chosen beforehand."""
        return self.text(name, missing)

    def yes_or_no(self, name: str, missing: str) -> bool:
        """Oui or Non."""
        return self.choice(name, missing) == "yes"

    def note(self, name: str, missing: str | None) -> int | None:
        """0 to 10."""
        text = self.text(name, missing)
        if text and not re.fullmatch(r"10|[0-9]", text):
            self.errors[name] = "Donnez une note de 0 à 10."
        return int(text) if text and name not in self.errors else None

    def number(self, name: str, missing: str) -> int | None:
        """A whole number; `missing` is the sentence for anything else."""
        text = self.text(name, missing)
        if text and not re.fullmatch(r"[0-9]{1,6}", text):
            self.errors[name] = missing
        return int(text) if name not in self.errors else None

    def day(self, name: str, missing: str | None = None) -> date | None:
        """A day as people write it: 27 3 2026, 27/03/2026."""
        text = self.text(name, missing)
        if not text:
            return None
        try:
            return day_of(text)
        except ValueError:
            self.errors[name] = "Indiquez la date, par exemple 27 3 2026."
            return None

    def cents(self, name: str) -> int | None:
        """An amount in euros, as cents: 289, 37,99, 1 250,50 €."""
        text = self.text(name).strip("€ ")
        if not text:
            return None
        try:
            return cents_of(text)
        except ValueError:
            self.errors[name] = "Indiquez un montant en euros, par exemple 37,99."
            return None

    def refusals(self, names: Mapping[str, str] | None = None, default: str = "form") -> "Refusals":
        """Turns what a service or a rule refuses into errors of this form.

        Args:
            names: the form's name of a service's field, where they differ.
            default: the field that is named for a refusal without one.
        """
        return Refusals(self.errors, names or {}, default)


CORRECTABLE = (409, 422, 429)
"""Statuses that a person can do something about; others are pages of their own."""


@dataclass
class Refusals:
    """A block whose refusals become errors of a form; so does a value that its contract does not take."""

    errors: dict[str, str]
    names: Mapping[str, str]
    default: str
    status: int = 422
    """To answer the form with: the service's own where it refused."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> bool:
        if isinstance(error, InvalidError):
            self._add(error.field or self.default, str(error))
        elif isinstance(error, TooManyCodesError):
            self.status = 429
            self._add(self.default, str(error))
        elif isinstance(error, RefusedError) and error.status in CORRECTABLE:
            self.status = error.status
            for name, message in (error.errors or {self.default: str(error)}).items():
                self._add(name, message)
        elif isinstance(error, ValidationError):
            for found in error.errors(include_url=False, include_context=False, include_input=False):
                self._add(str(found["loc"][0]) if found["loc"] else self.default, sentence_of(found["type"]))
        else:
            return False
        return True

    def _add(self, name: str, message: str) -> None:
        self.errors[self.names.get(name, name)] = message
