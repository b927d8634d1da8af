"""Words that no file may hold: what the law forbids us to say, where a machine keeps things, who serves packages."""

import ast
import re

import pytest
from tests.architecture.house import files, name, sources

REGISTERED = re.compile(r"\b(recommandée?s?|LRE)\b", re.IGNORECASE)
"""A notification is no registered letter and must not be called one (CPCE L100, L101)."""

OURS = ("services/", "libs/", "tools/", "deploy/compose/")

NAMES_THE_FORBIDDEN = {
    "docs/glossary.md",
    "services/gateway/tests/presentation/test_words.py",
    "tests/architecture/test_words.py",
}
"""Files that say which words are forbidden."""

HOSTS = tuple(
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("maven", "org"))
)
"""Where packages are served from: the clients know, and a copy of the project may use others."""

MACHINE = re.compile(r"(?<![\w.$}-])/(work|root|home/\w+|Users/\w+)/")
"""Paths of one machine."""

BINARY = {".woff2", ".png", ".jpg", ".pdf", ".webp", ".ico"}


def texts():
    for path in files():
        if path.suffix not in BINARY:
            yield name(path), path.read_text(encoding="utf-8")


PLAIN_SPACE = re.compile(r"[\w»)] [;:?!](?=\s|$)|« | »")
"""French sets these signs apart by a space that does not break."""

NO_SENTENCE = {"Objet : "}
"""What a program reads, not a person: the first line of a mail's template."""


def test_french_words_in_code_do_not_break_before_their_signs():
    ours = [path for path in sources() if "/src/" in name(path)]
    found = [(name(path), words) for path in ours for words in said_in(path) if PLAIN_SPACE.search(words)]
    assert found == []


def said_in(path):
    """The texts of a module that may reach somebody: what only explains the code is none."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in explained and node.value not in NO_SENTENCE:
            yield node.value


def test_nothing_of_ours_is_called_a_registered_letter():
    found = [
        (file, match.group())
        for file, text in texts()
        if file.startswith(OURS) and file not in NAMES_THE_FORBIDDEN and "/tests/" not in file
        for match in REGISTERED.finditer(text)
    ]
    assert found == []


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine():
    found = [
        (file, what)
        for file, text in texts()
        for what in [*(host for host in HOSTS if host in text), *(match.group() for match in MACHINE.finditer(text))]
        if file not in NAMES_THE_FORBIDDEN
    ]
    assert found == []


def test_the_lock_pins_hashes_and_no_index():
    lines = next(text for file, text in texts() if file == "requirements.lock").splitlines()
    options = [line for line in lines if line.startswith("-") or "://" in line]
    assert options == []
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert sum("--hash=sha256:" in line for line in lines) >= len(pins)


@pytest.mark.parametrize("folder", ["libs", "services", "tools", "tests"])
def test_every_module_says_what_it_is_for(folder):
    silent = [name(path) for path in sources(folder) if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []
