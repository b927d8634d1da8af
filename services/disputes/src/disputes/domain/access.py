"""Who may see a dispute, and for which side they speak."""

from dataclasses import dataclass
from enum import StrEnum

from disputes.domain.dispute import Dispute
from disputes.domain.errors import DisputeNotFoundError, OtherSideError

MODERATOR = "moderator"


class Side(StrEnum):
    """Who speaks."""

    CONSUMER = "consumer"
    BRAND = "brand"
    STAFF = "staff"


@dataclass(frozen=True)
class Membership:
    """An account acts for a brand, or for one of its points of sale."""

    brand_id: str
    point_of_sale_id: str | None


@dataclass(frozen=True)
class Reader:
    """Who asks."""

    account_id: str
    role: str
    memberships: tuple[Membership, ...] = ()


def side_of(dispute: Dispute, reader: Reader) -> Side:
    """The side the reader is on. Raises DisputeNotFoundError: on none."""
    if reader.role == MODERATOR:
        return Side.STAFF
    if reader.account_id and reader.account_id == dispute.author_id:
        return Side.CONSUMER
    if any(
        each.brand_id == dispute.brand_id and each.point_of_sale_id in (None, dispute.point_of_sale_id)
        for each in reader.memberships
    ):
        return Side.BRAND
    raise DisputeNotFoundError


def require_side(dispute: Dispute, reader: Reader, *sides: Side) -> Side:
    """The reader's side, if it is one of those that may act. Raises DisputeNotFoundError, OtherSideError."""
    side = side_of(dispute, reader)
    if side not in sides:
        raise OtherSideError
    return side
