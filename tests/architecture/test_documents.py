"""Documents that are written from the code are fresh, and what is said by hand is true."""

import re

import pytest

from reclameici.docs.documents import stale
from reclameici.docs.promises import PROMISES, walks
from reclameici.local.workspace import ROOT
from tests.architecture.house import files, name

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")

IDENTIFIER = re.compile(r"^\| [^|]+ \| `(\w+)` \|", re.MULTILINE)

DOCUMENTS = [path for path in files() if path.suffix == ".md"]


def test_generated_documents_are_fresh():
    assert [name(path) for path in stale()] == []  # otherwise: reclameici docs


def test_every_mark_names_a_promise():
    unknown = [(walk.path, walk.name, id_) for walk in walks() for id_ in walk.promises if id_ not in PROMISES]
    assert unknown == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_link_of_a_document_leads_somewhere(path):
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_identifier_of_the_glossary_is_in_the_code():
    by_hand = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").partition("## Codes")[0]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files() if path.suffix == ".py" and "src" in path.parts)
    assert [word for word in IDENTIFIER.findall(by_hand) if not re.search(rf"\b{word}\b|_{word}\b|\b{word}_", code)] == []


def test_every_decision_has_a_number_of_its_own():
    numbers = [path.name[:4] for path in DOCUMENTS if path.parent.name == "decisions"]
    assert len(numbers) == len(set(numbers))
    assert all(number.isdigit() for number in numbers)
