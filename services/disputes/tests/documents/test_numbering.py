"""How pieces are numbered and named, and what the index and the manifest say of them."""

import hashlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.disputes.tests.documents.world import KINDS, T0, dossier, piece

from disputes.domain.dossier import NumberedPiece, index, manifest, number_pieces, slug


def test_pieces_are_numbered_by_kind_then_by_the_moment_they_came():
    late, early = piece(days=3), piece(days=1)
    numbered = number_pieces([piece("mail"), late, piece("other"), early], KINDS)
    assert [(each.number, each.piece.kind) for each in numbered] == [
        (1, "invoice"),
        (2, "invoice"),
        (3, "mail"),
        (4, "other"),
    ]
    assert [each.piece for each in numbered[:2]] == [early, late]


@given(st.permutations([piece(sha256=f"{place:064}", days=place // 3) for place in range(9)]))
def test_the_order_in_which_pieces_are_found_changes_no_number(found):
    assert number_pieces(found, KINDS) == number_pieces(sorted(found, key=lambda each: each.sha256), KINDS)


@pytest.mark.parametrize(
    ("label", "media_type", "path"),
    [
        ("Facture", "application/pdf", "pieces/01-facture.pdf"),
        ("Bon d’œuvre signé", "image/jpeg", "pieces/01-bon-doeuvre-signe.jpg"),
        ("../../etc/passwd", "image/png", "pieces/01-etc-passwd.png"),
        ("漢字", "image/webp", "pieces/01-piece.webp"),
        ("Enregistrement", "audio/ogg", "pieces/01-enregistrement.bin"),
    ],
)
def test_a_piece_is_named_by_its_number_its_kind_and_what_it_is(label, media_type, path):
    assert NumberedPiece(1, piece(label=label, media_type=media_type)).path == path


@given(st.text())
def test_a_slug_is_safe_in_any_file_system(label):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(label))
    assert len(slug(label)) <= 40


def test_the_index_names_each_file():
    assert index(dossier()).splitlines() == [
        "Dossier R-2026-004812, Camille Renaud contre Filandre",
        "Pour Médiateur de l’énergie",
        "",
        "Dossier\u00a0: dossier.pdf",
        "Pièce 1\u00a0: Facture, pieces/01-facture.pdf",
        "Pièce 2\u00a0: Contrat signé, pieces/02-contrat-signe.pdf",
        "Pièce 3\u00a0: Courriel, pieces/03-courriel.pdf",
        "Empreintes\u00a0: manifest.json",
    ]


def test_the_manifest_lists_each_file_with_its_hash():
    made = dossier()
    said = json.loads(manifest(made, b"%PDF-1.7"))
    files = {each["name"]: each for each in said["files"]}
    assert list(files) == ["dossier.pdf", "index.txt", *(each.path for each in made.pieces)]
    assert files["dossier.pdf"]["sha256"] == hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert files["index.txt"]["size"] == len(index(made).encode())
    assert files["pieces/01-facture.pdf"] == {
        "name": "pieces/01-facture.pdf",
        "media_type": "application/pdf",
        "size": 421_888,
        "sha256": "ab" * 32,
    }
    assert {
        name: said[name] for name in ("version", "dispute", "prepared_at", "rules_version", "mediators_version")
    } == {
        "version": 1,
        "dispute": "0193",
        "prepared_at": T0.isoformat(),
        "rules_version": "2026-11-24",
        "mediators_version": "2026-11-22",
    }


def test_the_manifest_is_canonical():
    text = manifest(dossier(), b"")
    assert text == json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
