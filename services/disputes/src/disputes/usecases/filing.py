"""The file for a mediator: prepared by the author, set on demand from what was prepared, never kept as a document."""

import asyncio

from contracts.http import dossier as http
from contracts.http.partners import FILE
from disputes.documents.dossier import write_dossier
from disputes.domain.access import Side
from disputes.domain.dispute import Dispute, require_open
from disputes.domain.dossier import Dossier
from disputes.domain.errors import DisputeNotFoundError, FileMissingError, InvalidError
from disputes.messages.dossier import to_dossier, to_view
from disputes.storage.disputes import DisputeStore
from disputes.storage.mediation import MediationStore
from disputes.storage.replicas import BrandStore, CaseStore
from disputes.storage.tables import FileRow
from disputes.usecases.common import load
from disputes.usecases.mediating import Law, assess_dispute
from servicekit.principal import SharedPiece
from servicekit.work import Work

REQUIRED = {"name": "Indiquez votre nom.", "address": "Indiquez votre adresse.", "email": "Indiquez votre e-mail."}


async def prepare(work: Work, dispute_id: str, body: http.PrepareFile, law: Law) -> http.FileRef:
    """The author puts the file together; preparing it again replaces it. Raises InvalidError, ClosedError."""
    dispute, _ = await load(work, dispute_id, Side.CONSUMER)
    require_open(dispute)
    for field, sentence in REQUIRED.items():
        if not getattr(body.identity, field).strip():
            raise InvalidError(sentence, field)
    if not body.facts.strip():
        raise InvalidError("Racontez les faits.", "facts")
    if (await law.mediators_in_force(work)).named(body.mediator) is None:
        raise InvalidError("Choisissez un médiateur de la liste.", "mediator")
    await MediationStore(work.session).save_file(dispute.id, body.model_dump(mode="json"), work.now)
    return http.FileRef(dispute_id=dispute.id, prepared_at=work.now)


async def _load(work: Work, dispute_id: str) -> Dispute:
    """The dispute for its author, or for who opened the link that its author gave to the file."""
    piece = work.principal.shared_piece
    if piece is None:
        return (await load(work, dispute_id, Side.CONSUMER))[0]
    dispute = await DisputeStore(work.session).load(dispute_id)
    if dispute is None or piece != SharedPiece(dispute.id, FILE, dispute.author_id):
        raise DisputeNotFoundError
    return dispute


async def read_dossier(work: Work, dispute_id: str, law: Law) -> tuple[FileRow, Dossier]:
    """The file for who may read it. Raises FileMissingError where none was prepared."""
    dispute = await _load(work, dispute_id)
    row = await MediationStore(work.session).file(dispute.id)
    if row is None:
        raise FileMissingError
    brand = await BrandStore(work.session).brand(dispute.brand_id)
    case = await CaseStore(work.session).row(dispute.complaint_id)
    found = await assess_dispute(work, dispute, law, row.prepared_at)
    return row, to_dossier(row, dispute, case, brand, found)


async def set_pdf(dossier: Dossier) -> bytes:
    """The document; setting it takes a processor for some milliseconds, so it is done beside the event loop."""
    return await asyncio.to_thread(write_dossier, dossier)


async def view(work: Work, dispute_id: str, law: Law) -> http.FileView:
    """The file with the index and the manifest of its ZIP."""
    row, dossier = await read_dossier(work, dispute_id, law)
    return to_view(row, dossier, await set_pdf(dossier))


async def pdf(work: Work, dispute_id: str, law: Law) -> bytes:
    """The file's document."""
    _, dossier = await read_dossier(work, dispute_id, law)
    return await set_pdf(dossier)
