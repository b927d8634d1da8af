"""The Jinja environment: autoescape, no undefined names, French filters, icons, addressed static files."""

import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from lucide.jinja import lucide
from markupsafe import Markup

from gateway.presentation import charts, labels, partner_labels
from gateway.presentation.french import FILTERS
from gateway.presentation.text import TEXT_FILTERS
from gateway.presentation.views.frame import Frame, View

STATIC = Path(__file__).parent / "static"
"""Folder to serve at `/static`."""

DIGEST_LENGTH = 10


@lru_cache
def icon(name: str, size: int = 24) -> Markup:
    """An inlined icon in the colour of its text, hidden from screen readers: the words stand beside it."""
    hidden = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
    return Markup(lucide(name, size=size, stroke_width=1.75, **hidden))  # noqa: S704 -- the library's own drawing


@lru_cache
def asset(path: str) -> str:
    """Address of a static file with a digest of its content, so that browsers may keep it for good.

    Raises:
        FileNotFoundError: there is no such file.
    """
    digest = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:DIGEST_LENGTH]
    return f"/static/{path}?v={digest}"


def make_environment() -> Environment:
    """The environment of all pages; make it once."""
    environment = Environment(
        loader=PackageLoader("gateway.presentation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS | TEXT_FILTERS)
    environment.globals.update(icon=icon, asset=asset, charts=charts, labels=labels, partner_labels=partner_labels)
    return environment


def render(environment: Environment, frame: Frame, view: View) -> str:
    """A whole HTML page: the view's own template within the frame."""
    return environment.get_template(view.template).render(frame=frame, view=view)
