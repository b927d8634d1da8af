"""Versioned data of the service: the partners of every deployment from its first day."""

import tomllib
from importlib.resources import files
from typing import Any

from partners.domain.partner import Field, Kind, Partner


def load_partners() -> tuple[Partner, ...]:
    """The seeds of the registry."""
    data = tomllib.loads(files(__package__).joinpath("partners.toml").read_text(encoding="utf-8"))
    return tuple(_partner(data["defaults"].get(each.pop("like", None), {}) | each) for each in data["partners"])


def _partner(values: dict[str, Any]) -> Partner:
    kind, sectors = Kind(values["kind"]), tuple(values.get("sectors", ()))
    fields = tuple(Field(each) for each in values["fields"])
    return Partner(**values | {"kind": kind, "fields": fields, "sectors": sectors})
