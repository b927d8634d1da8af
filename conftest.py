"""The engines and the platform for every test: started when a test first asks, stopped with the session."""

import asyncio
import gc
import os
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest

from reclameici.local.engines.kafka import FAST_CLEANER
from reclameici.local.fetch import fetch_engines
from reclameici.local.platform import LocalPlatform
from reclameici.local.ports import free_ports
from reclameici.local.workspace import TEST_DATA
from servicekit.database import Database
from servicekit.ids import new_id
from servicekit.migrations import migrate

# Durations of a test run, for the topics and every service: what takes hours or days takes seconds.
TEST_SETTINGS = {
    "RECLAMEICI_COMPACTION_LAG": "PT20S",
    "RECLAMEICI_HEARTBEAT": "PT5S",
    "RECLAMEICI_STEP_LEASE": "PT15S",
    "RECLAMEICI_STEP_BACKOFF": "PT0.5S",
    "RECLAMEICI_STEP_BACKOFF_CAP": "PT2S",
    "RECLAMEICI_CONSUMER_PAUSE": "PT0.5S",
    "RECLAMEICI_CONSUMER_SILENCE": "PT10S",
    "RECLAMEICI_FREEZE_WAIT": "PT10S",
    "RECLAMEICI_RATING_WINDOW": "PT15S",
    "RECLAMEICI_REMINDERS": '["PT2S", "PT4S", "PT6S"]',
    "RECLAMEICI_ACKNOWLEDGE_WITHIN": "PT5S",
    "RECLAMEICI_PURGE_WITHIN": "PT4S",
}

# How long an example takes says more about the machine than about the rule.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

ENGINE_FIXTURES = {"engines", "platform"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses the engines, or the whole platform, is marked so by that alone."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if ENGINE_FIXTURES & used:
            item.add_marker("engines")
        if "platform" in used:
            item.add_marker("platform")


def pytest_collection_finish() -> None:
    """What thousands of tests are made of stays until the end: the collector need not walk through it each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def engines() -> Iterator[LocalPlatform]:
    """Kafka, PostgreSQL, S3 and mail, on free ports, shared by the whole session."""
    fetch_engines()
    _remove_folders_of_ended_sessions()
    started = time.monotonic()
    folder = TEST_DATA / str(os.getpid())
    with LocalPlatform(
        folder, free_ports(), settings=TEST_SETTINGS, kafka_settings=FAST_CLEANER, allow_time_travel=True
    ) as platform:
        platform.start_engines([platform.kafka, platform.postgresql, platform.s3, platform.mail])
        _say(f"engines ready in {time.monotonic() - started:.1f} s, logs in {folder / 'logs'}")
        yield platform


@pytest.fixture(scope="session")
def platform(engines: LocalPlatform) -> LocalPlatform:
    """The engines, Zipkin and every service, with test durations."""
    started = time.monotonic()
    engines.start_engines([engines.zipkin])
    engines.start_services()
    _say(f"platform ready in {time.monotonic() - started:.1f} s more")
    return engines


@pytest.fixture
async def fresh_database(engines: LocalPlatform) -> AsyncIterator[Callable[[ModuleType, int], Awaitable[Database]]]:
    """Makes a database of a service for this test alone, with its tables; asks for the package and a pool size."""
    async with AsyncExitStack() as opened:

        async def make(package: ModuleType, pool_size: int) -> Database:
            name = f"{package.__name__}_{new_id()[-12:]}"
            database = Database(await asyncio.to_thread(engines.postgresql.create_database, name), pool_size)
            opened.push_async_callback(database.close)
            await migrate(database, Path(str(package.__file__)).parent / "migrations")
            return database

        yield make


def _remove_folders_of_ended_sessions() -> None:
    """The last session's folder stays for its logs; a session that runs now keeps its own."""
    with suppress(FileNotFoundError):
        for folder in TEST_DATA.iterdir():
            if folder.name == str(os.getpid()) or not _is_running(folder.name):
                shutil.rmtree(folder, ignore_errors=True)


def _is_running(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    return True


def _say(line: str) -> None:
    print(f"\n[platform] {line}", flush=True)  # noqa: T201 - shown with -s, and beside a failure
