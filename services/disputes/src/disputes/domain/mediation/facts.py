"""What is known of a case when its admissibility for mediation is asked. None: not known."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from disputes.domain.mediation.calendar import Place


class Party(StrEnum):
    """What a side of the dispute is."""

    CONSUMER = "consumer"
    MICRO_ENTERPRISE = "micro-enterprise"
    """A professional whom some mediators take as a consumer."""
    PROFESSIONAL = "professional"


class ExcludedField(StrEnum):
    """What the law keeps out of consumer mediation (L611-4)."""

    NONE = "none"
    HEALTH = "health"
    PUBLIC_HIGHER_EDUCATION = "public-higher-education"
    NON_ECONOMIC_PUBLIC_SERVICE = "non-economic-public-service"


class Examiner(StrEnum):
    """Who else examined the dispute, or is at it."""

    NOBODY = "nobody"
    COMPANY_MEDIATOR = "company-mediator"
    """The trader's own mediator, which a public one may disregard."""
    MEDIATOR = "mediator"


@dataclass(frozen=True, slots=True)
class Declared:
    """The mediator that the trader names, and where that was read."""

    name: str
    source: str
    declared_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationFacts:
    """The facts of a case; days are days of Paris."""

    claimant: Party | None = None
    against: Party | None = None
    contract: bool | None = None
    """The claimant has a contract with the trader."""
    excluded_field: ExcludedField | None = None
    sector: str | None = None
    """The brand's."""
    sub_case: str | None = None
    """A code of the rules within the sector, or `ordinary`."""
    written: bool | None = None
    """The claimant complained to the trader in writing."""
    complained_on: date | None = None
    """Day of the first written complaint to the trader: not of its publication here."""
    contract_channel_kept: bool | None = None
    """It went by the channel that the contract imposes; true as well where it imposes none."""
    answered_on: date | None = None
    """Day of the trader's answer."""
    refused: bool | None = None
    """The trader's answer is a refusal."""
    examined_by: Examiner | None = None
    in_court: bool | None = None
    """A court has or had the dispute."""
    unfounded: bool | None = None
    """Manifestly unfounded or abusive: on staff's word only."""
    declared: Declared | None = None
    ec261: bool | None = None
    """A flight under Regulation (EC) 261/2004."""
    amount_cents: int | None = None
    place: Place | None = None
    """Whose holidays count."""
    sent_on: date | None = None
    """Day the file went to the mediator."""
    notified_on: date | None = None
    """Day the mediator told both sides that it has the case (R612-2)."""

    def judged_on(self, today: date) -> date:
        """The day the rules look at: that of the sending, once sent."""
        return self.sent_on or today
