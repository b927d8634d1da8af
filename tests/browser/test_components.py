"""Every sample page in Debian's chromium: axe finds nothing, nothing scrolls sideways, focus shows."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from services.gateway.tests.presentation.preview import serve, write_pages
from services.gateway.tests.presentation.samples import pages
from tests.browser.conftest import violations

pytestmark = pytest.mark.browser

NAMES = [name for name, _, _ in pages()]
ONE_PER_TEMPLATE = list({view.template: name for name, _, view in pages()}.values())
"""Where there is room, the states of a page do not differ in width: one of them will do."""
DARK = [
    "accueil",
    "marque",
    "reclamation",
    "composants",
    "avis-erreur",
    "etape-preuves",
    "mon-dossier",
    "moderation-dossier",
    "accord-erreur",
    "accords",
]
"""Between them they hold every component: the dark palette is the same everywhere."""
KEYBOARD_PAGES = [
    "accueil",
    "recherche",
    "avis-erreur",
    "etape-preuves",
    "mon-dossier",
    "moderation-dossier",
    "accord-erreur",
]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"
CELL_OUTLINE = "getComputedStyle(document.activeElement.closest('label') ?? document.activeElement).outlineStyle"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("pages")
    write_pages(folder)
    server = serve(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def opened(context: Browser | BrowserContext, address: str, **options: object) -> Page:
    tab = context.new_page(**options)
    tab.goto(address)
    return tab


@pytest.fixture(scope="module")
def tabs(browser) -> dict[str, Page]:
    """A tab of each palette, as narrow as a page may become, used by every page in turn."""
    return {
        theme: browser.new_page(viewport={"width": 320, "height": 800}, color_scheme=theme)
        for theme in ("light", "dark")
    }


@pytest.mark.promise("G5")
@pytest.mark.parametrize(("theme", "name"), [*(("light", name) for name in NAMES), *(("dark", name) for name in DARK)])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(tabs, site, theme, name):
    tabs[theme].goto(f"{site}/{name}.html")
    assert tabs[theme].evaluate(SIDEWAYS) <= 0
    assert not violations(tabs[theme])


def sideways(browser: Browser, site: str, width: int, names: list[str]) -> list[str]:
    """Pages that are wider than a window of that width."""
    # One window per width: changing the size of one takes longer than loading the page.
    tab = browser.new_page(viewport={"width": width, "height": 800})
    wide = []
    for name in names:
        tab.goto(f"{site}/{name}.html")
        if tab.evaluate(SIDEWAYS) > 0:
            wide.append(name)
    tab.close()
    return wide


@pytest.mark.promise("G5")
def test_no_page_scrolls_sideways_on_a_tablet(browser, site):
    assert not sideways(browser, site, 768, ONE_PER_TEMPLATE)


@pytest.mark.promise("G5")
@pytest.mark.parametrize(("width", "names"), [(360, NAMES), (1280, ONE_PER_TEMPLATE)])
def test_no_page_scrolls_sideways_with_a_text_twice_as_large(launch, site, width, names):
    browser = launch("--blink-settings=defaultFontSize=32")
    wide = sideways(browser, site, width, names)
    browser.close()
    assert not wide


@pytest.mark.promise("G5")
@pytest.mark.parametrize("name", KEYBOARD_PAGES)
def test_every_stop_of_the_keyboard_shows_its_focus(browser, site, name):
    tab = opened(browser, f"{site}/{name}.html", viewport={"width": 1280, "height": 800})
    stops = 0
    tab.keyboard.press("Tab")
    while tab.evaluate("document.activeElement !== document.body") and stops < 80:
        stops += 1
        html = tab.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert "solid" in {tab.evaluate(OUTLINE), tab.evaluate(CELL_OUTLINE)}, html
        tab.keyboard.press("Tab")
    tab.close()
    assert stops > 5


@pytest.mark.promise("G5")
def test_the_first_stop_leads_to_the_content_and_a_refused_form_to_its_errors(browser, site):
    context = browser.new_context()
    tab = opened(context, f"{site}/avis-erreur.html")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Aller au contenu"
    tab.goto(f"{site}/avis-erreur.html#erreurs")
    assert tab.evaluate("document.activeElement.id") == "erreurs"
    context.close()


@pytest.mark.promise("G5")
def test_without_script_the_menu_and_the_data_of_a_figure_open(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    tab = opened(context, f"{site}/marque.html")
    tab.locator("details.menu summary").click()
    assert tab.locator("details.menu a", has_text="Classements").is_visible()
    tab.locator("details.data summary").first.click()
    assert tab.locator("details.data table").first.is_visible()
    context.close()


def test_targets_are_large_enough_for_a_finger(browser, site):
    tab = opened(browser, f"{site}/composants.html", viewport={"width": 360, "height": 800})
    boxes = [item.bounding_box() for item in tab.locator("main .button:visible, main .scale label, main .choice").all()]
    tab.close()
    assert boxes
    assert all(box and min(box["width"], box["height"]) >= 43.5 for box in boxes)


def test_the_console_stays_silent_under_the_strict_policy(browser, site):
    tab = browser.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    for name in NAMES[:12]:
        tab.goto(f"{site}/{name}.html")
    tab.close()
    assert not [text for text in said if "fonts" not in text and "404" not in text]
