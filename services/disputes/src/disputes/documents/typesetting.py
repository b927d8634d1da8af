"""Typst: a template and its data become an accessible, archivable PDF."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from typst import Compiler, Fonts

from disputes.documents.signs import printable

TEMPLATES = Path(__file__).parent / "templates"


def typeset(template: str, data: Mapping[str, Any], at: datetime) -> bytes:
    """The template's PDF: it keeps for decades (PDF/A-2a, ISO 19005-2) and reads aloud (PDF/UA-1, ISO 14289-1).

    The same data and moment make the same bytes.

    Args:
        data: JSON values. They reach the template as values, never as code, and only in signs that its fonts have.
        at: the moment the document says it was made.
    """
    compiler = Compiler(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_printable(data))},
    )
    pdf = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=at.replace(microsecond=0))
    assert isinstance(pdf, bytes)  # one PDF, never a list of pages
    return pdf


@cache
def _fonts() -> Fonts:
    """The typesetter's own, so that a document looks the same on every machine."""
    return Fonts(include_system_fonts=False)


def _printable(value: Any) -> Any:
    match value:
        case str():
            return printable(value)
        case Mapping():
            return {name: _printable(each) for name, each in value.items()}
        case list() | tuple():
            return [_printable(each) for each in value]
    return value
