"""The catalogue: for each step of a complaint and its dispute, which mail goes to whom, and which may be refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class To(StrEnum):
    """Which side a mail goes to."""

    AUTHOR = "author"
    BRAND = "brand"


class Category(StrEnum):
    """What a person may switch off; what the case or the law requires has none."""

    REMINDERS = "reminders"
    MESSAGES = "messages"
    NEWS = "news_of_case"


@dataclass(frozen=True)
class Kind:
    """One kind of mail: its template's name, its reader, and its category when it may be refused."""

    template: str
    to: To
    category: Category | None = None


KINDS = (
    Kind("complaint_filed", To.AUTHOR),
    Kind("complaint_held", To.AUTHOR),
    Kind("complaint_published", To.AUTHOR),
    Kind("complaint_refused", To.AUTHOR),
    Kind("complaint_notified", To.BRAND),
    Kind("complaint_read", To.AUTHOR, Category.NEWS),
    Kind("message_to_author", To.AUTHOR, Category.MESSAGES),
    Kind("message_to_brand", To.BRAND, Category.MESSAGES),
    Kind("response_published", To.AUTHOR),
    Kind("rating_reminded", To.AUTHOR, Category.REMINDERS),
    Kind("satisfaction_presumed", To.AUTHOR),
    Kind("response_rated", To.BRAND, Category.NEWS),
    Kind("comment_held", To.AUTHOR),
    Kind("comment_published", To.AUTHOR),
    Kind("comment_refused", To.AUTHOR),
    Kind("promise_fell_due", To.AUTHOR, Category.REMINDERS),
    Kind("promise_answered", To.BRAND, Category.NEWS),
    Kind("reattribution_proposed", To.AUTHOR),
    Kind("complaint_reattributed", To.AUTHOR),
    Kind("complaint_suspended", To.AUTHOR),
    Kind("complaint_suspended_for_brand", To.BRAND, Category.NEWS),
    Kind("complaint_reinstated", To.AUTHOR),
    Kind("complaint_removed", To.AUTHOR),
    Kind("complaint_removed_for_brand", To.BRAND, Category.NEWS),
    Kind("complaint_withdrawn", To.AUTHOR),
    Kind("complaint_withdrawn_for_brand", To.BRAND, Category.NEWS),
    Kind("evidence_requested", To.AUTHOR),
    Kind("dispute_opened", To.AUTHOR),
    Kind("dispute_opened_for_brand", To.BRAND),
    Kind("settlement_offered", To.AUTHOR),
    Kind("settlement_declined", To.BRAND),
    Kind("mediation_requested", To.BRAND),
    Kind("mediation_given_back", To.BRAND),
    Kind("mediation_corrected", To.BRAND),
    Kind("mandate_signed", To.AUTHOR),
    Kind("mandate_revoked", To.AUTHOR),
    Kind("mandate_revoked_for_brand", To.BRAND),
    Kind("quote_offered", To.AUTHOR),
    Kind("quote_accepted", To.AUTHOR),
    Kind("quote_withdrawn", To.AUTHOR),
    Kind("result_declared", To.AUTHOR),
    Kind("alert_raised", To.AUTHOR),
    Kind("alert_closed", To.AUTHOR),
    Kind("consent_given", To.AUTHOR),
    Kind("consent_withdrawn", To.AUTHOR),
    Kind("referral_accepted", To.AUTHOR),
    Kind("referral_declined", To.AUTHOR),
    Kind("outcome_reported", To.AUTHOR),
    Kind("price_settled", To.AUTHOR),
    Kind("purge_confirmed", To.AUTHOR),
    Kind("purge_overdue", To.AUTHOR),
    Kind("dispute_reminded", To.AUTHOR, Category.REMINDERS),
    Kind("dispute_closed", To.AUTHOR),
    Kind("dispute_closed_for_brand", To.BRAND),
)

BY_TEMPLATE = {kind.template: kind for kind in KINDS}

CODE_TEMPLATES = {
    "sign-in": "code_sign_in",
    "claim": "code_claim",
    "invitation": "code_invitation",
    "partner-invitation": "code_partner_invitation",
    "signature": "code_signature",
}
CLAIM_TEMPLATE = "claim_code"
CONTACT_TEMPLATE = "contact_message"

KEPT_DATA = frozenset({"number", "brand", "brand_slug", "at", "complaint_id", "brand_id"})
"""What a closed mail keeps of its data: neither codes nor anybody's words or address."""


class State(StrEnum):
    """Where a mail stands."""

    QUEUED = "queued"
    HANDING_OVER = "handing-over"
    """The server is being given the mail: the one window in which a crash may double it."""
    SENT = "sent"
    FAILED = "failed"
    """The server refused it for good, or it was tried for too long."""
    SUPPRESSED = "suppressed"
    """Not to be sent: too old when its fact arrived, or refused by its reader."""


@dataclass(frozen=True)
class Patience:
    """How long a mail is worth sending."""

    give_up_after: timedelta
    """Since it was queued."""
    stale_after: timedelta
    """Age of a fact whose news would only surprise: a replay, a demonstration's past."""


def first_state(happened_at: datetime, wanted: bool, patience: Patience, now: datetime) -> State:
    """What becomes of a new mail."""
    fresh = now - happened_at <= patience.stale_after
    return State.QUEUED if fresh and wanted else State.SUPPRESSED


def is_hopeless(queued_at: datetime, patience: Patience, now: datetime) -> bool:
    """True where a mail was tried for long enough."""
    return now - queued_at > patience.give_up_after
