"""Commands and views of the complaints service."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from contracts.complaints import PublicRating, PublicResponse, PublicStep
from contracts.http.moderation import ModerationView, OpeningView, StatementView, Subject
from contracts.message import Contract
from contracts.vocabulary import Author, Category, ComplaintStatus, Control, Region, ResponseKind


class Product(Contract):
    """What was bought, as far as the addressee needs it: what its packet says, where and when; confidential."""

    product_name: str | None = None
    lot: str | None = None
    barcode: str | None = Field(None, description="EAN-13 or EAN-8.")
    expiry_on: str | None = Field(None, description="As printed on the packet.")
    bought_at: str | None = Field(None, description="Shop and town.")
    bought_on: date | None = Field(None, description="Day of purchase, or of delivery where there was one.")
    extension_ends_on: date | None = Field(None, description="Last day of an extension bought from the seller.")


CommentState = Literal["published", "held", "refused"]
"""Where the comment of a rating stands: shown, waiting for a moderator, or not to be shown."""


class FileComplaint(Contract):
    """A consumer files a complaint."""

    brand_id: str
    point_of_sale_id: str | None = None
    category: Category
    triage: dict[str, str] = Field(
        default_factory=dict, description="Answers of the triage; an unfinished one is refused."
    )
    title: str
    text: str
    wish: str | None = None
    pseudonym: str
    amount_cents: int | None = Field(None, description="Amount at stake, in cents of euro.")
    first_note: int | None = Field(None, description="Note of the brand before any answer, 0 to 10.")
    experience_on: date
    region: Region | None = Field(
        None, description="Where the author lives, by INSEE code; for statistics only, never shown."
    )
    commitments: bool = Field(description="The author accepts the four commitments.")
    product: Product | None = None
    draft_id: str | None = Field(None, description="The draft it was written in, whose files it takes over.")


class ComplaintRef(Contract):
    """A complaint just filed or changed."""

    complaint_id: str
    number: str
    status: ComplaintStatus


class PostMessage(Contract):
    """A message of the private thread."""

    text: str


class Respond(Contract):
    """The brand's official response."""

    kind: ResponseKind
    text: str
    promise_due_on: date | None = None
    other_brand_id: str | None = None


class RateResponse(Contract):
    """The author's verdict."""

    note: int
    solved: bool
    would_buy_again: bool
    comment: str | None = None


class AnswerPromise(Contract):
    """Whether a promise was kept."""

    response_id: str
    kept: bool


class AnswerReattribution(Contract):
    """Whether the complaint may move to the brand that was named."""

    accepted: bool


class MessageView(Contract):
    """One message as its readers see it."""

    message_id: str
    by: Author
    text: str
    posted_at: AwareDatetime


class EvidenceView(Contract):
    """One piece of evidence."""

    evidence_id: str
    kind: str
    """Code of the piece it is meant as, `other` by default."""
    name: str
    media_type: str
    size: int
    """Bytes, as kept."""
    sha256: str
    state: Literal["kept", "requested"]
    added_at: AwareDatetime


class EvidenceRef(Contract):
    """A piece just added or taken back. An answer holds no name: it is kept for a repeated request."""

    evidence_id: str
    kind: str
    size: int
    sha256: str
    state: Literal["kept", "requested", "removed"]


class MessageRef(Contract):
    """A message just posted. An answer holds no words: it is kept for a repeated request."""

    message_id: str
    posted_at: AwareDatetime


class Draft(Contract):
    """Answers of a complaint not filed yet, by form field."""

    answers: dict[str, str]


class DraftView(Draft):
    """A draft with the files added to it."""

    evidence: tuple[EvidenceView, ...]


class ComplaintView(Contract):
    """A complaint for those who may read all of it."""

    complaint_id: str
    number: str
    viewer: Author
    author_id: str
    brand_id: str
    point_of_sale_id: str | None
    category: Category
    marks: tuple[str, ...]
    status: ComplaintStatus
    title: str
    text: str
    shown_title: str | None
    shown_text: str | None
    wish: str | None
    pseudonym: str
    amount_cents: int | None
    first_note: int | None
    product: Product | None
    control: Control | None
    experience_on: date
    filed_at: AwareDatetime
    rules_version: str
    """Of the triage and the guidance that it was filed under."""
    published_at: AwareDatetime | None
    responses: tuple["PrivateResponse", ...]
    rate_until: AwareDatetime | None
    rating: "PrivateRating | None"
    presumed_at: AwareDatetime | None
    proposed_brand_id: str | None
    reattribution_declined: bool
    timeline: tuple[PublicStep, ...]
    messages: tuple[MessageView, ...]
    evidence: tuple[EvidenceView, ...]
    statements: tuple[StatementView, ...]
    moderation: ModerationView | None = None
    """For staff only."""


class PrivateResponse(PublicResponse):
    """A response with what its parties need to act on it."""

    response_id: str
    promise_asked: bool


class PrivateRating(PublicRating):
    """A rating as its author and staff see it; to the brand it is the public one."""

    written_comment: str | None = None
    comment_state: CommentState | None = None


class ComplaintSummary(Contract):
    """One line of a list."""

    complaint_id: str
    number: str
    brand_id: str
    point_of_sale_id: str | None
    status: ComplaintStatus
    category: Category
    title: str
    pseudonym: str
    review: Subject | None
    """The text that waits for a moderator."""
    held_at: AwareDatetime | None
    findings: tuple[str, ...]
    """Kinds that the screening found in the text in review."""
    experience_on: date
    filed_at: AwareDatetime
    published_at: AwareDatetime | None
    read_at: AwareDatetime | None
    rate_until: AwareDatetime | None
    last_message_at: AwareDatetime | None
    last_message_by: Author | None
    solved: bool | None = None
    """What the author says of the answer, once rated."""
    opened_by_colleague: OpeningView | None = None
    """In the moderators' queue only."""


class ComplaintPage(Contract):
    """A page of a list, oldest or newest first as the route says."""

    complaints: tuple[ComplaintSummary, ...]
    total: int


class WaitingForBrands(Contract):
    """Checked complaints that wait for their brand's page, by brand; brands without any are left out."""

    counts: dict[str, int]


class Waiting(Contract):
    """How much waits for the caller: what a menu says."""

    messages: int
    """Threads of the caller's own complaints whose last word is somebody else's."""
    to_answer: int
    """Published complaints without an answer, of the brand that was asked about."""
    to_check: int
    """Complaints that wait for a moderator, for moderators."""


ComplaintView.model_rebuild()
