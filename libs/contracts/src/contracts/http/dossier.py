"""The file of a dispute for a mediator: what its author types for this purpose, what it holds."""

from pydantic import AwareDatetime, Field

from contracts.message import Contract


class Identity(Contract):
    """Who asks, typed for this file alone."""

    name: str = Field(max_length=120)
    address: str = Field(max_length=400, description="Lines of a letter.")
    email: str = Field(max_length=200)
    phone: str | None = Field(None, max_length=40)


class FilePiece(Contract):
    """A piece of evidence that the author joins; its bytes stay where they are."""

    id: str = Field(max_length=64)
    kind: str = Field(max_length=40)
    label: str = Field(max_length=120)
    name: str = Field(max_length=200)
    media_type: str = Field(max_length=60)
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    added_at: AwareDatetime


class FileAnswer(Contract):
    """An official response of the brand, as published."""

    at: AwareDatetime
    text: str = Field(max_length=10_000)


class FileWords(Contract):
    """What the author writes into the file."""

    identity: Identity
    mediator: str = Field(max_length=120)
    facts: str = Field(max_length=20_000)
    wish: str = Field(max_length=2_000)
    amount_cents: int | None = Field(None, ge=0, le=100_000_000)


class WriteFile(FileWords):
    """The file as its author asks for it; the brand's answers and the pieces are those of the complaint."""

    pieces: tuple[str, ...] = Field((), max_length=20, description="Ids of pieces of evidence of the complaint.")


class PrepareFile(FileWords):
    """The file with what the site knows; preparing it again replaces it."""

    published_at: AwareDatetime | None = None
    """When the complaint appeared on the site."""
    answers: tuple[FileAnswer, ...] = Field((), max_length=20)
    pieces: tuple[FilePiece, ...] = Field((), max_length=20)


class FileRef(Contract):
    """A file just prepared. An answer holds nobody's words: it is kept for a repeated request."""

    dispute_id: str
    prepared_at: AwareDatetime


class PackedPiece(Contract):
    """A piece and its name in the ZIP."""

    id: str
    path: str
    sha256: str


class FileView(PrepareFile):
    """The file as it was prepared."""

    prepared_at: AwareDatetime
    rules_version: str
    mediators_version: str | None = None
    """Of the data that its admissibility was judged by, as those of the rules."""
    packed: tuple[PackedPiece, ...]
    size: int
    """Of the document, in bytes."""
    sha256: str
    """Of the document."""
    index: str
    manifest: str
    """Canonical JSON: every file of the ZIP with its size and SHA-256."""
