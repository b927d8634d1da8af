"""The files that stand for the proofs."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from reclameici.demo.pieces import file_content, file_name
from reclameici.demo.stories import Evidence, read_stories

STORY = read_stories()[0]


@pytest.mark.parametrize(("kind", "form", "extension"), [("photo", "JPEG", ".jpg"), ("screenshot", "PNG", ".png")])
def test_pictures_are_real_pictures_named_after_their_label(kind, form, extension):
    piece = Evidence(kind, "Déballage en neuf photos")
    assert file_name(piece) == f"Déballage en neuf photos{extension}"
    with Image.open(io.BytesIO(file_content(STORY, piece))) as picture:
        assert picture.format == form


def test_anything_on_paper_is_a_real_pdf():
    piece = Evidence("invoice", "Facture")
    assert file_name(piece) == "Facture.pdf"
    assert len(PdfReader(io.BytesIO(file_content(STORY, piece))).pages) == 1


@pytest.mark.parametrize("kind", ["photo", "screenshot", "invoice"])
def test_a_file_has_the_same_bytes_each_time_and_others_for_another_label(kind):
    piece = Evidence(kind, "Pièce")
    assert file_content(STORY, piece) == file_content(STORY, piece)
    assert file_content(STORY, piece) != file_content(STORY, Evidence(kind, "Autre pièce"))


def test_files_are_small():
    pieces = [piece for story in read_stories()[:12] for piece in story.evidence]
    assert max(len(file_content(STORY, each)) for each in pieces) < 100_000
