"""Versioned data of the service: what the screening looks for, who may complain where, what proves what.

The one place of the service's rules that reads files; `main.build` loads each once and hands it to the domain.
"""

import tomllib
from importlib.resources import files
from typing import Any

from complaints.domain.screening.lexicon import Lexicon, compile_lexicon


def read_data(name: str) -> dict[str, Any]:
    """A parsed data file of this package; raises `FileNotFoundError` or `tomllib.TOMLDecodeError`."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def load_lexicon() -> Lexicon:
    """The words the screening looks for."""
    return compile_lexicon(read_data("screening.toml"))
