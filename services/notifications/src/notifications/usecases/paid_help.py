"""The mails about partners, quotes and fees: to an account, whether it has a complaint or not."""

from collections.abc import Mapping, Sequence

from contracts import disputes, partners
from contracts.disputes import PaidHelpFact
from contracts.partners import PublicPartner, ReferralFact
from notifications.storage.contacts import NameStore
from notifications.usecases.mails import Post, queue
from servicekit.handlers import Change
from servicekit.work import Work

OTHER = "other"
"""Instead of a partner: somebody of whom we know no name."""

TEMPLATES: Mapping[type[PaidHelpFact], str] = {
    disputes.QuoteOffered: "quote_offered",
    disputes.QuoteAccepted: "quote_accepted",
    disputes.QuoteWithdrawn: "quote_withdrawn",
    disputes.ResultDeclared: "result_declared",
    disputes.AlertRaised: "alert_raised",
    disputes.AlertClosed: "alert_closed",
}
"""The mail of each step."""


REFERRALS: Mapping[type[ReferralFact], str] = {
    partners.ConsentGiven: "consent_given",
    partners.ConsentWithdrawn: "consent_withdrawn",
    partners.ReferralAccepted: "referral_accepted",
    partners.ReferralDeclined: "referral_declined",
    partners.OutcomeReported: "outcome_reported",
    partners.PriceSettled: "price_settled",
    partners.PurgeConfirmed: "purge_confirmed",
    partners.PurgeFellOverdue: "purge_overdue",
}
"""The mail of each step of a referral that its consumer is told of; the others stand in their space."""


async def remember_partners(work: Work, changes: Sequence[Change[PublicPartner]]) -> None:
    """Mails name partners."""
    for change in changes:
        if change.state:
            await NameStore(work.session).save_partner(change.state.partner, change.state.version, change.state.name)


async def tell(work: Work, fact: PaidHelpFact, post: Post) -> None:
    """One step of paid help."""
    name = await NameStore(work.session).partner(fact.provider)
    data = fact.model_dump(mode="json") | {"provider": "" if fact.provider == OTHER else name or fact.provider}
    cause = f"{fact.type}:{fact.key}:{fact.at.isoformat()}"
    await queue(work, post, TEMPLATES[type(fact)], fact.account_id, cause, data, fact.at, fact.complaint_id)


async def tell_referral(work: Work, fact: ReferralFact, post: Post) -> None:
    """One step of a referral."""
    name = await NameStore(work.session).partner(fact.partner)
    data = fact.model_dump(mode="json") | {"partner": name or fact.partner}
    cause = f"{fact.type}:{fact.key}:{fact.at.isoformat()}"
    await queue(work, post, REFERRALS[type(fact)], fact.account_id, cause, data, fact.at, fact.complaint_id)
