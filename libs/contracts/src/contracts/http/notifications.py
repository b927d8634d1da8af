"""Commands of the notifications service, the only place with addresses."""

from typing import Literal

from pydantic import AwareDatetime, Field

from contracts.message import Contract


class PutContact(Contract):
    """The address of an account, given once."""

    email: str
    pseudonym: str | None = None
    role: Literal["consumer", "agent", "moderator", "operator", "partner"] = "consumer"


class SendCode(Contract):
    """Sends a code to an account now."""

    account_id: str
    code: str
    purpose: Literal["sign-in", "claim", "invitation", "partner-invitation", "signature"]
    valid_minutes: int


class SendClaimCode(Contract):
    """Tells a brand without a page owner of a complaint, with its claim code, at an address staff found."""

    brand_id: str
    complaint_id: str
    email: str
    code: str
    valid_until: AwareDatetime


class SendContactMessage(Contract):
    """A message to RéclameICI from its contact form; it goes to staff by mail and is kept nowhere else."""

    subject: str
    text: str
    email: str
    complaint_number: str | None = None


class PutBrandAlert(Contract):
    """The address a brand wants its alerts at."""

    email: str


class Preferences(Contract):
    """What an account wants to receive beside what the law or the case requires."""

    reminders: bool = True
    messages: bool = True
    news_of_case: bool = True


class ContactView(Preferences):
    """What an account's own page shows of it; the address is masked even there."""

    pseudonym: str | None
    masked_email: str = Field(description="As in c…@filandre.example.")


class TeamContact(Contract):
    """Somebody who acts for a brand, as its owners recognise them, or for a partner, as staff does."""

    account_id: str
    masked_email: str


class TeamContacts(Contract):
    """Everybody who acts for a brand, or for a partner."""

    contacts: tuple[TeamContact, ...]


class ReceiptEvent(Contract):
    """One line of a receipt."""

    kind: Literal["deposited", "handed-over", "opened", "downloaded"]
    at: AwareDatetime
    proves: str
    does_not_prove: str
    hash: str


class ReceiptView(Contract):
    """A time-stamped, signed, hash-chained proof of a notification."""

    receipt_id: str
    complaint_id: str
    complaint_number: str
    brand_id: str
    events: tuple[ReceiptEvent, ...]
    intact: bool
    """The hashes, signatures and order were checked for this answer."""
    file: str
    """The signed record as a JSON text, to be kept and verified offline."""


class ReceiptList(Contract):
    """A page of a brand's receipts, newest first, and how many there are."""

    receipts: tuple[ReceiptView, ...]
    total: int
