"""The file a consumer hands to a mediator: what it says, how its pieces are numbered and named, what its ZIP holds."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from disputes.domain.mediation.verdicts import Verdict

DOSSIER_NAME = "dossier.pdf"
INDEX_NAME = "index.txt"
MANIFEST_NAME = "manifest.json"
PDF = "application/pdf"
TEXT = "text/plain; charset=utf-8"

MANIFEST_VERSION = 1

EXTENSIONS = {PDF: "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
"""Of the media types that evidence may have; anything else is `bin`."""


@dataclass(frozen=True)
class Consumer:
    """Who asks, as typed for this file."""

    name: str
    address: str
    """Lines of a letter."""
    email: str
    phone: str | None = None


@dataclass(frozen=True)
class Trader:
    """Against whom."""

    name: str
    legal_name: str | None = None
    siren: str | None = None
    website: str | None = None


@dataclass(frozen=True)
class Step:
    """A dated line of the chronology."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Answer:
    """What the trader wrote."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Finding:
    """What one rule of admissibility says, and on what evidence."""

    rule: str
    verdict: Verdict
    article: str
    evidence: str
    from_on: date | None = None
    """The first day on which a NOT_YET is over."""


@dataclass(frozen=True)
class Admissibility:
    """The rules one by one, and what follows from them together."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    rules_version: str
    mediators_version: str


@dataclass(frozen=True)
class Piece:
    """A piece of evidence; its bytes are elsewhere."""

    kind: str
    label: str
    """Its kind, as people say it."""
    name: str
    """Its file's, as the consumer had it."""
    media_type: str
    size: int
    """Octets."""
    sha256: str
    added_at: datetime
    id: str = ""
    """Where its bytes are."""


@dataclass(frozen=True)
class NumberedPiece:
    """A piece with its place in the file."""

    number: int
    piece: Piece

    @property
    def path(self) -> str:
        """Its name in the ZIP, safe everywhere: `pieces/01-facture.pdf`."""
        extension = EXTENSIONS.get(self.piece.media_type, "bin")
        return f"pieces/{self.number:02}-{slug(self.piece.label)}.{extension}"


@dataclass(frozen=True)
class Dossier:
    """All that the mediator reads."""

    dispute_id: str
    number: str
    """The complaint's, which people say."""
    prepared_at: datetime
    consumer: Consumer
    trader: Trader
    mediator: str
    facts: str
    """In the consumer's words."""
    chronology: tuple[Step, ...]
    answers: tuple[Answer, ...]
    wish: str
    amount: int | None
    """Cents; None where no money is asked."""
    admissibility: Admissibility
    pieces: tuple[NumberedPiece, ...]


SLUG_LENGTH = 40


def slug(label: str) -> str:
    """A label as ASCII letters, digits and hyphens; `piece` where nothing is left."""
    plain = (
        unicodedata.normalize("NFKD", label.replace("œ", "oe").replace("Œ", "oe")).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:SLUG_LENGTH].strip("-") or "piece"


def number_pieces(pieces: Sequence[Piece], kinds: Sequence[str]) -> tuple[NumberedPiece, ...]:
    """Pieces from 1 on: by kind in the order given, others after them, each kind by the moment it was added."""
    rank = {kind: place for place, kind in enumerate(kinds)}
    ordered = sorted(pieces, key=lambda each: (rank.get(each.kind, len(rank)), each.added_at, each.name, each.sha256))
    return tuple(NumberedPiece(number, piece) for number, piece in enumerate(ordered, start=1))


def index(dossier: Dossier) -> str:
    """The list of what the ZIP holds, for people."""
    lines = [
        f"Dossier {dossier.number}, {dossier.consumer.name} contre {dossier.trader.name}",
        f"Pour {dossier.mediator}",
        "",
        f"Dossier\u00a0: {DOSSIER_NAME}",
        *(f"Pièce {each.number}\u00a0: {each.piece.label}, {each.path}" for each in dossier.pieces),
        f"Empreintes\u00a0: {MANIFEST_NAME}",
    ]
    return "".join(f"{line}\n" for line in lines)


def manifest(dossier: Dossier, pdf: bytes) -> str:
    """Canonical JSON of every file of the ZIP but itself: sorted keys, no white space, UTF-8.

    Args:
        pdf: the dossier's own document.
    """
    content = {
        "version": MANIFEST_VERSION,
        "dispute": dossier.dispute_id,
        "number": dossier.number,
        "prepared_at": dossier.prepared_at.isoformat(),
        "rules_version": dossier.admissibility.rules_version,
        "mediators_version": dossier.admissibility.mediators_version,
        "files": [
            _entry(DOSSIER_NAME, PDF, pdf),
            _entry(INDEX_NAME, TEXT, index(dossier).encode()),
            *(_listed(each.path, each.piece.media_type, each.piece.size, each.piece.sha256) for each in dossier.pieces),
        ],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _entry(name: str, media_type: str, content: bytes) -> dict[str, str | int]:
    return _listed(name, media_type, len(content), hashlib.sha256(content).hexdigest())


def _listed(name: str, media_type: str, size: int, sha256: str) -> dict[str, str | int]:
    return {"name": name, "media_type": media_type, "size": size, "sha256": sha256}
