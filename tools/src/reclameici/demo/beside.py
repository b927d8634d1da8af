"""The load beside the running platform: in a thread of its own, behind a progress bar."""

import asyncio
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from reclameici.demo.load import Production, Report, load
from reclameici.demo.report import login_table, notes
from reclameici.demo.stories import read_brands, read_handovers, read_partners, read_stories
from reclameici.local.errors import LocalError
from reclameici.local.platform import LocalPlatform

STOP_WITHIN = 10.0
"""Seconds that a load has to end at a stop: it keeps how far it came."""


def production_of(platform: LocalPlatform) -> Production:
    """The whole demonstration, on this platform."""
    return Production(
        read_brands(),
        read_stories(),
        read_partners(),
        read_handovers(),
        platform.surroundings.public_url,
        platform.mail.url,
        platform.folder,
        platform.grant_role,
    )


class Demonstration:
    """A context beside which the data is loaded; leaving it ends the load where it is."""

    def __init__(self, production: Production, console: Console) -> None:
        self._production = production
        self._console = console
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(self._show())
        self._thread = threading.Thread(target=self._run, name="demonstration", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(STOP_WITHIN)
        if not self._thread.is_alive():
            self._loop.close()

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._task)

    async def _show(self) -> None:
        """Loads behind a bar; what goes wrong is one sentence, and the platform stays up."""
        started = time.monotonic()
        try:
            with _bar(self._console) as bar:
                shown = bar.add_task("Demonstration data", total=None)
                report = Report(lambda total: bar.update(shown, total=total), lambda: bar.advance(shown))
                progress = await load(self._production, report)
        except LocalError as error:
            self._console.print(
                f"[red]✗[/] Demonstration data: {error} The next start goes on from there.", soft_wrap=True
            )
            return
        self._console.print(f"[green]✓[/] Demonstration data [dim]{time.monotonic() - started:.1f} s[/]")
        for note in notes(self._production.brands, self._production.stories, progress):
            self._console.print(f"  [dim]{note}[/]")
        self._console.print(login_table(self._production.brands))


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)
