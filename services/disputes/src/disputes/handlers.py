"""What disputes listens to: the life of complaints, brands, and who acts for them."""

from collections.abc import Sequence

from contracts.brands import MembershipGranted, MembershipRevoked, PublicBrand
from contracts.complaints import ComplaintFact, ComplaintPublished
from contracts.partners import (
    ConsentWithdrawn,
    FeeAsked,
    OutcomeReported,
    PublicPartner,
    QuoteProposed,
    ReferralAccepted,
    ReferralAcknowledged,
    ReferralDeclined,
)
from disputes.messages.disputes import CASE_CHANGES
from disputes.usecases import guarding, mediating, paying, replicas
from disputes.usecases.assessing import Law
from servicekit.handlers import Change, Handlers
from servicekit.work import Work


def build_handlers(law: Law) -> Handlers:
    """The handlers, with the law that clocks are set by."""
    handlers = Handlers()
    _remember(handlers)
    _follow_partners(handlers, law)
    return handlers


def _remember(handlers: Handlers) -> None:
    """What decides whether a complaint may be a dispute, and who speaks in it."""

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


def _follow_partners(handlers: Handlers, law: Law) -> None:
    """Quotes, fees and outcomes; a mediator that has the file."""

    @handlers.on_state(PublicPartner)
    async def on_partners_shown(changes: Sequence[Change[PublicPartner]], work: Work) -> None:
        """Mandates and quotes name them."""
        await replicas.remember_partners(work, changes)

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
        await guarding.hear_fee(work, fact)

    @handlers.on(ConsentWithdrawn)
    async def on_consent_withdrawn(fact: ConsentWithdrawn, work: Work) -> None:
        """What was offered under it lapses, and a mediator gives the file back."""
        await paying.lapse(work, fact.referral_id)
        await mediating.note_given_back(work, fact, law)

    @handlers.on(ReferralDeclined)
    async def on_referral_declined(fact: ReferralDeclined, work: Work) -> None:
        """A mediator gives the file back."""
        await mediating.note_given_back(work, fact, law)

    @handlers.on(ReferralAcknowledged)
    async def on_referral_acknowledged(fact: ReferralAcknowledged, work: Work) -> None:
        """A mediator that has the file starts its clocks."""
        await mediating.note_received(work, fact, law)

    @handlers.on(ReferralAccepted)
    async def on_referral_accepted(fact: ReferralAccepted, work: Work) -> None:
        """It may accept a case without a word before."""
        await mediating.note_received(work, fact, law)
