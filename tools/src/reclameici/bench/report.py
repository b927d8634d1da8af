"""Runs the benchmarks and prints each goal with what was measured; a report is left under `reports/`."""

import asyncio
import json
import os
import platform as machine
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from reclameici.bench import bus, intake
from reclameici.local.engines.kafka import FAST_CLEANER
from reclameici.local.fetch import fetch_engines
from reclameici.local.platform import LocalPlatform
from reclameici.local.ports import free_ports

FILINGS = 2000
RECORDS = 20_000

GOALS = {"P1 intake": 0.4, "P2 set-based": 0.5, "P2 per record": 0.15}
"""Ratios to the floor that are aimed at."""


def run_benchmarks(console: Console, folder: Path) -> None:
    """P1 and P2 on engines of their own; traces off, as load would meet it with sampling."""
    fetch_engines()
    settings = {"OTEL_TRACES_EXPORTER": "none", "RECLAMEICI_LOG_LEVEL": "WARNING"}
    with LocalPlatform(
        folder, free_ports(), settings=settings, kafka_settings=FAST_CLEANER, allow_time_travel=True
    ) as platform:
        platform.start_engines([platform.kafka, platform.postgresql, platform.s3, platform.mail])
        figures = asyncio.run(bus.measure(platform, RECORDS, console.print))
        platform.start_services()
        floor, product = intake.measure(platform, FILINGS, console.print)
    rows = {
        "P1 intake": (product.rate, floor.rate),
        "P2 set-based": (figures.set_based, figures.floor),
        "P2 per record": (figures.per_record, figures.floor),
    }
    _print(console, rows)
    console.print(f"filing p50 {product.percentile(0.5):.0f} ms, p99 {product.percentile(0.99):.0f} ms")
    _write(rows)


def _print(console: Console, rows: dict[str, tuple[float, float]]) -> None:
    table = Table("goal", "product /s", "floor /s", "ratio", "aim")
    for name, (product, floor) in rows.items():
        table.add_row(name, f"{product:,.0f}", f"{floor:,.0f}", f"{product / floor:.2f}", f"≥ {GOALS[name]}")
    console.print(table)
    console.print(f"{FILINGS:,} filings, {RECORDS:,} records, {os.cpu_count()} cores, {machine.machine()}")


def _write(rows: dict[str, tuple[float, float]]) -> None:
    reports = Path("reports")
    reports.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    (reports / f"bench-{now:%Y%m%dT%H%M%S}.json").write_text(
        json.dumps({"at": now.isoformat(), "rows": rows}, indent=1)
    )
