"""Small real files in place of the proofs that the data only names."""

import io
import random
import time
from collections.abc import Callable
from zlib import crc32

from PIL import Image, ImageDraw, ImageFont

from reclameici.demo.stories import Evidence, Story

PHOTO_SIZE, SCREEN_SIZE, PAGE_SIZE = (480, 360), (270, 480), (420, 594)  # pixels; the last is an A4 sheet
EPOCH = time.gmtime(0)
INK, FAINT, PAPER = (32, 34, 40), (196, 199, 206), (253, 252, 249)


def file_name(piece: Evidence) -> str:
    """The label, with the extension of the kind's format."""
    return f"{piece.label}.{_MAKERS.get(piece.kind, _DOCUMENT)[0]}"


def file_content(story: Story, piece: Evidence) -> bytes:
    """A JPEG for a photo, a PNG for a screenshot, a PDF for anything on paper; the same bytes each time."""
    return _MAKERS.get(piece.kind, _DOCUMENT)[1](story, piece)


def _photo(story: Story, piece: Evidence) -> bytes:
    """Plain shapes of some colours, with a caption: nobody takes it for a proof."""
    chance = _chance(story, piece)
    grain = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(PHOTO_SIZE)
    light, shade = (Image.new("RGB", PHOTO_SIZE, _colour(chance, low)) for low in (140, 20))
    picture = Image.composite(light, shade, grain)
    draw = ImageDraw.Draw(picture)
    for _ in range(5):
        x, y, size = chance.randrange(440), chance.randrange(300), chance.randrange(30, 130)
        draw.ellipse((x, y, x + size, y + size), fill=_colour(chance, 80))
    draw.rectangle((0, 318, 480, 360), fill=INK)
    _write(picture, (12, 328), piece.label, PAPER, 2)
    return _saved(picture, "JPEG")


def _screenshot(story: Story, piece: Evidence) -> bytes:
    picture = _written(story, piece, SCREEN_SIZE)
    ImageDraw.Draw(picture).rectangle((0, 0, SCREEN_SIZE[0], 14), fill=FAINT)
    return _saved(picture, "PNG")


def _document(story: Story, piece: Evidence) -> bytes:
    return _saved(_written(story, piece, PAGE_SIZE), "PDF")


def _written(story: Story, piece: Evidence, size: tuple[int, int]) -> Image.Image:
    """A page with a title and lines that only look like writing."""
    chance = _chance(story, piece)
    page = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(page)
    _write(page, (24, 30), piece.label, INK, 2)
    _write(page, (24, 64), "Pièce de démonstration", INK, 1)
    for y in range(100, size[1] - 60, 22):
        draw.rectangle((24, y, chance.randrange(size[0] // 2, size[0] - 24), y + 8), fill=FAINT)
    _write(page, (24, size[1] - 40), story.title, INK, 1)
    return page


def _write(picture: Image.Image, at: tuple[int, int], text: str, colour: tuple[int, int, int], scale: int) -> None:
    """Writes in Pillow's bitmap font: its outline font, the only other one that is always there, has no accents."""
    font = ImageFont.load_default_imagefont()
    plain = text.replace("’", "'").replace("œ", "oe").encode("latin-1", "replace").decode("latin-1")
    width, height = (int(side) for side in font.getbbox(plain)[2:])
    strip = Image.new("L", (width, height))
    ImageDraw.Draw(strip).text((0, 0), plain, fill=255, font=font)
    picture.paste(colour, at, strip.resize((width * scale, height * scale)))


def _chance(story: Story, piece: Evidence) -> random.Random:
    return random.Random(crc32(f"{story.id}/{piece.kind}/{piece.label}".encode()))  # noqa: S311 - only colours


def _colour(chance: random.Random, low: int) -> tuple[int, int, int]:
    red, green, blue = (chance.randrange(low, low + 110) for _ in range(3))
    return red, green, blue


def _saved(picture: Image.Image, form: str) -> bytes:
    target = io.BytesIO()
    # A PDF would carry the time of its making, and a repeated upload would be another file.
    picture.save(target, form, quality=80, creationDate=EPOCH, modDate=EPOCH)
    return target.getvalue()


Maker = Callable[[Story, Evidence], bytes]

_DOCUMENT: tuple[str, Maker] = ("pdf", _document)
_MAKERS: dict[str, tuple[str, Maker]] = {"photo": ("jpg", _photo), "screenshot": ("png", _screenshot)}
