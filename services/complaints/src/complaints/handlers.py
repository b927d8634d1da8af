"""What complaints listens to."""

from complaints.usecases import answering, replicas
from contracts.brands import (
    BrandListed,
    BrandPointOfSaleOpened,
    BrandSuggestionRefused,
    MembershipGranted,
    MembershipRevoked,
)
from contracts.disputes import DisputeOpened
from contracts.notifications import BrandNotified
from servicekit.handlers import Handlers
from servicekit.work import Work

handlers = Handlers()


@handlers.on(BrandListed)
async def on_brand_listed(fact: BrandListed, work: Work) -> None:
    """Complaints about the brand may be published."""
    await replicas.list_brand(work, fact.brand_id, fact.sector)


@handlers.on(BrandSuggestionRefused)
async def on_brand_suggestion_refused(fact: BrandSuggestionRefused, work: Work) -> None:
    """Complaints that wait for the brand are refused."""
    await replicas.refuse_brand(work, fact.brand_id)


@handlers.on(BrandPointOfSaleOpened)
async def on_brand_point_of_sale_opened(fact: BrandPointOfSaleOpened, work: Work) -> None:
    """Complaints about the brand name their point of sale."""
    await replicas.open_point_of_sale(work, fact.brand_id)


@handlers.on(MembershipGranted)
async def on_membership_granted(fact: MembershipGranted, work: Work) -> None:
    """The account may read and answer for the brand."""
    await replicas.grant_membership(work, fact.brand_id, fact.account_id, fact.role, fact.point_of_sale_id)


@handlers.on(MembershipRevoked)
async def on_membership_revoked(fact: MembershipRevoked, work: Work) -> None:
    """The account may no longer."""
    await replicas.revoke_membership(work, fact.brand_id, fact.account_id)


@handlers.on(BrandNotified)
async def on_brand_notified(fact: BrandNotified, work: Work) -> None:
    """The timeline gets its line."""
    await answering.note_notified(work, fact.complaint_id)


@handlers.on(DisputeOpened)
async def on_dispute_opened(fact: DisputeOpened, work: Work) -> None:
    """Silence no longer passes for satisfaction."""
    await answering.note_escalated(work, fact.complaint_id)
