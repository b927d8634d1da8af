"""Facts and public state of the partners service."""

from pydantic import AwareDatetime

from contracts.message import Fact, PublicState
from contracts.vocabulary import PartnerKind, Sector


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
    """The consumer took it back: nothing is sent any more, links are dead, the partner must purge."""


class PublicPartner(PublicState, type="partners.partner.state.v1", topic="partners-public", key="partner"):
    """A partner as the site presents it."""

    partner: str
    """Its slug."""
    name: str
    kind: PartnerKind
    sectors: tuple[Sector, ...] = ()
    """Empty: all of them."""
    website: str | None = None
    paid: bool
    """The consumer may have to pay it."""
    price_text: str | None = None
    connected: bool
    """It has a key: cases can be handed over to it; otherwise the consumer writes to it."""
