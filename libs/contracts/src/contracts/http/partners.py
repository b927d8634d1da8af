"""Commands and views of the partners service."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime
from pydantic import Field as Described

from contracts.exchange import DeclineReason, Id, StepCode
from contracts.message import Contract
from contracts.vocabulary import ConsentEnd, FieldCode, PartnerKind, Sector

ReferralStatus = Literal["consented", "handed-over", "acknowledged", "accepted", "declined", "closed"]
"""Where a referral stands."""

PurgeStatus = Literal["asked", "confirmed", "overdue"]
"""What became of a partner's copy after a withdrawal."""


MAX_FEE_CENTS = 1_000_000
"""Largest referral fee."""

WEBSITE = r"^https?://[^\s/]+\S*$"
"""Anything else, `javascript:` first of all, is no link to follow."""

KID = "^[A-Za-z0-9_-][A-Za-z0-9._-]*$"
"""Name of a key: it stands in addresses."""

Said = Annotated[str, Described(min_length=1, max_length=1000, pattern=r"\S")]
"""What must be said, in some words."""

FILE = "file"
"""Id of the document that is a dispute's file; every other one is a piece of its complaint."""


class SharedDocument(Contract):
    """A document that the partner may fetch once."""

    id: str = Described(max_length=64, description="Of a piece of evidence, or `file`: the dispute's own.")
    name: str = Described(max_length=200)
    media_type: str = Described(max_length=100)
    size: int = Described(ge=0)
    sha256: str = Described(pattern="^[0-9a-f]{64}$")


class PreviewConsent(Contract):
    """What the consumer would hand over."""

    complaint_id: Id | None = None
    dispute_id: Id | None = None
    values: dict[FieldCode, str]
    documents: tuple[SharedDocument, ...] = ()


class ShownField(Contract):
    """One line of what is handed over."""

    code: FieldCode
    label: str
    value: str


class ConsentBox(Contract):
    """A box to tick; never ticked beforehand."""

    code: str
    sentence: str


class ConsentScreen(Contract):
    """Everything that a consent screen shows."""

    partner: str
    name: str
    purpose: str
    legal_basis: str
    duration: str
    price_text: str | None
    paid: bool
    same_price: bool
    fields: tuple[ShownField, ...]
    documents: tuple[SharedDocument, ...]
    boxes: tuple[ConsentBox, ...]
    text: str
    """The whole text, as it is kept."""
    text_hash: str
    """Of the whole screen: the text and the values. The ledger keeps the hash of the text alone."""


class GiveConsent(PreviewConsent):
    """The consumer agrees to exactly what the screen showed."""

    text_hash: str
    boxes: tuple[str, ...] = Described(description="Codes of the boxes that were ticked.")
    channel: Literal["site", "api"] = "api"


class WithdrawConsent(Contract):
    """The consumer takes a consent back."""

    channel: Literal["site", "api"] = "api"


class ReferralRef(Contract):
    """A referral just made or changed."""

    referral_id: str
    status: ReferralStatus
    withdrawn: bool


class ReferralView(Contract):
    """A referral for its consumer, its partner and staff: what was sent stands in the consent's text, values do not."""

    referral_id: str
    partner: str
    partner_name: str
    complaint_id: str | None
    dispute_id: str | None
    status: ReferralStatus
    consented_at: AwareDatetime
    handed_over_at: AwareDatetime | None
    acknowledged_at: AwareDatetime | None
    decided_at: AwareDatetime | None
    reason: DeclineReason | None
    steps: tuple[StepCode, ...]
    closed_at: AwareDatetime | None
    withdrawn_at: AwareDatetime | None
    purge: PurgeStatus | None
    purged_at: AwareDatetime | None
    payload_hash: str | None
    """SHA-256 of what left, encrypted."""
    documents_requested_at: tuple[AwareDatetime, ...] = ()
    """When the partner asked for fresh links to the documents, and got them."""
    links_hash: str | None = None
    """SHA-256 of the newest message with such links, encrypted."""
    text_hash: str
    documents: tuple[str, ...]
    same_price: bool
    price_complained_at: AwareDatetime | None
    price_settled_at: AwareDatetime | None = None
    price_answer: str | None = None
    """Staff's answer to its consumer, who alone reads it."""


class ReferralList(Contract):
    """Referrals, newest first."""

    referrals: tuple[ReferralView, ...]


class CasePage(ReferralList):
    """A partner's cases, some at a time."""

    total: int


class SettlePrice(Contract):
    """Staff tells a consumer what it found out of a price."""

    answer: Said


class LedgerEntry(Contract):
    """One consent or withdrawal."""

    referral_id: str
    partner: str
    entry: Literal["given", "withdrawn"]
    text: str
    text_hash: str
    boxes: tuple[str, ...]
    fields: tuple[FieldCode, ...]
    channel: Literal["site", "api"] | ConsentEnd
    """How it was given or taken back; or what ended it."""
    at: AwareDatetime


class LedgerExport(Contract):
    """Everything that the ledger holds about an account, oldest first."""

    entries: tuple[LedgerEntry, ...]


class RedeemLink(Contract):
    """The token of a document's link."""

    token: str


class RedeemedDocument(Contract):
    """The document that a link leads to, and whose consent opens it."""

    account_id: str
    subject_id: str
    """The complaint that it is a piece of, or the dispute whose file it is."""
    document_id: str
    name: str
    sha256: str
    """Of what was agreed to: anything else is not sent."""


class RegisteredKey(Contract):
    """A public key of a partner."""

    kid: str
    added_at: AwareDatetime
    retired_at: AwareDatetime | None


class PartnerProfile(Contract):
    """What the registry says of a partner."""

    name: Said
    kind: PartnerKind
    purpose: Said
    legal_basis: Said
    duration: Said
    fields: tuple[FieldCode, ...] = Described(min_length=1)
    takes_documents: bool
    paid: bool
    price_text: str | None = None
    same_price: bool = False
    sectors: tuple[Sector, ...] = ()
    website: str | None = Described(None, pattern=WEBSITE, max_length=300)
    contact: str | None = None
    """Postal address, e-mail and telephone, on one line: orders name them (C. conso. L221-5)."""
    needs_mandate: bool = False
    referral_fee_cents: int = Described(0, ge=0, le=MAX_FEE_CENTS)


class RegisterPartner(PartnerProfile):
    """Staff adds a partner, or changes what the registry says of it."""

    partner: str = Described(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)


class RegisteredPartner(PartnerProfile):
    """A partner of the registry."""

    partner: str
    keys: tuple[RegisteredKey, ...]
    on_kafka: bool = False
    """It was let into Kafka."""


class PartnerList(Contract):
    """The registry, and what waits for an answer, by partner: those without any are left out."""

    partners: tuple[RegisteredPartner, ...]
    silent: dict[str, int]
    """Cases that were not acknowledged in time."""
    overdue: dict[str, int]
    """Purges that were not confirmed in time."""
    pricier: dict[str, tuple[str, ...]]
    """Cases whose consumer says that the price was not the same as elsewhere, and waits for an answer, newest first."""


class AddKey(Contract):
    """One more public key of a partner."""

    kid: str = Described(pattern=KID, max_length=100)
    jwk: dict[str, str | bool | tuple[str, ...]] = Described(max_length=20)


class ConnectPartner(Contract):
    """Lets a partner into Kafka, or gives it another password."""

    password: str = Described(min_length=24, max_length=200)


class Connection(Contract):
    """How a partner enters Kafka."""

    bootstrap: str
    user: str
    mechanism: Literal["SCRAM-SHA-512"] = "SCRAM-SHA-512"
    handoff_topic: str
    reports_topic: str
    group_prefix: str


class AdmitAccount(Contract):
    """Lets an account see a partner's cases on the site."""

    account_id: str


class PartnerAccounts(Contract):
    """The accounts that see a partner's cases on the site."""

    account_ids: tuple[str, ...]


class FeeLine(Contract):
    """One referral fee."""

    referral_id: str
    cents: int
    accrued_at: AwareDatetime


class FeeStatement(Contract):
    """What a partner owes for a month."""

    partner: str
    partner_name: str = ""
    month: str
    lines: tuple[FeeLine, ...]
    total_cents: int


class StopMandate(Contract):
    """The consumer revokes a mandate: the gate is closed first."""

    dispute_id: str
    with_dispute: bool = False
    """It ended with its dispute, not by its author's word."""


class StoppedMandate(Contract):
    """The gate no longer acts on a mandate."""

    mandate_id: str


class ReportByHand(Contract):
    """A report given on the site by a partner without Kafka."""

    type: str
    data: dict[str, Any]
