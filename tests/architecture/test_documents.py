"""Documents that are written from the code are fresh, and what is said by hand is true."""

import re

import pytest
from tests.architecture.house import files, name

from contracts.complaints import ComplaintFiled
from contracts.topics import HANDOFF_RETENTION
from partners.domain.referral import LINK_LIFETIME
from partners.settings import Settings as PartnersSettings
from reclameici.docs import goldens
from reclameici.docs.documents import stale, write
from reclameici.docs.promises import PROMISES, walks
from reclameici.local.errors import LocalError
from reclameici.local.workspace import ROOT

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")

IDENTIFIER = re.compile(r"^\| [^|]+ \| `(\w+)` \|", re.MULTILINE)

DOCUMENTS = [path for path in files() if path.suffix == ".md"]


def test_generated_documents_are_fresh():
    assert [name(path) for path in stale()] == []  # otherwise: reclameici docs


def test_a_breaking_change_of_a_message_is_not_written(monkeypatch, tmp_path):
    schema = goldens.schema_of(ComplaintFiled)
    older = schema | {"required": [name for name in schema["required"] if name != "number"]}
    monkeypatch.setattr(goldens, "SCHEMAS", tmp_path)
    goldens.path_of(ComplaintFiled).write_text(goldens.written(older))
    with pytest.raises(LocalError, match="publish a new major"):
        write()
    assert [path.name for path in tmp_path.iterdir()] == [f"{ComplaintFiled.type}.json"]


def test_every_mark_names_a_promise():
    unknown = [(walk.path, walk.name, id_) for walk in walks() for id_ in walk.promises if id_ not in PROMISES]
    assert unknown == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_link_of_a_document_leads_somewhere(path):
    links = LINK.findall(re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8")))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_identifier_of_the_glossary_is_in_the_code():
    by_hand = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").partition("## Codes")[0]
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in files() if path.suffix == ".py" and "src" in path.parts
    )
    assert [
        word for word in IDENTIFIER.findall(by_hand) if not re.search(rf"\b{word}\b|_{word}\b|\b{word}_", code)
    ] == []


def test_every_decision_has_a_number_of_its_own():
    numbers = [path.name[:4] for path in DOCUMENTS if path.parent.name == "decisions"]
    assert len(numbers) == len(set(numbers))
    assert all(number.isdigit() for number in numbers)


def test_the_delays_that_a_partner_is_told_are_those_that_it_is_held_to():
    page = next(path for path in files() if path.match("pages/partenaires/rejoindre.html")).read_text(encoding="utf-8")
    settings = PartnersSettings.model_fields
    assert re.findall(r"(?:sous|après|disponible)\s(\d+)\sjours", page) == [
        str(delay.days)
        for delay in (
            HANDOFF_RETENTION,
            settings["acknowledge_within"].default,
            settings["purge_within"].default,
            LINK_LIFETIME,
        )
    ]
