"""Files are read to their end and, for pictures, written anew: what is kept holds no trace of whom or where."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from services.complaints.tests.world import ids

from complaints.domain.evidence import (
    MAX_BYTES,
    MAX_PIXELS,
    FileRefusedError,
    Medium,
    sniff,
)
from complaints.media import MAX_PAGES, prepare

ORIENTATION, MODEL, GPS = 0x0112, 0x0110, 0x8825
TURNED_LEFT = 8
"""The camera was held upright: what is stored lying must be shown standing."""


def a_picture(medium="JPEG", size=(64, 32), **saved):
    """Red on the left half, blue on the right one."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    target = io.BytesIO()
    picture.save(target, medium, **saved)
    return target.getvalue()


def a_photo(orientation=1):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MODEL] = "canari-appareil"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[29] = "canari-lieu"
    return a_picture(exif=exif, quality=95)


def a_pdf(pages=1, password=None):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def opened(prepared):
    return Image.open(io.BytesIO(prepared.content))


def png_with_header(width, height):
    """A picture that says it is huge and has nothing in it."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    empty = b"IDAT" + zlib.compress(b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(each) for each in (header, empty, b"IEND"))


def chunk(body):
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))


@pytest.fixture(scope="module")
def large_and_empty():
    """A picture of few kilobytes that unpacks to more pixels than any phone's."""
    side = int(MAX_PIXELS**0.5) + 1
    target = io.BytesIO()
    Image.new("1", (side, side)).save(target, "PNG")
    assert len(target.getvalue()) < MAX_BYTES / 10
    return target.getvalue()


@pytest.mark.promise("C4")
@pytest.mark.parametrize(
    ("name", "medium", "content"),
    [
        ("photo.jpg", Medium.JPEG, a_picture("JPEG")),
        ("capture.png", Medium.PNG, a_picture("PNG")),
        ("image.webp", Medium.WEBP, a_picture("WEBP")),
        ("facture.pdf", Medium.PDF, a_pdf(2)),
        ("PHOTO.JPEG", Medium.JPEG, a_picture("JPEG")),
        ("sans-extension", Medium.PNG, a_picture("PNG")),
    ],
)
def test_a_good_file_of_a_taken_format_is_kept_under_its_name(name, medium, content):
    prepared = prepare(name, content)
    assert (prepared.name, prepared.medium, sniff(prepared.content)) == (name, medium, medium)


@pytest.mark.promise("C4")
def test_a_photo_keeps_neither_its_place_nor_its_camera():
    photo = a_photo()
    assert b"canari-lieu" in photo
    prepared = prepare("photo.jpg", photo)
    assert b"canari" not in prepared.content
    assert dict(opened(prepared).getexif()) == {}


def test_a_photo_taken_upright_is_shown_upright_without_its_orientation():
    picture = opened(prepare("photo.jpg", a_photo(TURNED_LEFT)))
    assert picture.size == (32, 64)
    red, _, blue = picture.getpixel((16, 60))
    assert red > 200
    assert blue < 50
    assert ORIENTATION not in picture.getexif()


def test_a_png_keeps_its_pixels_and_none_of_its_texts():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "canari-auteur")
    texts.add_itxt("Comment", "canari-commentaire", zip=True)
    prepared = prepare("capture.png", a_picture("PNG", pnginfo=texts))
    assert opened(prepared).info == {}
    assert b"tEXt" not in prepared.content
    assert opened(prepared).tobytes() == Image.open(io.BytesIO(a_picture("PNG"))).tobytes()


def test_a_transparent_picture_stays_transparent():
    target = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(target, "PNG")
    assert opened(prepare("logo.png", target.getvalue())).getpixel((0, 0)) == (255, 0, 0, 0)


def test_a_webp_keeps_no_exif():
    exif = Image.Exif()
    exif[MODEL] = "canari-appareil"
    assert b"canari" not in prepare("image.webp", a_picture("WEBP", exif=exif)).content


def test_what_is_hidden_behind_the_end_of_a_picture_is_not_kept():
    assert b"canari" not in prepare("photo.jpg", a_picture() + b"PK\x03\x04 canari").content


def test_a_pdf_is_kept_byte_for_byte():
    content = a_pdf(3)
    assert prepare("facture.pdf", content).content == content


def test_the_same_file_has_the_same_digest_whatever_its_name():
    assert prepare("a.jpg", a_picture()).sha256 == prepare("b.jpg", a_picture()).sha256


HEIC = struct.pack(">I", 24) + b"ftypheic" + bytes(12)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
ZIP = b"PK\x03\x04" + bytes(30)
FORMAT = "envoyez un JPG, PNG, WebP ou PDF"
DAMAGED = "abîmé"
JPEG, PNG, WEBP, PDF = a_picture("JPEG"), a_picture("PNG"), a_picture("WEBP"), a_pdf()
HALF_PDF = PDF[: len(PDF) // 2]


@pytest.mark.promise("C4")
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("vide.jpg", b"", "vide"),
        ("photo.heic", HEIC, FORMAT),
        ("photo.jpg", HEIC, FORMAT),
        ("dessin.svg", SVG, FORMAT),
        ("page.html", HTML, FORMAT),
        ("archive.zip", ZIP, FORMAT),
        ("lettre.docx", ZIP, FORMAT),
        ("programme.exe", b"MZ" + bytes(60), FORMAT),
        ("animation.gif", a_picture("GIF"), FORMAT),
        ("scan.tiff", a_picture("TIFF"), FORMAT),
        ("image.bmp", a_picture("BMP"), FORMAT),
        ("note.txt", b"Bonjour", FORMAT),
        ("photo.png", JPEG, "ne correspond pas à l’extension .png"),
        ("facture.pdf", PNG, "ne correspond pas à l’extension .pdf"),
        ("facture.jpg", PDF, "ne correspond pas à l’extension .jpg"),
        ("photo.jpg.exe", JPEG, "ne correspond pas à l’extension .exe"),
        ("coupee.jpg", JPEG[: len(JPEG) // 2], DAMAGED),
        ("coupee.png", PNG[: len(PNG) // 2], DAMAGED),
        ("coupee.webp", WEBP[: len(WEBP) // 2], DAMAGED),
        ("debut.jpg", JPEG[:3], DAMAGED),
        ("debut.png", PNG[:8], DAMAGED),
        ("debut.webp", WEBP[:12], DAMAGED),
        ("faux.jpg", b"\xff\xd8\xff" + HTML, DAMAGED),
        ("entete.png", png_with_header(60_000, 60_000), "cette image"),
        ("entete.png", png_with_header(9_000, 9_000), "trop grande"),
        ("entete.png", png_with_header(0, 0), DAMAGED),
        ("vide.pdf", b"%PDF-1.7\n", DAMAGED),
        ("faux.pdf", b"%PDF-1.7\n" + HTML + b"\n%%EOF", DAMAGED),
        ("coupe.pdf", HALF_PDF, "PDF"),
        ("sans-fin.pdf", PDF.replace(b"%%EOF", b""), "incomplet"),
        ("protege.pdf", a_pdf(password="secret"), "protégé par un mot de passe"),
        ("sans-page.pdf", a_pdf(0), "de 1 à 300 pages"),
        ("pave.pdf", a_pdf(MAX_PAGES + 1), "de 1 à 300 pages"),
        ("lourd.jpg", JPEG + bytes(MAX_BYTES), "dépasse 10"),
    ],
)
def test_anything_else_is_refused_with_its_name_and_the_reason(name, content, reason):
    with pytest.raises(FileRefusedError) as raised:
        prepare(name, content)
    assert str(raised.value).startswith(name)
    assert reason in str(raised.value).replace("\u00a0", " ")
    assert raised.value.field == "file"


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused_before_it_is_unpacked(large_and_empty):
    with pytest.raises(FileRefusedError, match="trop grande"):
        prepare("bombe.png", large_and_empty)


def test_a_text_chunk_that_unpacks_to_megabytes_does_not_pass():
    bomb = chunk(b"zTXtComment\x00\x00" + zlib.compress(bytes(100 * 1024 * 1024), 9))
    content = PNG[:33] + bomb + PNG[33:]
    with pytest.raises(FileRefusedError, match=DAMAGED):
        prepare("bombe.png", content)


@pytest.mark.filterwarnings("ignore::UserWarning")  # what Pillow says of damaged metadata
@pytest.mark.parametrize(
    ("name", "content"), [("a.jpg", a_photo()), ("a.png", PNG), ("a.webp", WEBP), ("a.pdf", PDF)], ids=ids
)
def test_a_damaged_file_is_kept_whole_or_refused_in_words_and_never_an_accident(name, content):
    chance = random.Random(name)
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            kept = prepare(name, bytes(damaged))
        except FileRefusedError:
            continue
        assert sniff(kept.content) is kept.medium


def test_a_kept_pdf_opens():
    assert len(PdfReader(io.BytesIO(prepare("a.pdf", a_pdf(MAX_PAGES)).content)).pages) == MAX_PAGES
