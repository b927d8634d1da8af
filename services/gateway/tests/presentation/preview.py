"""Renders every sample page into a folder and serves it on 127.0.0.1: `python -m …presentation.preview FOLDER`."""

import re
import shutil
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from services.gateway.tests.presentation.samples import pages

from gateway.presentation.environment import STATIC, make_environment, render


def write_pages(folder: Path) -> dict[str, Path]:
    """Writes each page as `NAME.html` beside a copy of the static files; the paths by name."""
    shutil.copytree(STATIC, folder / "static", dirs_exist_ok=True)
    environment = make_environment()
    written = {}
    for name, frame, view in pages():
        written[name] = folder / f"{name}.html"
        written[name].write_text(render(environment, frame, view), encoding="utf-8")
    return written


class Handler(SimpleHTTPRequestHandler):
    """Serves the folder under the product's own content policy, without a log line per request."""

    def end_headers(self) -> None:
        """Adds the policy."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's own name
        """Says nothing."""


POLICY = re.sub(
    r"\s+",
    " ",
    """default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'""",
)


def serve(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of the folder on 127.0.0.1, not yet started; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))


if __name__ == "__main__":
    target = Path(sys.argv[1])
    write_pages(target)
    serve(target, int(sys.argv[2]) if len(sys.argv) > 2 else 8765).serve_forever()
