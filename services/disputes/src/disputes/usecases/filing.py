"""The file for a mediator: prepared by the author, kept as it was prepared, document included.

What a consent names by its fingerprint must stay what it was, whatever a brand's page or an answer becomes.
"""

import asyncio

from contracts.http import dossier as http
from contracts.http.mediation import MediationFacts
from contracts.http.partners import FILE
from disputes.documents.dossier import write_dossier
from disputes.domain.access import Side
from disputes.domain.days import day_of
from disputes.domain.dispute import Dispute, require_open
from disputes.domain.dossier import Dossier
from disputes.domain.errors import DisputeNotFoundError, FileMissingError, InvalidError
from disputes.messages.dossier import to_dossier, to_view
from disputes.storage.disputes import DisputeStore
from disputes.storage.mediation import MediationStore
from disputes.storage.replicas import BrandStore, CaseStore
from disputes.usecases.assessing import Law, assess_dispute, facts_of, named
from disputes.usecases.common import load, see
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
    known = await facts_of(work, dispute)
    named(await law.mediators_in_force(work), body.mediator, known, day_of(work.now))
    dossier = await _dossier(work, dispute, body, known, law)
    document = await asyncio.to_thread(write_dossier, dossier)
    prepared, store = to_view(body, dossier, document), MediationStore(work.session)
    await store.save_file(dispute.id, prepared.model_dump(mode="json"), work.now)
    await store.save_document(dispute.id, prepared.sha256, document)
    return http.FileRef(dispute_id=dispute.id, prepared_at=work.now)


async def _dossier(work: Work, dispute: Dispute, body: http.PrepareFile, known: MediationFacts, law: Law) -> Dossier:
    brand = await BrandStore(work.session).brand(dispute.brand_id)
    case = await CaseStore(work.session).row(dispute.complaint_id)
    found = await assess_dispute(work, dispute, known, law)
    return to_dossier(body, work.now, dispute, case, brand, known, found)


async def view(work: Work, dispute_id: str) -> http.FileView:
    """The file with the index and the manifest of its ZIP. Raises FileMissingError where none was prepared."""
    return await _prepared(work, await _see(work, dispute_id))


async def _prepared(work: Work, dispute: Dispute) -> http.FileView:
    if (prepared := await MediationStore(work.session).file(dispute.id)) is None:
        raise FileMissingError
    return http.FileView.model_validate(prepared)


async def pdf(work: Work, dispute_id: str, sha256: str | None = None) -> bytes:
    """The file's document, the last one by default. Raises FileMissingError where none was prepared.

    Args:
        sha256: of an earlier one, which somebody was given.
    """
    dispute = await _see(work, dispute_id)
    wanted = sha256 or (await _prepared(work, dispute)).sha256
    if (document := await MediationStore(work.session).document(dispute.id, wanted)) is None:
        raise FileMissingError
    return document


async def _see(work: Work, dispute_id: str) -> Dispute:
    """The dispute for its author, or for who opened the link that its author gave to the file."""
    piece = work.principal.shared_piece
    if piece is None:
        return (await see(work, dispute_id, Side.CONSUMER))[0]
    dispute = (await DisputeStore(work.session).read([dispute_id])).get(dispute_id)
    if dispute is None or piece != SharedPiece(dispute.id, FILE, dispute.author_id):
        raise DisputeNotFoundError
    return dispute
