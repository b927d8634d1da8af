"""What partners listens to: mandates, complaints that end, and what partners report."""

from contracts.complaints import ComplaintRemoved, ComplaintWithdrawn
from contracts.topics import REPORTS
from partners.usecases import consenting, reporting
from partners.usecases.gate import Gate
from servicekit.handlers import ExchangeRecord, Handlers
from servicekit.work import Work


def build_handlers(gate: Gate) -> Handlers:
    """The handlers, with what the gate works with."""
    handlers = Handlers()

    @handlers.on(ComplaintWithdrawn)
    async def on_complaint_withdrawn(fact: ComplaintWithdrawn, work: Work) -> None:
        """Nothing about it is sent any more."""
        await consenting.withdraw_of_complaint(work, fact.complaint_id, gate)

    @handlers.on(ComplaintRemoved)
    async def on_complaint_removed(fact: ComplaintRemoved, work: Work) -> None:
        """Nothing about it is sent any more."""
        await consenting.withdraw_of_complaint(work, fact.complaint_id, gate)

    @handlers.on_exchange(REPORTS)
    async def on_report(record: ExchangeRecord, work: Work) -> str | None:
        """A partner's report: taken, or refused with a word to the partner."""
        return await reporting.hear(work, record.sender, record.headers.get("ce_type", ""), record)

    return handlers
