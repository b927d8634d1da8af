"""The end of a dispute, whatever it was: nothing is reminded any more, nobody acts in its author's name."""

from contracts.http import mediation as http
from contracts.http.disputes import DisputeRef
from disputes.domain import dispute as rules
from disputes.domain.access import Side
from disputes.domain.dispute import Dispute
from disputes.domain.facts import DisputeClosed, Outcome
from disputes.messages.disputes import to_ref
from disputes.storage.mandates import MandateStore
from disputes.usecases.common import load, record
from disputes.usecases.forgetting import forget_file_later
from disputes.usecases.mandating import revoke_of_dispute
from disputes.usecases.reminding import stop_clocks
from servicekit.work import Work


async def close(work: Work, dispute: Dispute, closed: DisputeClosed) -> Dispute:
    """Ends a dispute with its clocks and its mandates."""
    await stop_clocks(work, dispute.id)
    await forget_file_later(work, dispute.id)
    await revoke_of_dispute(work, dispute)
    await MandateStore(work.session).remove_drafts(dispute.id)
    return await record(work, dispute, closed)


async def record_outcome(work: Work, dispute_id: str, body: http.RecordOutcome) -> DisputeRef:
    """The author says how it ended."""
    dispute, _ = await load(work, dispute_id, Side.CONSUMER)
    closed = rules.close(dispute, Outcome(body.outcome), body.obtained_cents, work.now)
    return to_ref(await close(work, dispute, closed))
