"""Who may act for a brand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from brands.domain.brand import Brand
from brands.domain.errors import InvalidError, LastOwnerError, NotAllowedError, NotFoundError

MODERATOR = "moderator"


class MemberRole(StrEnum):
    """An owner also manages page and team."""

    OWNER = "owner"
    AGENT = "agent"


@dataclass(frozen=True)
class Membership:
    """An account's part in a brand."""

    brand_id: str
    account_id: str
    role: MemberRole
    point_of_sale_id: str | None
    granted_at: datetime


def require_member(team: Sequence[Membership], account_id: str) -> Membership:
    """The account's membership. Raises NotAllowedError."""
    for each in team:
        if account_id and each.account_id == account_id:
            return each
    raise NotAllowedError


def require_owner(team: Sequence[Membership], account_id: str) -> None:
    """Raises NotAllowedError where the account is not an owner."""
    if require_member(team, account_id).role is not MemberRole.OWNER:
        raise NotAllowedError


def grant(brand: Brand, team: Sequence[Membership], member: Membership) -> Membership:
    """One more member, or a changed role.

    Raises:
        InvalidError: no such point of sale, or an owner tied to one.
        LastOwnerError: the only owner would become an agent.
    """
    owners = [each.account_id for each in team if each.role is MemberRole.OWNER]
    if owners == [member.account_id] and member.role is not MemberRole.OWNER:
        raise LastOwnerError
    shops = {shop.id for shop in brand.network}
    if member.point_of_sale_id and member.point_of_sale_id not in shops:
        raise InvalidError("Ce point de vente n’est pas du réseau de la marque.", "point_of_sale_id")
    if member.point_of_sale_id and member.role is MemberRole.OWNER:
        raise InvalidError("Un responsable voit tous les points de vente.", "point_of_sale_id")
    return member


def revoke(team: Sequence[Membership], account_id: str) -> Membership:
    """The membership to end.

    Raises:
        NotFoundError: not a member.
        LastOwnerError: nobody would be left to manage the page.
    """
    found = next((each for each in team if each.account_id == account_id), None)
    if found is None:
        raise NotFoundError
    owners = [each for each in team if each.role is MemberRole.OWNER]
    if found.role is MemberRole.OWNER and len(owners) == 1:
        raise LastOwnerError
    return found
