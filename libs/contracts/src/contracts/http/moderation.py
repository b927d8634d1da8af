"""What moderators decide with: commands and views of the complaints service."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from contracts.message import Contract
from contracts.vocabulary import ModerationGround, ResponseKind

Subject = Literal["complaint", "comment", "response"]
"""Which text a moderator decides about: the complaint's own, the comment of its author's rating, or the response that
came with a claim code."""

Decision = Literal["publish", "publish-masked", "refuse", "suspend", "reinstate", "remove"]
"""What a moderator may decide: the first three on a text in review, the others on a published complaint.

`publish` still masks personal data; `publish-masked` masks everything that the screening found.
"""


class DecideCase(Contract):
    """A moderator's decision on the text in review, or on a published complaint."""

    decision: Decision
    version: int = Field(description="Of the case as it was read: `moderation.version`. 409 where it changed since.")
    ground: ModerationGround | None = Field(None, description="Needed to refuse, suspend or remove.")
    explanation: str = Field("", description="Facts of the statement of reasons, shown to the author.")


class StatementView(Contract):
    """A moderator's decision with its reasons (DSA article 17)."""

    subject: Subject
    decision: Decision
    ground: ModerationGround | None
    explanation: str
    automatic_detection: tuple[str, ...]
    """Kinds of finding that brought the text to a human."""
    decided_at: AwareDatetime


class DecisionPreview(Contract):
    """What a decision would do, before it is taken."""

    number: str
    statement: StatementView
    title: str | None
    """As it would be shown; None where nothing is published, or for a comment or a response."""
    text: str | None


class FindingView(Contract):
    """Something the screening found, for moderators."""

    field: Literal["title", "text", "wish", "pseudonym", "comment", "response"]
    start: int
    end: int
    kind: str
    rule: str


class HeldResponse(Contract):
    """The response of a brand without an owner, as written, for moderators."""

    kind: ResponseKind
    text: str
    promise_due_on: date | None
    other_brand_id: str | None
    written_at: AwareDatetime


class HeldResponseView(Contract):
    """What became of that response, for the holder of the code."""

    state: Literal["none", "held", "refused", "published"]
    ground: ModerationGround | None = None
    """Of a refusal."""
    explanation: str | None = None


class OpeningView(Contract):
    """A moderator has the case open, and alone may decide on it until then."""

    opened_at: AwareDatetime
    until: AwareDatetime


class ModerationView(Contract):
    """What a moderator needs to decide on a case. Reading it opens the case, unless a colleague was first."""

    version: int
    """To be sent with the decision."""
    review: Subject | None
    """The text that waits for a decision."""
    decisions: tuple[Decision, ...]
    """What may be decided now."""
    screening: tuple[FindingView, ...]
    opened_by_colleague: OpeningView | None
    held_response: HeldResponse | None = None
