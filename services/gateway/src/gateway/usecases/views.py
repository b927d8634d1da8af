"""Keeps the read views: rows out of public states."""

from collections.abc import Sequence
from typing import Any

from contracts.brands import PublicBrand
from contracts.complaints import PublicComplaint
from contracts.disputes import PublicDispute
from contracts.partners import PublicAggregate, PublicPartner
from contracts.scoring import PublicScore
from gateway.storage.accounts import MembershipRow, MembershipStore
from gateway.storage.base import Table
from gateway.storage.views import (
    AggregateViewRow,
    BrandViewRow,
    ComplaintViewRow,
    DisputeViewRow,
    PartnerViewRow,
    ScoreViewRow,
    apply,
)
from servicekit.handlers import Change
from servicekit.work import Work


async def show_brands(work: Work, changes: Sequence[Change[PublicBrand]]) -> None:
    """Brands as they are now."""
    await _show(work, BrandViewRow, "brand_id", changes)


async def show_complaints(work: Work, changes: Sequence[Change[PublicComplaint]]) -> None:
    """Complaints as they are now."""
    await _show(work, ComplaintViewRow, "complaint_id", changes)


async def show_scores(work: Work, changes: Sequence[Change[PublicScore]]) -> None:
    """Scores as they are now."""
    await _show(work, ScoreViewRow, "subject_id", changes)


async def show_disputes(work: Work, changes: Sequence[Change[PublicDispute]]) -> None:
    """Disputes as they are now."""
    await _show(work, DisputeViewRow, "dispute_id", changes)


async def show_aggregates(work: Work, changes: Sequence[Change[PublicAggregate]]) -> None:
    """Cells of open data."""
    await _show(work, AggregateViewRow, "aggregate_id", changes)


async def show_partners(work: Work, changes: Sequence[Change[PublicPartner]]) -> None:
    """Partners as they are now."""
    await _show(work, PartnerViewRow, "partner", changes)


async def _show(work: Work, table: type[Table], key: str, changes: Sequence[Change[Any]]) -> None:
    rows = [_row(table, change.state) for change in changes if change.state]
    gone = [change.key for change in changes if change.state is None]
    await apply(work.session, table, key, rows, gone)


def _row(table: type[Table], state: Any) -> dict[str, Any]:
    """The columns that queries need, and the whole record."""
    columns = {name: getattr(state, name) for name in table.model_fields if name in type(state).model_fields}
    return columns | {"data": state.model_dump(mode="json")}


async def grant_membership(work: Work, brand_id: str, account_id: str, role: str, point_of_sale_id: str | None) -> None:
    """The account's menu shows the brand."""
    row = MembershipRow(brand_id=brand_id, account_id=account_id, role=role, point_of_sale_id=point_of_sale_id)
    await MembershipStore(work.session).grant(row)


async def revoke_membership(work: Work, brand_id: str, account_id: str) -> None:
    """The account's menu no longer shows the brand."""
    await MembershipStore(work.session).revoke(brand_id, account_id)
