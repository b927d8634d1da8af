"""Facts and public state of the partners service."""

from pydantic import AwareDatetime

from contracts.exchange import DeclineReason, StepCode
from contracts.message import Fact, PublicState
from contracts.vocabulary import Category, ConsentEnd, DelayBand, FieldCode, PartnerKind, Region, Sector


class ReferralFact(Fact):
    """What every fact about a referral carries: a consumer's matter on its way to one partner."""

    referral_id: str
    account_id: str
    """The consumer's account."""
    partner: str
    """The partner's slug."""
    complaint_id: str | None = None
    dispute_id: str | None = None
    at: AwareDatetime
    """When it happened in the product: the command's `now`."""


class ConsentGiven(ReferralFact, type="partners.consent.given.v1", key="referral_id"):
    """The consumer agreed, on a screen that showed each field, that the partner receives the case."""


class ConsentWithdrawn(ReferralFact, type="partners.consent.withdrawn.v1", key="referral_id"):
    """It ended, mostly by the consumer's word: nothing is sent any more, links are dead, a copy must be purged."""

    must_purge: bool | None = None
    """The case had left: the partner has to confirm that its copy is gone. Facts of before this was said have none."""
    ended_by: ConsentEnd | None = None
    """None where its giver took it back, and in facts of before this was said."""


class ReferralHandedOver(ReferralFact, type="partners.referral.handed-over.v1", key="referral_id"):
    """The case left for the partner, encrypted to its key."""


class ReferralAcknowledged(ReferralFact, type="partners.referral.acknowledged.v1", key="referral_id"):
    """The partner has the case."""

    handed_over_at: AwareDatetime | None = None
    """When it left for the partner."""


class ReferralAccepted(ReferralFact, type="partners.referral.accepted.v1", key="referral_id"):
    """The partner takes the case."""

    handed_over_at: AwareDatetime | None = None
    """When it left for the partner."""


class ReferralDeclined(ReferralFact, type="partners.referral.declined.v1", key="referral_id"):
    """The partner does not take the case."""

    reason: DeclineReason


class ReferralSilenceNoted(ReferralFact, type="partners.referral.silence-noted.v1", key="referral_id"):
    """The partner did not acknowledge the case in time; staff asks it."""


class DocumentsRequested(ReferralFact, type="partners.documents.requested.v1", key="referral_id"):
    """The partner asked for the documents again: fresh links left, encrypted to its key; older ones are dead."""


class QuoteProposed(ReferralFact, type="partners.quote.proposed.v1", key="referral_id"):
    """The partner's price for the case; it binds nobody before the consumer accepts it."""

    success_basis_points: int
    """Of what is obtained: 1000 is 10 %."""
    fixed_cents: int
    cap_cents: int | None = None
    vat_basis_points: int
    handed_over_at: AwareDatetime | None = None
    """When the case left for the partner: by this day one knows a conflict between persons."""


class StepDone(ReferralFact, type="partners.step.done.v1", key="referral_id"):
    """The partner did something."""

    step: StepCode


class OutcomeReported(ReferralFact, type="partners.outcome.reported.v1", key="referral_id"):
    """The case is over for the partner."""

    obtained_cents: int
    again: bool = False
    """It had reported a result before, and the first one counts."""


class FeeAsked(ReferralFact, type="partners.fee.asked.v1", key="referral_id"):
    """The partner says that it asked the consumer for money."""

    amount_cents: int


class PriceSettled(ReferralFact, type="partners.price.settled.v1", key="referral_id"):
    """Staff answered a consumer who said that the partner's price was not the same as elsewhere."""


class PurgeConfirmed(ReferralFact, type="partners.purge.confirmed.v1", key="referral_id"):
    """The partner deleted its copy after a withdrawal."""


class PurgeFellOverdue(ReferralFact, type="partners.purge.fell-overdue.v1", key="referral_id"):
    """The partner did not confirm in time; staff asks it."""


class PublicPartner(PublicState, type="partners.partner.state.v1", topic="partners-public", key="partner"):
    """A partner as the site presents it."""

    partner: str
    """Its slug."""
    name: str
    kind: PartnerKind
    purpose: str
    """What it does with a case, a French sentence."""
    legal_basis: str
    duration: str
    """How long it keeps a case, in French."""
    fields: tuple[FieldCode, ...]
    """All that it may ever receive."""
    takes_documents: bool
    sectors: tuple[Sector, ...] = ()
    """Empty: all of them."""
    website: str | None = None
    contact: str | None = None
    """Postal address, e-mail and telephone, on one line: orders name them (C. conso. L221-5)."""
    paid: bool
    """It earns money with a case: from the consumer, or from somebody else."""
    price_text: str | None = None
    same_price: bool = False
    """It promises that its price is the same as without us."""
    needs_mandate: bool
    """It gets a case from us only in the consumer's name, for a dispute."""
    connected: bool
    """It has a key: cases can be handed over to it; otherwise the consumer writes to it."""


class PublicAggregate(PublicState, type="partners.aggregate.state.v1", topic="aggregates-public", key="aggregate_id"):
    """A cell of open data: the complaints of a month that share what it says; frozen, so its version is always 1.

    Each complaint is in one cell at most: cells add up and never overlap. What is left out means "the others, or all".
    """

    aggregate_id: str
    month: str
    """`2026-11`: of the first publication, in Paris."""
    sector: Sector | None = None
    category: Category | None = None
    region: Region | None = None
    complaints: int
    answered: int
    """With a public answer when the month was frozen."""
    median_days: DelayBand | None = None
    """Median of the calendar days to the first answer; None below ten answers."""
    open: int
    """Without a verdict when the month was frozen. This and the next four add up to `complaints`."""
    solved: int
    unsolved: int
    presumed: int
    disputed: int
    rules: str
    """Version of the thresholds that it was published by."""
    frozen_at: AwareDatetime
