"""What partners and RéclameICI exchange on a partner's own pair of topics.

Handoffs leave as JWE compact serialisations (ECDH-ES+A256KW, A256GCM) of these models in JSON; reports come back as
plain JSON of the models below, CloudEvents attributes in the headers of both. Reports hold ids and codes, no words.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, ConfigDict, Field, model_validator

from contracts.message import Contract

DeclineReason = Literal["out-of-field", "not-admissible", "incomplete", "conflict-of-interest", "capacity", "other"]
"""Why a partner does not take a case."""

StepCode = Literal["contacted-consumer", "contacted-brand", "studied", "letter-sent", "hearing", "agreement-proposed"]
"""What a partner did."""

RejectionCode = Literal["unknown-type", "unreadable", "unknown-case", "not-now", "price-not-allowed", "too-often"]
"""Why a report was not taken."""

Cents = Annotated[int, Field(ge=0, le=100_000_000)]
Id = Annotated[str, Field(max_length=64, pattern="^[A-Za-z0-9-]+$")]


class HandedDocument(Contract):
    """A document, to be fetched once by its link."""

    name: str
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    url: str
    expires_at: AwareDatetime


class HandedCase(Contract):
    """Type `partners.handoff.case.v1`: a case, with the consent it stands on."""

    referral_id: str
    consent_hash: str
    """SHA-256 of the text that the person agreed to."""
    consented_at: AwareDatetime
    fields: dict[str, str]
    """By the codes of the registry: what this partner may receive, and nothing else."""
    documents: tuple[HandedDocument, ...] = ()


class HandedLinks(Contract):
    """Type `partners.handoff.links.v1`: fresh links to a case's documents; older ones are dead."""

    referral_id: str
    documents: tuple[HandedDocument, ...]


class WithdrawalNotice(Contract):
    """Type `partners.handoff.withdrawn.v1`: the consent is withdrawn; delete your copy and confirm it."""

    referral_id: str
    withdrawn_at: AwareDatetime
    purge_due_on: date


class ReportRejected(Contract):
    """Type `partners.handoff.report-rejected.v1`: a report of yours was not taken."""

    partition: int
    offset: int
    """Where it stands in your reports topic."""
    code: RejectionCode


class Report(Contract):
    """Base of all reports: a field that is not known is refused, since it may hold words.

    When something happened is when we heard of it: a partner's clock proves nothing to anybody.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    referral_id: Id


class AcknowledgedReport(Report):
    """`partner.case.acknowledged.v1`: received and decrypted."""


class AcceptedReport(Report):
    """`partner.case.accepted.v1`: the partner takes the case."""


class DeclinedReport(Report):
    """`partner.case.declined.v1`."""

    reason: DeclineReason


class DocumentsReport(Report):
    """`partner.documents.requested.v1`: links were used in vain or are too old; fresh ones come."""


class QuoteReport(Report):
    """`partner.quote.proposed.v1`: the price for this case, to be accepted on the site before any work."""

    success_basis_points: Annotated[int, Field(ge=0, le=5_000)]
    """Of what is obtained: 1000 is 10 %; half of it at most."""
    fixed_cents: Cents = 0
    """A lawyer's is never zero."""
    cap_cents: Annotated[int, Field(ge=1, le=100_000_000)] | None = None
    """The most that the percentage may come to, before VAT; only with a percentage."""
    vat_basis_points: Annotated[int, Field(ge=0, le=2_000)] = 2_000

    @model_validator(mode="after")
    def _is_a_price(self) -> Self:
        """Raises ValueError: nothing is asked, or a percentage that there is not is capped."""
        if not self.success_basis_points and (not self.fixed_cents or self.cap_cents is not None):
            raise ValueError("a price has a percentage, which may be capped, a fixed fee, or both")
        return self


class StepReport(Report):
    """`partner.step.done.v1`."""

    step: StepCode


class OutcomeReport(Report):
    """`partner.outcome.reported.v1`: the case is over for the partner."""

    obtained_cents: Cents


class FeeReport(Report):
    """`partner.fee.asked.v1`: money was asked from the consumer; it must match an accepted quote."""

    amount_cents: Annotated[Cents, Field(gt=0)]


class PurgeReport(Report):
    """`partner.purge.confirmed.v1`: the partner deleted its copy."""


REPORTS: dict[str, type[Report]] = {
    "partner.case.acknowledged.v1": AcknowledgedReport,
    "partner.case.accepted.v1": AcceptedReport,
    "partner.case.declined.v1": DeclinedReport,
    "partner.documents.requested.v1": DocumentsReport,
    "partner.quote.proposed.v1": QuoteReport,
    "partner.step.done.v1": StepReport,
    "partner.outcome.reported.v1": OutcomeReport,
    "partner.fee.asked.v1": FeeReport,
    "partner.purge.confirmed.v1": PurgeReport,
}
"""Every report by its CloudEvents type."""

CASE_TYPE = "partners.handoff.case.v1"
LINKS_TYPE = "partners.handoff.links.v1"
WITHDRAWN_TYPE = "partners.handoff.withdrawn.v1"
REJECTED_TYPE = "partners.handoff.report-rejected.v1"
