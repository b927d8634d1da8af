"""A writer's text made HTML: paragraphs and masks, everything escaped; and its extract."""

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

MASK = re.compile(r"\[masqué\s?: [^\]\[]+\]")
"""What the screening leaves where it hid something: « [masqué : téléphone] »."""

EXTRACT_LENGTH = 170

CUT_END = " ,;:.«(–-\u00a0\u202f"
"""What may not stand before the ellipsis."""


def prose(text: str) -> Markup:
    """Paragraphs of a writer's text: a blank line starts a new one, masks stand out."""
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    return Markup("\n").join(Markup("<p>{}</p>").format(_lines(block)) for block in blocks if block)


def _lines(block: str) -> Markup:
    return Markup("<br>").join(_masked(line) for line in block.splitlines())


def _masked(line: str) -> Markup:
    marked = MASK.sub(lambda found: f'<span class="mask">{found[0]}</span>', str(escape(line)))
    return Markup(marked)  # noqa: S704 -- escaped on the line above


def extract(text: str, length: int = EXTRACT_LENGTH) -> str:
    """The beginning of a text on one line, cut between two words and closed by an ellipsis."""
    line = re.sub(r"[ \t\r\n]+", " ", text).strip()
    return line if len(line) <= length else f"{line[:length].rsplit(' ', 1)[0].rstrip(CUT_END)}…"


TEXT_FILTERS: dict[str, Callable[..., Any]] = {"prose": prose, "extract": extract}
