"""Parts of a document that are written between markers, while the rest of it is written by hand."""

import re

from reclameici.local.errors import LocalError


def fill(text: str, name: str, content: str) -> str:
    """The text with what stands between `<!-- NAME -->` and `<!-- end of NAME -->` replaced.

    Raises LocalError: the markers are missing.
    """
    begin, end = f"<!-- {name}, written by `reclameici docs` -->", f"<!-- end of {name} -->"
    part = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not part.search(text):
        raise LocalError(f"No markers for {name}: {begin} … {end}")
    return part.sub(lambda _: f"{begin}\n{content}\n{end}", text)


def mermaid(picture: str) -> str:
    """A picture as a block that code hosts draw."""
    return f"```mermaid\n{picture}\n```"
