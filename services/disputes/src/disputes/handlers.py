"""What disputes listens to: the life of complaints, brands, and who acts for them."""

from collections.abc import Sequence

from contracts.brands import MembershipGranted, MembershipRevoked, PublicBrand
from contracts.complaints import ComplaintFact, ComplaintPublished
from contracts.partners import ConsentWithdrawn, FeeAsked, OutcomeReported, PublicPartner, QuoteProposed
from disputes.messages.disputes import CASE_CHANGES
from disputes.usecases import paying, replicas
from servicekit.handlers import Change, Handlers
from servicekit.work import Work

handlers = Handlers()


@handlers.on(ComplaintPublished)
async def on_complaint_published(fact: ComplaintPublished, work: Work) -> None:
    """It may become a dispute."""
    await replicas.publish_complaint(work, fact)


@handlers.on_batch(*CASE_CHANGES)
async def on_complaint_facts(facts: Sequence[ComplaintFact], work: Work) -> None:
    """Whether it may, and whether its dispute goes on, depends on them."""
    for fact in facts:
        await replicas.change_complaint(work, fact)


@handlers.on_state(PublicBrand)
async def on_brands_shown(changes: Sequence[Change[PublicBrand]], work: Work) -> None:
    """Their delay, sector and mediator decide."""
    await replicas.remember_brands(work, changes)


@handlers.on(MembershipGranted)
async def on_membership_granted(fact: MembershipGranted, work: Work) -> None:
    """The account may settle for the brand."""
    await replicas.grant_membership(work, fact.brand_id, fact.account_id, fact.point_of_sale_id)


@handlers.on(MembershipRevoked)
async def on_membership_revoked(fact: MembershipRevoked, work: Work) -> None:
    """The account may no longer."""
    await replicas.revoke_membership(work, fact.brand_id, fact.account_id)


@handlers.on_state(PublicPartner)
async def on_partners_shown(changes: Sequence[Change[PublicPartner]], work: Work) -> None:
    """Quotes name them."""
    await paying.remember_partners(work, changes)


@handlers.on(QuoteProposed)
async def on_quote_proposed(fact: QuoteProposed, work: Work) -> None:
    """It waits for the consumer."""
    await paying.offer(work, fact)


@handlers.on(OutcomeReported)
async def on_outcome_reported(fact: OutcomeReported, work: Work) -> None:
    """The fee can be worked out."""
    await paying.know_result(work, fact)


@handlers.on(FeeAsked)
async def on_fee_asked(fact: FeeAsked, work: Work) -> None:
    """It is held against what was accepted."""
    await paying.guard(work, fact)


@handlers.on(ConsentWithdrawn)
async def on_consent_withdrawn(fact: ConsentWithdrawn, work: Work) -> None:
    """What was offered under it lapses."""
    await paying.lapse(work, fact.referral_id)
