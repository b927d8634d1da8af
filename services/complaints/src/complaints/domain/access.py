"""Who may see all of a complaint, and for which side they speak."""

from dataclasses import dataclass

from complaints.domain.complaint import Complaint
from complaints.domain.errors import ComplaintNotFoundError, NotAllowedError
from complaints.domain.facts import By
from complaints.domain.status import ENDED

MODERATOR = "moderator"


@dataclass(frozen=True)
class Membership:
    """An account acts for a brand, or for one of its points of sale."""

    brand_id: str
    point_of_sale_id: str | None


@dataclass(frozen=True)
class HeldCode:
    """The claim code of a brand without an owner, about one complaint, was typed just now."""

    brand_id: str
    complaint_id: str


@dataclass(frozen=True)
class Reader:
    """Who asks."""

    account_id: str
    role: str
    memberships: tuple[Membership, ...] = ()
    held_code: HeldCode | None = None


def side_of(complaint: Complaint, reader: Reader) -> By:
    """The side the reader is on.

    Raises:
        ComplaintNotFoundError: on none; the same as if the complaint did not exist.
    """
    if reader.role == MODERATOR:
        return By.STAFF
    if reader.account_id and reader.account_id == complaint.author_id:
        return By.CONSUMER
    if complaint.published_at and complaint.status not in ENDED and _acts_for_brand(complaint, reader):
        return By.BRAND
    raise ComplaintNotFoundError


def require_side(complaint: Complaint, reader: Reader, *sides: By) -> By:
    """The reader's side, if it is one of those that may act.

    Raises:
        ComplaintNotFoundError: the reader may not even see the complaint.
        NotAllowedError: it is another side's turn.
    """
    side = side_of(complaint, reader)
    if side not in sides:
        raise NotAllowedError("Votre compte ne permet pas cette action sur ce dossier.")
    return side


def holds_code(complaint: Complaint, reader: Reader) -> bool:
    """True for the holder of the claim code about this very complaint, while it is about that brand."""
    return reader.held_code == HeldCode(complaint.brand_id, complaint.id) and complaint.status not in ENDED


def _acts_for_brand(complaint: Complaint, reader: Reader) -> bool:
    return any(
        each.brand_id == complaint.brand_id and each.point_of_sale_id in (None, complaint.point_of_sale_id)
        for each in reader.memberships
    )
