"""What the gateway listens to: public state for its views, memberships for its menus."""

from collections.abc import Sequence

from contracts.brands import MembershipGranted, MembershipRevoked, PublicBrand
from contracts.complaints import PublicComplaint
from contracts.disputes import PublicDispute
from contracts.partners import PublicAggregate, PublicPartner
from contracts.scoring import PublicScore
from gateway.usecases import views
from servicekit.handlers import Change, Handlers
from servicekit.work import Work

handlers = Handlers()


@handlers.on_state(PublicBrand)
async def on_brands_shown(changes: Sequence[Change[PublicBrand]], work: Work) -> None:
    """Brand pages follow."""
    await views.show_brands(work, changes)


@handlers.on_state(PublicComplaint)
async def on_complaints_shown(changes: Sequence[Change[PublicComplaint]], work: Work) -> None:
    """Complaint pages and search follow."""
    await views.show_complaints(work, changes)


@handlers.on_state(PublicScore)
async def on_scores_shown(changes: Sequence[Change[PublicScore]], work: Work) -> None:
    """Scores and rankings follow."""
    await views.show_scores(work, changes)


@handlers.on_state(PublicDispute)
async def on_disputes_shown(changes: Sequence[Change[PublicDispute]], work: Work) -> None:
    """Complaint pages say what became of them."""
    await views.show_disputes(work, changes)


@handlers.on_state(PublicAggregate)
async def on_aggregates_shown(changes: Sequence[Change[PublicAggregate]], work: Work) -> None:
    """Open data follow."""
    await views.show_aggregates(work, changes)


@handlers.on_state(PublicPartner)
async def on_partners_shown(changes: Sequence[Change[PublicPartner]], work: Work) -> None:
    """The pages of partners follow."""
    await views.show_partners(work, changes)


@handlers.on(MembershipGranted)
async def on_membership_granted(fact: MembershipGranted, work: Work) -> None:
    """The agent's menu follows."""
    await views.grant_membership(work, fact.brand_id, fact.account_id, fact.role, fact.point_of_sale_id)


@handlers.on(MembershipRevoked)
async def on_membership_revoked(fact: MembershipRevoked, work: Work) -> None:
    """The agent's menu follows."""
    await views.revoke_membership(work, fact.brand_id, fact.account_id)
