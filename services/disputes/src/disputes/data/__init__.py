"""Versioned data of the service: the rules of mediation, and the mediators it starts with.

The one place of the service’s rules that reads files; `main.build` loads each once and hands it to the domain.
"""

import tomllib
from importlib.resources import files

from disputes.domain.mediation import MediationRules, Mediators, from_rows, make_rules, read_rows


def read_data(name: str) -> str:
    """The text of a data file of this package; raises `FileNotFoundError`."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def load_rules() -> MediationRules:
    """Articles, durations and words of the admissibility for mediation."""
    return make_rules(tomllib.loads(read_data("mediation.toml")))


def read_mediators() -> tuple[dict[str, str], ...]:
    """The rows of the mediators."""
    return read_rows(read_data("mediators.csv"))


def load_mediators() -> Mediators:
    """The mediators; their version is the last day one of them was checked."""
    rows = read_mediators()
    return from_rows(rows, max(row["checked_at"] for row in rows))
