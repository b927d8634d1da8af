"""Brands without an owner: told of a complaint with a claim code, let in by it (promise B7)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contracts.brands import PublicBrand
from contracts.complaints import PublicComplaint
from contracts.http.brands import CheckClaimCode, ClaimCodeChecked, ClaimCodeGiven, GiveClaimCode
from contracts.http.notifications import SendClaimCode
from gateway.backends import Backend
from gateway.domain.errors import NotFoundError, WrongClaimCodeError
from gateway.identity import GATEWAY
from gateway.keyed import Keyed
from gateway.storage.search import PublicViews
from gateway.usecases.accounts import checked_email
from servicekit.ids import new_id
from servicekit.principal import HeldCode
from servicekit.work import Work

HELD_FOR = timedelta(hours=2)
"""How long a typed code opens its complaint in that browser: time to write an answer."""

PER_PAGE = 50
"""Complaints of a page of staff's list."""


@dataclass(frozen=True)
class Outreach:
    """What telling brands works with."""

    keyed: Keyed
    brands: Backend
    notifications: Backend


@dataclass(frozen=True)
class Case:
    """A shown complaint and its brand."""

    complaint: PublicComplaint
    brand: PublicBrand


async def list_untold(work: Work, page: int) -> tuple[list[Case], int]:
    """A page of the shown complaints of which no mail told their brand, which has no owner, oldest first; the total."""
    found, total = await PublicViews(work.session).untold_complaints(PER_PAGE, (page - 1) * PER_PAGE)
    return [Case(*each) for each in found], total


async def find_complaint(work: Work, number: str) -> Case:
    """A complaint with its brand, by its number. Raises NotFoundError."""
    views = PublicViews(work.session)
    complaint = await views.complaint(number)
    found = await views.brands_by_id([complaint.brand_id]) if complaint else {}
    if complaint is None or complaint.brand_id not in found:
        raise NotFoundError
    return Case(complaint, found[complaint.brand_id])


async def complaint_id_of(work: Work, number: str) -> str | None:
    """The id of a shown complaint."""
    complaint = await PublicViews(work.session).complaint(number)
    return complaint.complaint_id if complaint else None


async def held_complaint(work: Work, held: HeldCode) -> Case | None:
    """The complaint of a typed code; None where it is gone, or was moved to another brand."""
    views = PublicViews(work.session)
    complaint = await views.complaint_by_id(held.complaint_id)
    found = await views.brands_by_id([held.brand_id])
    if complaint is None or complaint.brand_id != held.brand_id or held.brand_id not in found:
        return None
    return Case(complaint, found[held.brand_id])


async def tell_brand(work: Work, outreach: Outreach, complaint: PublicComplaint, email: str, key: str) -> datetime:
    """Sends the claim code to an address that staff found; answers until when it is good.

    The code is made of the command's key: sent again, the command gives the same code to both services.

    Raises:
        InvalidError, RefusedError, UnavailableError.
    """
    address, code = checked_email(email), outreach.keyed.claim_code(key)
    give = GiveClaimCode(
        complaint_id=complaint.complaint_id, code_hash=outreach.keyed.claim_code_hash(complaint.complaint_id, code)
    )
    path = f"/brands/{complaint.brand_id}/claim-codes"
    given = await outreach.brands.post(path, work.principal, give, key, ClaimCodeGiven)
    send = SendClaimCode(
        brand_id=complaint.brand_id,
        complaint_id=complaint.complaint_id,
        email=address,
        code=" ".join((code[:4], code[4:8], code[8:])),
        valid_until=given.valid_until,
    )
    await outreach.notifications.send("POST", "/claim-codes", work.principal, send, key)
    return given.valid_until


async def hold_code(work: Work, outreach: Outreach, complaint_id: str, typed: str) -> HeldCode:
    """What a right code opens. Raises WrongClaimCodeError, RefusedError (429), UnavailableError."""
    digits = "".join(filter(str.isdigit, typed))
    check = CheckClaimCode(code_hash=outreach.keyed.claim_code_hash(complaint_id, digits))
    checker = replace(GATEWAY, at=work.principal.at)
    path = f"/claim-codes/{complaint_id}/check"
    checked = await outreach.brands.post(path, checker, check, new_id(), ClaimCodeChecked)
    if checked.brand_id is None:
        raise WrongClaimCodeError
    return HeldCode(checked.brand_id, complaint_id)
