"""Facts and public state of the disputes service."""

from datetime import date

from pydantic import AwareDatetime

from contracts.message import Fact, PublicState
from contracts.vocabulary import DisputeGround, DisputeOutcome, DisputeStatus, MediationClock


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


class DisputeReminded(DisputeFact, type="disputes.dispute.reminded.v1", key="complaint_id"):
    """A date of the case comes near, or is there."""

    clock: MediationClock
    due_on: date


class MandateSigned(DisputeFact, type="disputes.mandate.signed.v1", key="complaint_id"):
    """The author signed a mandate: some things may be done in their name."""

    mandate_id: str


class MandateRevoked(DisputeFact, type="disputes.mandate.revoked.v1", key="complaint_id"):
    """The author revoked it: nothing is done in their name any more."""

    mandate_id: str


class DisputeClosed(DisputeFact, type="disputes.dispute.closed.v1", key="complaint_id"):
    """The dispute ended."""

    outcome: DisputeOutcome
    counts: bool
    """False where the score forgets it: withdrawn by its author, or not admissible."""


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
