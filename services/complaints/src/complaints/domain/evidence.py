"""Pieces of evidence: what is taken, how much of it, and why something is not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from complaints.domain.complaint import Complaint
from complaints.domain.errors import ConflictError, InvalidError, NotInThisStateError
from complaints.domain.status import ENDED

MAX_FILES = 20
"""Files of one complaint, those of its messages included."""

MAX_BYTES = 10 * 1024 * 1024

MAX_PIXELS = 50_000_000
"""A picture that unpacks to more is a bomb or a poster; a phone's are under 50 million."""

NAME_LENGTH = 120


class Medium(StrEnum):
    """What a file really is, by its first bytes."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"

    @property
    def extensions(self) -> tuple[str, ...]:
        """Extensions that tell the truth."""
        return EXTENSIONS[self]


EXTENSIONS = {
    Medium.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Medium.PNG: (".png",),
    Medium.WEBP: (".webp",),
    Medium.PDF: (".pdf",),
}


class State(StrEnum):
    """Where a piece stands."""

    KEPT = "kept"
    REQUESTED = "requested"
    """The store was down: the author is asked for it again."""


@dataclass(frozen=True)
class Evidence:
    """One piece; the bytes are in the object store."""

    id: str
    complaint_id: str
    account_id: str
    kind: str
    name: str
    medium: Medium
    size: int
    sha256: str
    state: State
    added_at: datetime

    @property
    def object_name(self) -> str:
        """Where its bytes are: the same file added twice to a case is one object."""
        return f"{self.complaint_id}/{self.sha256}"


class TooManyFilesError(ConflictError):
    """The case is full."""

    def __init__(self) -> None:
        super().__init__(f"Ce dossier contient déjà {MAX_FILES} fichiers : retirez-en un avant d’en ajouter un autre.")


class FileRefusedError(InvalidError):
    """The file is not one that can be kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "file")


def sniff(content: bytes) -> Medium | None:
    """What a file is by its first bytes, whatever its name says; None for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return Medium.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Medium.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Medium.WEBP
    if content.startswith(b"%PDF-"):
        return Medium.PDF
    return None


def check_file(name: str, content: bytes) -> Medium:
    """The file's medium, if it may be kept.

    Raises:
        FileRefusedError: empty, too heavy, another format, or an extension that lies.
    """
    if not content:
        raise FileRefusedError(f"{name} : ce fichier est vide.")
    if len(content) > MAX_BYTES:
        raise FileRefusedError(f"{name} : ce fichier dépasse 10 Mo.")
    medium = sniff(content)
    if medium is None:
        raise FileRefusedError(f"{name} : envoyez un JPG, PNG, WebP ou PDF.")
    extension = PurePosixPath(name.lower()).suffix
    if extension and extension not in medium.extensions:
        raise FileRefusedError(f"{name} : le contenu ne correspond pas à l’extension {extension}.")
    return medium


def clean_name(name: str) -> str:
    """A file name without path, control signs or excess length."""
    base = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in base if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    return kept[-NAME_LENGTH:] or "fichier"


def check_room(complaint: Complaint | None, count: int) -> None:
    """Raises TooManyFilesError, or NotInThisStateError for a case that has ended; a draft is None."""
    if complaint and complaint.status in ENDED:
        raise NotInThisStateError(complaint.status)
    if count >= MAX_FILES:
        raise TooManyFilesError
