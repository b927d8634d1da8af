"""Facts and public state of the disputes service."""

from datetime import date

from pydantic import AwareDatetime

from contracts.message import Fact, PublicState
from contracts.vocabulary import (
    DisputeGround,
    DisputeOutcome,
    DisputeStatus,
    FeeObjection,
    GivenBack,
    MandatePower,
    MediationClock,
)


class DisputeFact(Fact):
    """What every fact about a dispute carries; its key is the complaint's, whose readers need the order."""

    complaint_id: str
    dispute_id: str
    brand_id: str
    author_id: str
    """The consumer's account."""
    at: AwareDatetime
    """When it happened in the product: the command's `now`."""


class DisputeOpened(DisputeFact, type="disputes.dispute.opened.v1", key="complaint_id"):
    """The author escalated the complaint: counted in the score from now on."""

    ground: DisputeGround


class SettlementOffered(DisputeFact, type="disputes.settlement.offered.v1", key="complaint_id"):
    """The brand offered to settle; the words stay in the service."""


class SettlementDeclined(DisputeFact, type="disputes.settlement.declined.v1", key="complaint_id"):
    """The author declined the brand's offer; the dispute goes on."""


class MediationRequested(DisputeFact, type="disputes.mediation.requested.v1", key="complaint_id"):
    """The author says that a mediator has the file."""


class MediationGivenBack(DisputeFact, type="disputes.mediation.given-back.v1", key="complaint_id"):
    """The mediator no longer has the file: the dispute is as if it never had."""

    why: GivenBack


class MediationCorrected(DisputeFact, type="disputes.mediation.corrected.v1", key="complaint_id"):
    """The author had said by mistake that a mediator has the file: the dispute is as if nothing was said."""


class DisputeReminded(DisputeFact, type="disputes.dispute.reminded.v1", key="complaint_id"):
    """A date of the case comes near, or is there."""

    clock: MediationClock
    due_on: date


class MandateSigned(DisputeFact, type="disputes.mandate.signed.v1", key="complaint_id"):
    """The author signed a mandate: some things may be done in their name."""

    mandate_id: str
    powers: tuple[MandatePower, ...] = ()
    partner: str | None = None
    """The slug of the partner whom the file may be handed to."""
    ends_on: date | None = None
    """The last day on which it stands, in Paris."""


class MandateRevoked(DisputeFact, type="disputes.mandate.revoked.v1", key="complaint_id"):
    """It ended: nothing is done in the author's name any more."""

    mandate_id: str
    towards_brand: bool = True
    """Somebody could write to the brand under it, and the brand could read it."""
    with_dispute: bool = False
    """It ended with its dispute, not by its author's word."""


class DisputeClosed(DisputeFact, type="disputes.dispute.closed.v1", key="complaint_id"):
    """The dispute ended."""

    outcome: DisputeOutcome
    counts: bool
    """False where the score forgets it: withdrawn by its author, or not admissible."""
    with_complaint: bool = False
    """It lost its subject: the complaint is gone, or another brand's."""


class PaidHelpFact(Fact):
    """What facts about quotes and fees carry; the complaint is absent for a conflict between persons."""

    account_id: str
    """The consumer's account."""
    provider: str
    """The partner's slug."""
    complaint_id: str | None = None
    at: AwareDatetime


class QuoteOffered(PaidHelpFact, type="disputes.quote.offered.v1", key="quote_id"):
    """A provider's price waits for the consumer."""

    quote_id: str


class QuoteAccepted(PaidHelpFact, type="disputes.quote.accepted.v1", key="quote_id"):
    """The consumer ordered, with an obligation to pay; fourteen days to withdraw."""

    quote_id: str
    early_start: bool
    """Work may begin at once, at the consumer's express request."""
    text: str = ""
    """What was ordered, word for word, for its confirmation by mail (C. conso. L221-13); it names no consumer."""


class QuoteWithdrawn(PaidHelpFact, type="disputes.quote.withdrawn.v1", key="quote_id"):
    """The consumer withdrew within the fourteen days."""

    quote_id: str


class ResultDeclared(PaidHelpFact, type="disputes.quote.result-declared.v1", key="quote_id"):
    """The provider of an order says what was obtained: what is owed can be read, and contested before it is paid."""

    quote_id: str


class AlertRaised(PaidHelpFact, type="disputes.alert.raised.v1", key="alert_id"):
    """Money was asked that is not owed: the consumer is told to pay nothing."""

    alert_id: str
    objection: FeeObjection


class AlertClosed(PaidHelpFact, type="disputes.alert.closed.v1", key="alert_id"):
    """Staff settled it."""

    alert_id: str


class PublicDispute(PublicState, type="disputes.dispute.state.v1", topic="disputes-public", key="dispute_id"):
    """What the complaint's page says of its dispute."""

    dispute_id: str
    complaint_id: str
    brand_id: str
    status: DisputeStatus
    ground: DisputeGround
    opened_at: AwareDatetime
    mediation_requested_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    outcome: DisputeOutcome | None = None
