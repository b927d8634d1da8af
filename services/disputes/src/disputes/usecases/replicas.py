"""What this service remembers of complaints, brands, of who acts for them, and partners."""

from collections.abc import Sequence

from contracts.brands import PublicBrand
from contracts.complaints import ComplaintFact, ComplaintPublished
from contracts.partners import PublicPartner
from disputes.domain.days import day_of
from disputes.messages.disputes import CASE_CHANGES, ENDING, to_brand, to_case, to_partner
from disputes.storage.replicas import BrandStore, CaseStore, PartnerStore
from disputes.usecases.escalating import end_of_complaint
from servicekit.handlers import Change
from servicekit.work import Work


async def publish_complaint(work: Work, fact: ComplaintPublished) -> None:
    """A complaint may become a dispute from now on."""
    await CaseStore(work.session).put(to_case(fact))


async def change_complaint(work: Work, fact: ComplaintFact) -> None:
    """Something happened to a complaint; a dispute that lost its subject ends."""
    if changes := CASE_CHANGES[type(fact)](fact):
        await CaseStore(work.session).change(fact.complaint_id, changes)
    if isinstance(fact, ENDING):
        await end_of_complaint(work, fact.complaint_id)


async def remember_brands(work: Work, changes: Sequence[Change[PublicBrand]]) -> None:
    """Brands as they are now."""
    if rows := [to_brand(change.state, day_of(work.now)) for change in changes if change.state]:
        await BrandStore(work.session).put(rows)


async def remember_partners(work: Work, changes: Sequence[Change[PublicPartner]]) -> None:
    """Partners as they are now."""
    if rows := [to_partner(change.state) for change in changes if change.state]:
        await PartnerStore(work.session).put(rows)


async def grant_membership(work: Work, brand_id: str, account_id: str, point_of_sale_id: str | None) -> None:
    """An account may act for a brand."""
    await BrandStore(work.session).grant(brand_id, account_id, point_of_sale_id)


async def revoke_membership(work: Work, brand_id: str, account_id: str) -> None:
    """An account may no longer act for a brand."""
    await BrandStore(work.session).revoke(brand_id, account_id)
