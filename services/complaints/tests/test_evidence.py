"""Under which name a file is kept, and how many a case takes."""

import pytest
from services.complaints.tests.world import WAYS, given, ids

from complaints.domain.errors import NotInThisStateError
from complaints.domain.evidence import MAX_FILES, TooManyFilesError, check_room, clean_name
from complaints.domain.status import ENDED, Status


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("facture.pdf", "facture.pdf"),
        ("Reçu d’été n° 3.jpg", "Reçu d’été n° 3.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Camille\\photo.jpg", "photo.jpg"),
        ("photo\r\nSet-Cookie: a=b.jpg", "photoSet-Cookie a=b.jpg"),
        ("photo\x00.jpg", "photo.jpg"),
        ("\u202egpj.exe", "gpj.exe"),
        ('<img src="x">.png', "img src=x.png"),
        ("  ..photo.jpg. ", "photo.jpg"),
        ("", "fichier"),
        ("///", "fichier"),
        ("...", "fichier"),
    ],
)
def test_a_name_keeps_what_names_the_file_and_nothing_that_steers(given_name, kept):
    assert clean_name(given_name) == kept


def test_a_long_name_keeps_its_end_with_the_extension():
    assert clean_name("a" * 500 + ".jpg") == "a" * 116 + ".jpg"


def test_a_case_takes_twenty_files():
    case = given().complaint
    check_room(case, MAX_FILES - 1)
    check_room(None, MAX_FILES - 1)
    with pytest.raises(TooManyFilesError, match="déjà 20 fichiers"):
        check_room(case, MAX_FILES)


@pytest.mark.parametrize("status", Status, ids=ids)
def test_a_case_that_has_ended_takes_no_file(status):
    case = given(*WAYS[status]).complaint
    if status in ENDED:
        with pytest.raises(NotInThisStateError):
            check_room(case, 0)
    else:
        check_room(case, 0)
