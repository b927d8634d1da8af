"""`make run`: the platform in the foreground, until Ctrl-C."""

import os
import signal
import time

from rich.console import Console
from rich.table import Table

from reclameici.demo.beside import Demonstration, production_of
from reclameici.local.fetch import fetch_engines
from reclameici.local.platform import LocalPlatform
from reclameici.local.ports import ports_from_environment
from reclameici.local.workspace import DATA, ROOT

DEMONSTRATION_SETTINGS = {
    "RECLAMEICI_TRAVEL_GRACE": "PT20S",  # longer than any pause of the load
    "RECLAMEICI_FREEZE_WAIT": "PT10M",  # longer than the load, which plays many months at once
    "RECLAMEICI_STALE_AFTER": "P7D",  # so that the mailbox has mails of the last complaints to show
}


def run_platform(console: Console) -> None:
    """Runs everything until Ctrl-C or SIGTERM; raises LocalError."""
    # SIGTERM (make's own end) and SIGHUP (the terminal's) stop the platform as Ctrl-C does.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    _fetch(console)
    started = time.monotonic()
    platform = LocalPlatform(
        DATA,
        ports_from_environment(),
        settings=_operator_settings(),
        allow_time_travel=True,
        report=lambda title, seconds: console.print(f"[green]✓[/] {title} [dim]{seconds:.1f} s[/]"),
    )
    try:
        with platform:
            _serve(platform, console, started)
    except KeyboardInterrupt:
        console.print("Stopped.")


def _serve(platform: LocalPlatform, console: Console, started: float) -> None:
    try:
        platform.start()
        console.print(f"\nReady in {time.monotonic() - started:.1f} s.")
        console.print(_where_to_go(platform))
        with Demonstration(production_of(platform), console):
            platform.watch()
    except KeyboardInterrupt:
        # The terminal may send more of them; the stop is bounded and must not be cut short.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        console.print("\nStopping…")
        raise


def _fetch(console: Console) -> None:
    with console.status("Fetching the engines (Kafka, PostgreSQL, S3Proxy, Zipkin)…"):
        seconds = fetch_engines()
    if seconds is not None:
        console.print(f"[green]✓[/] Engines fetched [dim]{seconds:.1f} s[/]")


def _where_to_go(platform: LocalPlatform) -> Table:
    site = platform.surroundings.public_url
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_row("Site", site)
    table.add_row("API docs", f"{site}/api/docs")
    table.add_row("Mailbox", platform.mail.url)
    table.add_row("Traces", platform.zipkin.url)
    table.add_row("Logs", str((platform.folder / "logs").relative_to(ROOT)))
    table.add_row("", "Ctrl-C stops everything, make reset starts over.")
    return table


def _operator_settings() -> dict[str, str]:
    """Those of a demonstration, each of which the operator may set otherwise."""
    return DEMONSTRATION_SETTINGS | {
        name: value for name, value in os.environ.items() if name.startswith("RECLAMEICI_")
    }
