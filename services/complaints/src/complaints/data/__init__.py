"""Versioned data of the service: what the screening looks for, who may complain where, what proves what.

The one place of the service’s rules that reads files; `main.build` loads each once and hands it to the domain.
"""

import tomllib
from importlib.resources import files
from typing import Any

from complaints.domain.guidance import GuidanceRules, make_guidance_rules
from complaints.domain.screening import Lexicons
from complaints.domain.screening.lexicon import compile_lexicon
from complaints.domain.screening.namebook import compile_names
from complaints.domain.triage import TriageRules, make_triage_rules


def read_data(name: str) -> dict[str, Any]:
    """A parsed data file of this package; raises `FileNotFoundError` or `tomllib.TOMLDecodeError`."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def load_lexicons() -> Lexicons:
    """What the screening looks for: words and phrases, and what is known of names."""
    return Lexicons(compile_lexicon(read_data("screening.toml")), compile_names(read_data("names.toml")))


def load_triage() -> TriageRules:
    """The questions that lead to a filing or to the right door."""
    return make_triage_rules(read_data("triage.toml"))


def load_guidance() -> GuidanceRules:
    """Addressees, evidence lists, wishes and rights."""
    return make_guidance_rules(read_data("guidance.toml"))
