"""What notifications listens to: every step of a complaint and its dispute, names of brands, who acts for them."""

from collections.abc import Sequence
from typing import Any

from contracts import complaints as facts
from contracts.brands import MembershipGranted, MembershipRevoked, PublicBrand
from contracts.disputes import MandateRevoked, PaidHelpFact
from contracts.partners import PublicPartner, ReferralFact
from notifications.usecases import complaints, names, paid_help
from notifications.usecases.mails import Post
from servicekit.handlers import Change, Handlers
from servicekit.work import Work


def build_handlers(post: Post) -> Handlers:
    """The handlers, with what sending works with."""
    handlers = Handlers()

    @handlers.on_state(PublicBrand)
    async def on_brands_shown(changes: Sequence[Change[PublicBrand]], work: Work) -> None:
        """Mails name brands."""
        await names.remember_brands(work, changes)

    @handlers.on(MembershipGranted)
    async def on_membership_granted(fact: MembershipGranted, work: Work) -> None:
        """The agent is written to."""
        await names.grant_membership(work, fact.brand_id, fact.account_id, fact.role, fact.point_of_sale_id)

    @handlers.on(MembershipRevoked)
    async def on_membership_revoked(fact: MembershipRevoked, work: Work) -> None:
        """The agent is not written to any more."""
        await names.revoke_membership(work, fact.brand_id, fact.account_id)

    def on_step(fact_type: type[Any], tell: Any) -> None:
        """One step of a complaint: its mails."""

        @handlers.on(fact_type)
        async def on_complaint_step(fact: Any, work: Work) -> None:
            await tell(work, fact, post)

    on_step(facts.ComplaintFiled, complaints.tell_filed)
    on_step(facts.ComplaintPublished, complaints.tell_published)
    on_step(facts.ComplaintReattributed, complaints.tell_reattributed)
    on_step(facts.ComplaintRead, complaints.tell_read)
    on_step(facts.MessagePosted, complaints.tell_message)
    on_step(facts.ResponsePublished, complaints.tell_response)
    on_step(MandateRevoked, complaints.tell_mandate_revoked)
    for fact_type in complaints.PLAIN:
        on_step(fact_type, complaints.tell_plainly)
    _hear_paid_help(handlers, post)
    return handlers


def _hear_paid_help(handlers: Handlers, post: Post) -> None:
    """Partners, quotes and fees."""

    @handlers.on_state(PublicPartner)
    async def on_partners_shown(changes: Sequence[Change[PublicPartner]], work: Work) -> None:
        """Mails name partners."""
        await paid_help.remember_partners(work, changes)

    @handlers.on_batch(*paid_help.TEMPLATES)
    async def on_paid_help(steps: Sequence[PaidHelpFact], work: Work) -> None:
        """Steps of quotes and fees: their mails."""
        for step in steps:
            await paid_help.tell(work, step, post)

    @handlers.on_batch(*paid_help.REFERRALS)
    async def on_referrals(steps: Sequence[ReferralFact], work: Work) -> None:
        """Steps of referrals: their mails."""
        for step in steps:
            await paid_help.tell_referral(work, step, post)
