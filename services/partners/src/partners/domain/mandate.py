"""A consumer's mandate as the gate knows it: signed in disputes, stopped here first when it is revoked."""

from dataclasses import dataclass
from datetime import date

from partners.domain.partner import Kind, Partner


@dataclass(frozen=True)
class Mandate:
    """What may be handed over in a consumer's name."""

    id: str
    dispute_id: str
    complaint_id: str | None
    """What the dispute is about; None of one that was signed before this was kept."""
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


def calls_back(mandate: Mandate | None, partner: Partner, *, with_dispute: bool) -> bool:
    """Whether a mandate's end withdraws the consent that was given to a partner for its dispute.

    Args:
        mandate: None where it is stopped before its signature is heard of.
        with_dispute: it ended with its dispute: the partner that it names goes on under the consent alone, where that
            is enough, since what it obtained is still to come.
    """
    named = mandate is not None and mandate.hands_over_to == partner.slug
    return partner.needs_mandate or (named and not with_dispute)
