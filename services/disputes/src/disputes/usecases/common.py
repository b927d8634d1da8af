"""What the use cases share: loading with access, recording facts."""

from contracts.disputes import PublicDispute
from disputes.domain.access import MODERATOR, Reader, Side, require_side
from disputes.domain.case import Case
from disputes.domain.dispute import Dispute, evolve
from disputes.domain.errors import DisputeNotFoundError, OtherSideError
from disputes.domain.facts import Fact
from disputes.messages.disputes import to_contract
from disputes.storage.disputes import DisputeStore
from disputes.storage.replicas import BrandStore, CaseStore
from servicekit.work import Work


async def reader_of(work: Work) -> Reader:
    """Who asks, with the brands the account may act for."""
    principal = work.principal
    memberships = await BrandStore(work.session).memberships(principal.account_id) if principal.account_id else ()
    return Reader(principal.account_id, principal.role, memberships)


async def see(work: Work, dispute_id: str, *sides: Side) -> tuple[Dispute, Side]:
    """The dispute to be looked at, not locked: reading holds up no command. Else as `load`."""
    return await _for_side(work, (await DisputeStore(work.session).read([dispute_id])).get(dispute_id), *sides)


async def load(work: Work, dispute_id: str, *sides: Side) -> tuple[Dispute, Side]:
    """The dispute to be changed, locked, with the side that the caller speaks for.

    Raises:
        DisputeNotFoundError: absent, or not for this account.
        OtherSideError: the caller may see it, but it is another side's turn.
    """
    return await _for_side(work, await DisputeStore(work.session).load(dispute_id), *sides)


async def _for_side(work: Work, dispute: Dispute | None, *sides: Side) -> tuple[Dispute, Side]:
    if dispute is None:
        raise DisputeNotFoundError
    return dispute, require_side(dispute, await reader_of(work), *(sides or Side))


def require_staff(work: Work) -> None:
    """Raises OtherSideError."""
    if work.principal.role != MODERATOR:
        raise OtherSideError


async def own_case(work: Work, complaint_id: str) -> Case:
    """The caller's own complaint, locked. Raises DisputeNotFoundError."""
    case = await CaseStore(work.session).load(complaint_id)
    if case is None or case.author_id != work.principal.account_id:
        raise DisputeNotFoundError
    return case


async def record(work: Work, dispute: Dispute, *news: Fact) -> Dispute:
    """Applies facts, saves the dispute, tells the other services and the site."""
    for fact in news:
        dispute = evolve(dispute, fact)
        work.publish(to_contract(dispute, fact))
    await DisputeStore(work.session).save(dispute)
    work.show(PublicDispute, dispute.id)
    return dispute
