"""Evidence: added by those on a side of the case, kept in the object store, each read recorded."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from complaints.domain.access import require_side
from complaints.domain.complaint import Complaint
from complaints.domain.errors import ComplaintNotFoundError, EvidenceNotFoundError
from complaints.domain.evidence import MAX_BYTES, Evidence, State, check_room
from complaints.domain.facts import By
from complaints.media import Prepared, prepare
from complaints.messages.evidence import to_evidence, to_evidence_ref
from complaints.storage.complaints import ComplaintStore
from complaints.storage.evidence import DraftStore, EvidenceStore
from complaints.usecases.common import reader_of
from contracts.complaints import EvidenceRequested
from contracts.http import complaints as http
from servicekit.ids import new_id
from servicekit.objects import ObjectStore, ObjectStoreUnavailableError
from servicekit.principal import SharedPiece
from servicekit.work import Work, Works

ERASE = "erase-files"
"""Step: the files of a withdrawn case leave the store."""

DRAFT_EXPIRY = "draft-expiry"
"""Timer: a draft nobody came back to is forgotten, with its files."""

READ_LIMIT = MAX_BYTES + 1
"""Bytes read of an upload: one more than may be kept is enough to refuse it."""

DRAFT_LIFETIME = timedelta(days=30)


@dataclass(frozen=True)
class Received:
    """A file that was checked and, where the store answered, stored."""

    prepared: Prepared
    stored: bool


async def receive(store: ObjectStore, complaint_id: str, name: str, content: bytes) -> Received:
    """Checks a file and stores it, before any transaction: a slow store must not hold a connection.

    Raises:
        FileRefusedError: it may not be kept.
    """
    prepared = await asyncio.to_thread(prepare, name, content)
    try:
        await store.put(f"{complaint_id}/{prepared.sha256}", prepared.content, prepared.medium.value)
    except ObjectStoreUnavailableError:
        return Received(prepared, stored=False)
    return Received(prepared, stored=True)


async def _open_case(work: Work, complaint_id: str, *sides: By) -> Complaint | None:
    """The complaint, for a reader on one of these sides; None for a draft, which is open to whoever has its id.

    Raises:
        ComplaintNotFoundError: neither, or not for this reader.
        NotAllowedError: another side may do this.
    """
    complaint = await ComplaintStore(work.session).load(complaint_id)
    if complaint:
        require_side(complaint, await reader_of(work), *sides)
    elif await DraftStore(work.session).load(complaint_id) is None:
        raise ComplaintNotFoundError
    return complaint


async def may_add(work: Work, complaint_id: str) -> None:
    """Raises ComplaintNotFoundError, NotInThisStateError or TooManyFilesError before the file is even looked at."""
    complaint = await _open_case(work, complaint_id, *By)
    check_room(complaint, await EvidenceStore(work.session).count(complaint_id))


async def add_evidence(work: Work, complaint_id: str, kind: str, received: Received) -> http.EvidenceRef:
    """Adds a file to a case or a draft; one that the store could not take is asked for again."""
    await may_add(work, complaint_id)
    prepared = received.prepared
    store = EvidenceStore(work.session)
    known = await store.of_content(complaint_id, prepared.sha256)
    evidence = Evidence(
        id=known.id if known else new_id(),
        complaint_id=complaint_id,
        account_id=work.principal.account_id,
        kind=kind[:40],
        name=prepared.name,
        medium=prepared.medium,
        size=len(prepared.content),
        sha256=prepared.sha256,
        state=State.KEPT if received.stored else State.REQUESTED,
        added_at=work.now,
    )
    await store.save(evidence)
    if not received.stored:
        await _ask_again(work, evidence)
    return to_evidence_ref(evidence, evidence.state.value)


async def _ask_again(work: Work, evidence: Evidence) -> None:
    complaint = await ComplaintStore(work.session).load(evidence.complaint_id)
    if complaint:
        work.publish(
            EvidenceRequested(
                complaint_id=complaint.id,
                brand_id=complaint.brand_id,
                author_id=complaint.author_id,
                at=work.now,
                evidence_id=evidence.id,
                reason="store-unavailable",
            )
        )


async def read_evidence(work: Work, complaint_id: str, evidence_id: str) -> Evidence:
    """A piece about to be sent to a reader on one of the case's sides, or to who opened its link; the read is recorded.

    Raises:
        ComplaintNotFoundError, EvidenceNotFoundError.
    """
    store = EvidenceStore(work.session)
    if not await _is_shared(work, complaint_id, evidence_id):
        await _open_case(work, complaint_id, *By)
    evidence = await store.load(evidence_id)
    if evidence is None or evidence.complaint_id != complaint_id or evidence.state is not State.KEPT:
        raise EvidenceNotFoundError
    await store.note_read(evidence_id, work.principal.account_id or work.principal.role, work.now)
    return evidence


async def _is_shared(work: Work, complaint_id: str, evidence_id: str) -> bool:
    """Whether the complaint's own author shared the piece: a consent names complaints and pieces as its giver likes."""
    piece = work.principal.shared_piece
    if piece is None or piece != SharedPiece(complaint_id, evidence_id, piece.sharer_id):
        return False
    complaint = await ComplaintStore(work.session).load(complaint_id)
    return complaint is not None and complaint.author_id == piece.sharer_id


async def remove_evidence(work: Work, complaint_id: str, evidence_id: str) -> http.EvidenceRef:
    """The author takes a piece back; of a draft, whoever holds the draft."""
    await _open_case(work, complaint_id, By.CONSUMER)
    store = EvidenceStore(work.session)
    evidence = await store.load(evidence_id)
    if evidence is None or evidence.complaint_id != complaint_id:
        raise EvidenceNotFoundError
    await store.orphan(evidence)
    await work.schedule(ERASE, complaint_id, work.now)
    return to_evidence_ref(evidence, "removed")


async def erase_files(complaint_id: str, works: Works, store: ObjectStore) -> None:
    """Step: removes from the object store what no piece of the case refers to any more.

    Raises:
        ObjectStoreUnavailableError: tried again later.
    """
    async with works.open() as work:
        orphans = await EvidenceStore(work.session).orphans(complaint_id)
    for name in orphans:
        await store.remove(name)
        async with works.open() as work:
            await EvidenceStore(work.session).forget_orphan(name)


async def save_draft(work: Work, draft_id: str, body: http.Draft) -> http.Draft:
    """Keeps the answers typed so far; a draft that became a complaint is no draft any more."""
    if await ComplaintStore(work.session).read([draft_id]):
        raise ComplaintNotFoundError
    await DraftStore(work.session).save(draft_id, dict(body.answers), work.now)
    await work.schedule(DRAFT_EXPIRY, draft_id, work.now + DRAFT_LIFETIME)
    return body


async def view_draft(work: Work, draft_id: str) -> http.DraftView:
    """The answers typed so far and the files added. Raises ComplaintNotFoundError."""
    answers = await DraftStore(work.session).load(draft_id)
    if answers is None:
        raise ComplaintNotFoundError
    evidence = await EvidenceStore(work.session).of_complaint(draft_id)
    return http.DraftView(answers=answers, evidence=tuple(to_evidence(each) for each in evidence))


async def expire_draft(draft_id: str, work: Work) -> None:
    """Nobody came back."""
    if await DraftStore(work.session).remove(draft_id):
        await EvidenceStore(work.session).orphan_all(draft_id)
        await work.schedule(ERASE, draft_id, work.now)
