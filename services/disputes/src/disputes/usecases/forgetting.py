"""What is kept no longer than it serves: files after their dispute, mandates after they could be contested."""

from disputes.domain.days import day_of, start_of
from disputes.domain.dispute import FILE_KEPT, Status
from disputes.domain.mandate import Mandate
from disputes.domain.mediation.spans import Span
from disputes.storage.disputes import DisputeStore
from disputes.storage.mandates import MandateStore
from disputes.storage.mediation import MediationStore
from servicekit.objects import ObjectStore
from servicekit.work import Work, Works

FORGET_FILE = "forget-file"
"""Timer, of a dispute: its answers and its file are erased."""

FORGET_MANDATE = "forget-mandate"
"""Step, of a mandate: it is erased with its documents."""

PROOF_KEPT = Span(months=60)
"""After the end of a mandate: five years, in which it can be contested (C. civ. 2224)."""


async def forget_file_later(work: Work, dispute_id: str) -> None:
    """The dispute has ended."""
    await work.schedule(FORGET_FILE, dispute_id, work.now + FILE_KEPT)


async def forget_file(dispute_id: str, work: Work) -> None:
    """Timer: nobody needs the file any more."""
    dispute = await DisputeStore(work.session).load(dispute_id)
    if dispute and dispute.status is Status.CLOSED:
        await MediationStore(work.session).erase(dispute_id)


async def forget_mandate_later(work: Work, mandate: Mandate) -> None:
    """The mandate was signed, or ended before its last day."""
    ended = day_of(mandate.revoked_at) if mandate.revoked_at else mandate.ends_on
    await work.schedule(FORGET_MANDATE, mandate.id, start_of(PROOF_KEPT.after(ended)))


async def forget_mandate(mandate_id: str, works: Works, store: ObjectStore) -> None:
    """Step: the proof has served.

    Raises:
        ObjectStoreUnavailableError: tried again later.
    """
    async with works.open() as work:
        mandate = await MandateStore(work.session).read(mandate_id)
    if mandate is None:
        return
    if mandate.object_name:
        await store.remove(mandate.object_name)
    async with works.open() as work:
        await MandateStore(work.session).remove(mandate_id)
