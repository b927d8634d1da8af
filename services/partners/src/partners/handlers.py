"""What partners listens to: mandates, complaints that end, and what partners report."""

from contracts.brands import BrandListed
from contracts.complaints import ComplaintPublished, ComplaintRemoved, ComplaintWithdrawn
from contracts.disputes import MandateRevoked, MandateSigned
from contracts.topics import REPORTS
from partners.messages import to_mandate
from partners.usecases import consenting, counting, mandates, reporting
from partners.usecases.counting import CHANGES, Event
from partners.usecases.gate import Gate
from servicekit.handlers import ExchangeRecord, Handlers
from servicekit.work import Work


def build_handlers(gate: Gate) -> Handlers:
    """The handlers, with what the gate works with."""
    handlers = Handlers()

    @handlers.on(ComplaintWithdrawn)
    async def on_complaint_withdrawn(fact: ComplaintWithdrawn, work: Work) -> None:
        """Nothing about it is sent any more, and it counts no more."""
        await counting.hear(work, fact)
        await consenting.withdraw_of_complaint(work, fact.complaint_id, gate)

    @handlers.on(ComplaintRemoved)
    async def on_complaint_removed(fact: ComplaintRemoved, work: Work) -> None:
        """Nothing about it is sent any more, and it counts no more."""
        await counting.hear(work, fact)
        await consenting.withdraw_of_complaint(work, fact.complaint_id, gate)

    @handlers.on(MandateSigned)
    async def on_mandate_signed(fact: MandateSigned, work: Work) -> None:
        """Whom it names may get the case in the consumer's name."""
        await mandates.note_signed(work, to_mandate(fact))

    @handlers.on(MandateRevoked)
    async def on_mandate_revoked(fact: MandateRevoked, work: Work) -> None:
        """Nothing leaves in its name; where the site closed the gate first, there is nothing left to do."""
        await mandates.stop_revoked(work, fact, gate)

    @handlers.on_exchange(REPORTS)
    async def on_report(record: ExchangeRecord, work: Work) -> str | None:
        """A partner's report: taken, or refused with a word to the partner."""
        return await reporting.hear(work, record.sender, record.headers.get("ce_type", ""), record, gate)

    _count(handlers)
    return handlers


def _count(handlers: Handlers) -> None:
    """What open data is made of."""

    @handlers.on(BrandListed)
    async def on_brand_listed(fact: BrandListed, work: Work) -> None:
        """The brand has a sector."""
        await counting.list_brand(work, fact.brand_id, fact.sector)

    @handlers.on(ComplaintPublished)
    async def on_complaint_published(fact: ComplaintPublished, work: Work) -> None:
        """One more complaint of its month."""
        await counting.publish(work, fact)

    async def on_change(fact: Event, work: Work) -> None:
        """A complaint may count as something else."""
        await counting.hear(work, fact)

    for each in CHANGES.keys() - {ComplaintWithdrawn, ComplaintRemoved}:
        handlers.on(each)(on_change)
