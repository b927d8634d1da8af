"""The file for a mediator: the form as a command, and the ZIP that holds document and pieces."""

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from contracts.http import complaints as complaint_http
from contracts.http import dossier as http
from gateway.backends import Backend
from gateway.domain.errors import InvalidError, PieceChangedError
from servicekit.principal import Principal

MEMORY = 8 * 1024 * 1024
"""What a ZIP holds in memory before it goes to the disk, in bytes."""


def typed(
    prepared: http.FileView | None, case: complaint_http.ComplaintView, mediators: Sequence[str]
) -> dict[str, list[str]]:
    """The form filled in: what was prepared, else what the complaint says, and the mediator if there is but one."""
    if prepared is None:
        sole = list(mediators) if len(mediators) == 1 else []
        amount = _euros(case.amount_cents)
        return {"mediator": sole, "facts": [case.text], "wish": [case.wish or ""], "amount": [amount]}
    identity = prepared.identity
    return {
        "mediator": [prepared.mediator],
        "name": [identity.name],
        "address": [identity.address],
        "email": [identity.email],
        "phone": [identity.phone or ""],
        "facts": [prepared.facts],
        "wish": [prepared.wish],
        "amount": [_euros(prepared.amount_cents)],
        "pieces": [each.id for each in prepared.pieces],
    }


def _euros(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100},{cents % 100:02d}"


def kept(case: complaint_http.ComplaintView) -> list[complaint_http.EvidenceView]:
    """The pieces that may be joined."""
    return [each for each in case.evidence if each.state == "kept"]


def to_file(written: http.WriteFile, case: complaint_http.ComplaintView) -> http.PrepareFile:
    """What the author writes, with the brand's answers and the pieces as the complaint has them: nobody else's word.

    Raises:
        InvalidError: a piece that the complaint does not have.
    """
    there = {each.evidence_id: each for each in kept(case)}
    if not there.keys() >= set(written.pieces):
        raise InvalidError("Choisissez les pièces parmi celles de votre réclamation.", "pieces")
    return http.PrepareFile(
        **{name: getattr(written, name) for name in http.FileWords.model_fields},
        published_at=case.published_at,
        answers=tuple(http.FileAnswer(at=each.published_at, text=each.text) for each in case.responses),
        pieces=tuple(_piece(each) for id_, each in there.items() if id_ in written.pieces),
    )


def _piece(each: complaint_http.EvidenceView) -> http.FilePiece:
    return http.FilePiece(
        id=each.evidence_id,
        kind=each.kind,
        label=each.name.rpartition(".")[0] or each.name,
        name=each.name,
        media_type=each.media_type,
        size=each.size,
        sha256=each.sha256,
        added_at=each.added_at,
    )


@dataclass(frozen=True)
class Pack:
    """Packs a file: the document from disputes, the pieces from complaints, as their owners let the caller read."""

    disputes: Backend
    complaints: Backend
    principal: Principal

    async def packed(self, dispute_id: str, complaint_id: str) -> IO[bytes]:
        """The ZIP, to be read from its start and closed. Raises PieceChangedError."""
        view = await self.disputes.get(f"/disputes/{dispute_id}/file", self.principal, http.FileView)
        pdf = await self.disputes.download(f"/disputes/{dispute_id}/file.pdf", self.principal)
        target: IO[bytes] = SpooledTemporaryFile(MEMORY)  # noqa: SIM115 -- closed by who sends it
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
            pack.writestr("dossier.pdf", pdf.content)
            pack.writestr("index.txt", view.index)
            pack.writestr("manifest.json", view.manifest)
            for each in view.packed:
                path = f"/complaints/{complaint_id}/evidence/{each.id}"
                piece = await self.complaints.download(path, self.principal)
                if hashlib.sha256(piece.content).hexdigest() != each.sha256:
                    raise PieceChangedError
                pack.writestr(each.path, piece.content)
        target.seek(0)
        return target
