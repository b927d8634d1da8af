"""What partners listens to: mandates, complaints that end, and what partners report."""

from contracts.complaints import ComplaintRemoved, ComplaintWithdrawn
from contracts.disputes import MandateRevoked, MandateSigned
from contracts.topics import REPORTS
from partners.usecases import consenting, mandates, reporting
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

    @handlers.on(MandateSigned)
    async def on_mandate_signed(fact: MandateSigned, work: Work) -> None:
        """A mediator may get the case in the consumer's name."""
        await mandates.note_signed(work, fact.mandate_id, fact.dispute_id, fact.author_id)

    @handlers.on(MandateRevoked)
    async def on_mandate_revoked(fact: MandateRevoked, work: Work) -> None:
        """Nothing leaves in its name; where the site closed the gate first, there is nothing left to do."""
        await mandates.stop(work, fact.mandate_id, fact.dispute_id, fact.author_id, gate)

    @handlers.on_exchange(REPORTS)
    async def on_report(record: ExchangeRecord, work: Work) -> str | None:
        """A partner's report: taken, or refused with a word to the partner."""
        return await reporting.hear(work, record.sender, record.headers.get("ce_type", ""), record)

    return handlers
