"""Debian's chromium, for the sample pages and for the live site."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

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


def violations(tab: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the page that is shown: rules, with the elements that break them."""
    # What passes is not asked for: writing it all out takes longer than looking.
    found = Axe().run(tab, options={"resultTypes": ["violations"]}).response["violations"]
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found]
