"""A document keeps for decades and can be read aloud: PDF/A-2a, tagged, in French, titled."""

import re
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from services.disputes.tests.documents.world import SIGNATURE, dossier, mandate, read, statement, text_of, withdrawal

from disputes.documents.dossier import write_dossier
from disputes.documents.mandate import load_mandate_text, write_mandate
from disputes.documents.statement import write_statement, write_withdrawal

DOCUMENTS = {
    "dossier": lambda: write_dossier(dossier()),
    "mandate": lambda: write_mandate(mandate(), load_mandate_text()),
    "signed mandate": lambda: write_mandate(mandate(), load_mandate_text(), SIGNATURE),
    "statement": lambda: write_statement(statement()),
    "withdrawal": lambda: write_withdrawal(withdrawal()),
}

each_document = pytest.mark.parametrize("document", DOCUMENTS)

NAMESPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def xmp(reader):
    return ElementTree.fromstring(reader.trailer["/Root"]["/Metadata"].get_data())  # noqa: S314 - our own document


def tags(element):
    """The structure's types, in reading order."""
    element = element.get_object()
    if isinstance(element, list):
        return [tag for each in element for tag in tags(each)]
    if not hasattr(element, "get"):
        return []
    own = [element["/S"]] if "/S" in element else []
    return own + (tags(element["/K"]) if "/K" in element else [])


@each_document
def test_a_document_names_the_standards_it_keeps(document):
    metadata = xmp(read(DOCUMENTS[document]()))
    said = [metadata.findtext(f".//{name}", None, NAMESPACES) for name in ("pdfaid:part", "pdfaid:conformance")]
    assert [*said, metadata.findtext(".//pdfuaid:part", None, NAMESPACES)] == ["2", "A", "1"]


@each_document
def test_a_document_is_tagged_french_and_titled(document):
    reader = read(DOCUMENTS[document]())
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's boolean is an object
    assert root["/Lang"] == "fr-FR"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.author == "RéclameICI"
    assert any(sign.isdigit() for sign in reader.metadata.title)
    assert xmp(reader).findtext(".//dc:title//rdf:li", None, NAMESPACES) == reader.metadata.title


@each_document
def test_a_documents_headings_follow_each_other_and_one_is_the_first(document):
    found = tags(read(DOCUMENTS[document]()).trailer["/Root"]["/StructTreeRoot"]["/K"])
    levels = [int(tag[2]) for tag in found if tag in {"/H1", "/H2", "/H3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@each_document
def test_each_table_has_headers(document):
    counts = Counter(tags(read(DOCUMENTS[document]()).trailer["/Root"]["/StructTreeRoot"]["/K"]))
    assert counts["/THead"] == counts["/Table"]
    assert counts["/TH"] >= 2 * counts["/Table"]


@each_document
def test_every_font_is_embedded(document):
    for page in read(DOCUMENTS[document]()).pages:
        for font in page["/Resources"]["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


@each_document
def test_the_same_data_are_the_same_bytes(document):
    assert DOCUMENTS[document]() == DOCUMENTS[document]()


FORBIDDEN = re.compile(r"\b(recommandée?s?|LRE|anonyme|plainte|arnaque|victime|vérifié|cliquez)\b", re.IGNORECASE)

FAULTS = re.compile(
    r"\w'\w|[^\u202f\s][;!?](?=\s|$)|[ \u00a0][;!?]|[^\u00a0\s]:(?=\s|$)|[ \u202f]:(?=\s|$)"
    r"|«[^\u00a0]|[^\u00a0]»|\d ?[€%]|\.\.\."
)
"""What French typography does not have: a straight apostrophe, a plain space before ; ! ? : € %."""


@each_document
def test_a_document_reads_as_the_house_writes(document):
    said = text_of(DOCUMENTS[document]())
    assert FORBIDDEN.findall(said) == []
    assert [fault.group() for fault in FAULTS.finditer(said)] == []
