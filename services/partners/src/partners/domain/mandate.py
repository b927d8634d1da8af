"""A consumer's mandate as the gate knows it: signed in disputes, stopped here first when it is revoked."""

from dataclasses import dataclass
from datetime import date

from partners.domain.partner import Kind, Partner


@dataclass(frozen=True)
class Mandate:
    """What may be handed over in a consumer's name."""

    id: str
    dispute_id: str
    account_id: str
    mediates: bool
    """The case may go to the mediator."""
    hands_over_to: str | None
    """The slug of the one other partner that the case may go to."""
    ends_on: date
    """The last day on which it stands."""

    def covers(self, partner: Partner, today: date) -> bool:
        """Whether a case may go to a partner in its name."""
        if today > self.ends_on:
            return False
        return self.hands_over_to == partner.slug or (self.mediates and partner.kind is Kind.MEDIATOR)
