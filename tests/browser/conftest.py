"""Debian's chromium, for the sample pages and for the live site."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def launch(driver) -> Callable[..., Browser]:
    """Starts another browser, with flags of its own."""
    return lambda *flags: driver.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])


@pytest.fixture(scope="session")
def browser(launch) -> Iterator[Browser]:
    launched = launch()
    yield launched
    launched.close()
