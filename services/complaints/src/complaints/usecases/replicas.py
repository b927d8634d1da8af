"""What this service remembers of brands and of who acts for them."""

from complaints.storage.replicas import ReplicaStore
from complaints.storage.tables import MembershipRow
from complaints.usecases.filing import publish_waiting, refuse_waiting
from servicekit.work import Work


async def list_brand(work: Work, brand_id: str, sector: str) -> None:
    """A brand has a page."""
    await ReplicaStore(work.session).put_brand(brand_id, sector)
    await publish_waiting(work, brand_id)


async def refuse_brand(work: Work, brand_id: str) -> None:
    """A suggested brand will have no page."""
    await ReplicaStore(work.session).put_brand(brand_id, None, refused=True)
    await refuse_waiting(work, brand_id)


async def open_point_of_sale(work: Work, brand_id: str) -> None:
    """A brand is a network: complaints about it name their point of sale."""
    await ReplicaStore(work.session).put_in_network(brand_id)


async def grant_membership(work: Work, brand_id: str, account_id: str, role: str, point_of_sale_id: str | None) -> None:
    """An account may act for a brand."""
    row = MembershipRow(brand_id=brand_id, account_id=account_id, role=role, point_of_sale_id=point_of_sale_id)
    await ReplicaStore(work.session).grant(row)


async def revoke_membership(work: Work, brand_id: str, account_id: str) -> None:
    """An account may no longer act for a brand."""
    await ReplicaStore(work.session).revoke(brand_id, account_id)
