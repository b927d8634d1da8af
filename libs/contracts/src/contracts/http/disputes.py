"""Commands and views of the disputes service."""

from datetime import date

from pydantic import AwareDatetime

from contracts.message import Contract
from contracts.vocabulary import Author, DisputeGround, DisputeOutcome, DisputeStatus, GivenBack


class EscalationView(Contract):
    """Whether the author may escalate a complaint today."""

    ground: DisputeGround | None
    reason: str
    """A French sentence: why, or what it takes."""
    from_on: date | None
    """The first day on which the brand's silence is enough."""
    dispute_id: str | None
    """The complaint's last dispute."""


class OpenDispute(Contract):
    """The author escalates a complaint."""

    complaint_id: str


class DisputeRef(Contract):
    """A dispute just opened or changed."""

    dispute_id: str
    complaint_id: str
    status: DisputeStatus


class OfferSettlement(Contract):
    """The brand offers to settle."""

    text: str


class AnswerOffer(Contract):
    """The author accepts the offer that was read, or goes on."""

    offer_id: str
    accepted: bool


class OfferView(Contract):
    """An offer that waits for the author, or that ended the dispute."""

    offer_id: str
    text: str
    made_at: AwareDatetime


class DisputeView(Contract):
    """A dispute for its parties and for staff."""

    dispute_id: str
    complaint_id: str
    number: str
    """The complaint's."""
    brand_id: str
    viewer: Author
    ground: DisputeGround
    status: DisputeStatus
    opened_at: AwareDatetime
    offer: OfferView | None
    mediator: str | None
    mediation_requested_at: AwareDatetime | None
    sent_on: date | None
    """The day the mediator was written to."""
    handed_over: bool = False
    """It was the site that gave it the file."""
    given_back: GivenBack | None = None
    """Why the last mediator no longer has the file."""
    rules_version: str | None = None
    """Of the rules that the case was judged by on that day."""
    mediators_version: str | None = None
    closed_at: AwareDatetime | None
    outcome: DisputeOutcome | None
    obtained_cents: int | None = None
    """What the author said to have obtained; for the author alone."""
    file_until: AwareDatetime | None = None
    """Until when the author of a closed dispute may download the file for the mediator; None where there is none."""


class DisputeList(Contract):
    """Disputes of an author, oldest first; or a page of a brand's, open ones first, then the latest."""

    disputes: tuple[DisputeView, ...]
    total: int
