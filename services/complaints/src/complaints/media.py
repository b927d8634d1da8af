"""What files are made of: pictures are decoded and written anew without their metadata, PDFs are read through.

Processor work only; callers run it in a thread.
"""

import hashlib
import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from complaints.domain.evidence import MAX_PIXELS, FileRefusedError, Medium, check_file, clean_name

FORMATS = {Medium.JPEG: "JPEG", Medium.PNG: "PNG", Medium.WEBP: "WEBP"}

QUALITY = 88
"""Of JPEG and WebP written anew: small letters of a receipt stay readable."""

MAX_PAGES = 300


@dataclass(frozen=True)
class Prepared:
    """A file ready to be kept."""

    name: str
    medium: Medium
    content: bytes
    sha256: str


def prepare(name: str, content: bytes) -> Prepared:
    """The file as it will be kept.

    Raises:
        FileRefusedError: not a format that is taken, a lying extension, damaged, or too large once unpacked.
    """
    name = clean_name(name)
    medium = check_file(name, content)
    kept = _check_pdf(name, content) if medium is Medium.PDF else _write_anew(name, content, medium)
    return Prepared(name, medium, kept, hashlib.sha256(kept).hexdigest())


def _write_anew(name: str, content: bytes, medium: Medium) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[medium]]) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise FileRefusedError(f"{name} : cette image est trop grande, réduisez-la.")
            # EXIF holds the orientation as well as the place: apply the first, drop all of it.
            upright = ImageOps.exif_transpose(picture)
            return _encode(upright, medium)
    except Image.DecompressionBombError as error:
        raise FileRefusedError(f"{name} : cette image est trop grande, réduisez-la.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileRefusedError(f"{name} : cette image est abîmée ou incomplète.") from error


def _encode(picture: Image.Image, medium: Medium) -> bytes:
    target = io.BytesIO()
    if medium is Medium.PNG:
        mode = "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"
        # A fresh picture has the pixels alone: no text chunk, no profile.
        bare = Image.new(mode, picture.size)
        bare.paste(picture.convert(mode))
        bare.save(target, "PNG")
    else:
        picture.convert("RGB").save(target, FORMATS[medium], quality=QUALITY)
    return target.getvalue()


def _check_pdf(name: str, content: bytes) -> bytes:
    """A PDF is kept as it is: it is only ever served as an attachment."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise FileRefusedError(f"{name} : ce PDF est protégé par un mot de passe, envoyez-le sans protection.")
        pages = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise FileRefusedError(f"{name} : ce PDF est abîmé ou incomplet.") from error
    if b"%%EOF" not in content[-2048:]:
        raise FileRefusedError(f"{name} : ce PDF est incomplet.")
    if not 0 < pages <= MAX_PAGES:
        raise FileRefusedError(f"{name} : ce PDF doit avoir de 1 à {MAX_PAGES} pages.")
    return content
