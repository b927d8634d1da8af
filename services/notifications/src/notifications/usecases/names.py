"""What mails call things, and whom they go to for a brand."""

from collections.abc import Sequence

from contracts.brands import PublicBrand
from notifications.storage.contacts import NameStore
from notifications.storage.tables import MembershipRow
from servicekit.handlers import Change
from servicekit.work import Work


async def remember_brands(work: Work, changes: Sequence[Change[PublicBrand]]) -> None:
    """Brands as they are now."""
    rows = [
        {
            "brand_id": change.key,
            "version": change.state.version,
            "name": change.state.name,
            "slug": change.state.slug,
            "claimed": change.state.claimed,
        }
        for change in changes
        if change.state
    ]
    await NameStore(work.session).apply_brands(rows, [change.key for change in changes if change.state is None])


async def grant_membership(work: Work, brand_id: str, account_id: str, role: str, point_of_sale_id: str | None) -> None:
    """The agent is written to."""
    row = MembershipRow(brand_id=brand_id, account_id=account_id, role=role, point_of_sale_id=point_of_sale_id)
    await NameStore(work.session).save(row)


async def revoke_membership(work: Work, brand_id: str, account_id: str) -> None:
    """The agent is not written to any more."""
    await NameStore(work.session).revoke(brand_id, account_id)
