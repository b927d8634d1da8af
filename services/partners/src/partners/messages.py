"""Domain facts and states as contracts, and back."""

from typing import Any, cast

from contracts import partners as wire
from partners.domain.partner import Partner


def to_public(partner: Partner) -> wire.PublicPartner:
    """A partner as the site presents it."""
    return wire.PublicPartner(
        version=partner.version,
        partner=partner.slug,
        name=partner.name,
        kind=partner.kind.value,
        sectors=cast("Any", partner.sectors),
        website=partner.website,
        paid=partner.paid,
        price_text=partner.price_text,
        connected=partner.connected,
    )
