"""The mandate of a dispute: drafted, read, signed with an e-mailed code, revoked."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from contracts.http.dossier import Identity
from contracts.message import Contract
from contracts.vocabulary import MandatePower

MandateStatus = Literal["draft", "signed", "revoked", "ended"]


class DraftMandate(Contract):
    """What the author would sign; a new draft replaces one that was not signed."""

    identity: Identity
    powers: tuple[MandatePower, ...] = Field(min_length=1)
    partner: str | None = Field(None, max_length=60, description="The partner whom the file may be handed to.")
    months: int = Field(12, ge=1, le=24, description="How long it lasts.")


class MandateRef(Contract):
    """A mandate just drafted, signed or revoked."""

    mandate_id: str
    status: MandateStatus


class MandateView(Contract):
    """A mandate for its author; the brand sees it while it stands."""

    mandate_id: str
    dispute_id: str
    number: str
    status: MandateStatus
    powers: tuple[MandatePower, ...]
    partner: str | None
    partner_name: str | None
    ends_on: date
    text_version: str
    made_at: AwareDatetime
    unsigned_sha256: str
    """Of the document that is read before it is signed."""
    signed_at: AwareDatetime | None
    sealed: bool
    """The sealed document may be downloaded."""
    revoked_at: AwareDatetime | None


class MandateList(Contract):
    """The mandates of a dispute, oldest first."""

    mandates: tuple[MandateView, ...]
