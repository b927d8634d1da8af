"""Typography and words of everything a user reads: templates, labels, rendered pages."""

import re
from math import log
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from services.gateway.tests.presentation.samples import pages

import gateway.presentation
from gateway.presentation.environment import make_environment, render

FOLDER = Path(gateway.presentation.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").rglob("*.html"))
SCRIPTS = sorted((FOLDER / "static" / "js").glob("*.js"))
ENVIRONMENT = make_environment()
PAGES = {name: (frame, view) for name, frame, view in pages()}

HOUSE = re.compile(
    r"\b(recommandée?s?|LRE|anonym\w*|plaintes?|arnaqu\w*|victimes?|vérifiée?s?|cliquez ici)\b", re.IGNORECASE
)
"""Words that never stand in our own voice (interface § 7, law S1); a writer's own text may say them."""

WRONG_SPACES = {
    "a plain space before ; ! ?": re.compile(r"\w [;!?](?!=)"),
    "no space before ; ! ?": re.compile(r"[a-zéè][!?](?=[\s<]|$)|[a-zéè];\s"),
    "a plain space before a colon": re.compile(r"\w :(?=\s)"),
    "a plain space inside « »": re.compile(r"« | »"),
    "a plain space before € or %": re.compile(r"\d [€%]"),
    "a plain space between thousands": re.compile(r"\d \d{3}(?!\d)"),
    "a straight apostrophe": re.compile(r"\w'\w"),
    "three dots": re.compile(r"\.\.\."),
}


def words_of(name: str) -> str:
    """What a reader of a sample page sees, with the words of attributes that are read aloud."""
    soup = BeautifulSoup(render(ENVIRONMENT, *PAGES[name]), "html.parser")
    for element in soup.find_all(["script", "code", "time", "textarea"]):
        element.decompose()
    aloud = [element["aria-label"] for element in soup.find_all(attrs={"aria-label": True})]
    return "\n".join([*soup.stripped_strings, *aloud])


@pytest.mark.parametrize("name", PAGES)
def test_french_spaces_and_apostrophes_are_right(name):
    text = words_of(name)
    for what, pattern in WRONG_SPACES.items():
        found = pattern.search(text)
        assert not found, f"{what}: {text[max(0, found.start() - 30) : found.end() + 30]!r}"


@pytest.mark.parametrize("path", TEMPLATES + SCRIPTS + [FOLDER / "labels.py"], ids=lambda path: path.name)
def test_words_that_the_house_never_says_are_absent(path):
    found = HOUSE.search(path.read_text(encoding="utf-8"))
    assert not found, found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_style_and_no_straight_apostrophe(path):
    text = path.read_text(encoding="utf-8")
    assert "style=" not in text
    assert not re.search(r"[a-zA-Zéèàç]'[a-zA-Zéèàç]", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_dispute_is_not_named_before_the_escalation(path):
    allowed = {"transparence-scores.html", "comment-ca-marche.html", "calcul.html", "frame.html", "dispute.html"}
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert path.name in allowed or path.parent.name == "litige" or not re.search(r"\blitiges?\b", text)


def test_the_worked_example_of_the_method_page_adds_up():
    satisfaction = (8.4 + 1.5 + 10 * 0.60) / (12 + 1.5 + 10)
    delays = 10 * 1 + 6 * (1 - log(5) / log(60)) + 4 * (1 - log(15) / log(60))
    delay = (delays + 10 * 0.50) / (20 + 10)
    disputes = (20 * (1 - 2 / 20) + 10 * 0.85) / (20 + 10)
    score = 10 * (0.5 * satisfaction + 0.3 * delay + 0.2 * disputes)
    other = (2 * 100 + 30 * 7.0 + 3 * 100 * 8 / 12 + 2 * 100 * 7 / 12) / 100
    text = words_of("transparence-scores")
    for value, digits in ((satisfaction, 3), (delay, 3), (disputes, 3), (score, 3), (score, 1), (other, 1)):
        assert f"{value:.{digits}f}".replace(".", ",") in text
