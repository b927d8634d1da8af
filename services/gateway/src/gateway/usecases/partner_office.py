"""The registry of partners for staff: contracts as views."""

from contracts.http import partners as http
from gateway.presentation.french import amount
from gateway.presentation.views.form import FormState
from gateway.presentation.views.partner_office import RegistryLine

SWITCHES = ("takes_documents", "paid", "same_price", "needs_mandate")
"""What is so or not."""


def line(registry: http.PartnerList, partner: http.RegisteredPartner) -> RegistryLine:
    """A partner in the list."""
    return RegistryLine(
        slug=partner.partner,
        name=partner.name,
        kind=partner.kind,
        connected=any(key.retired_at is None for key in partner.keys),
        silent=registry.silent.get(partner.partner, 0),
        overdue=registry.overdue.get(partner.partner, 0),
        pricier=registry.pricier.get(partner.partner, ()),
    )


def lines(registry: http.PartnerList) -> tuple[RegistryLine, ...]:
    """Those that keep somebody waiting first, then those that are connected, each by name."""
    found = [line(registry, each) for each in registry.partners]
    return tuple(sorted(found, key=lambda each: (-each.overdue, -each.silent, -len(each.pricier), not each.connected)))


def typed(partner: http.RegisteredPartner) -> FormState:
    """The form filled in with what the registry says."""
    values: dict[str, str | tuple[str, ...]] = {
        name: getattr(partner, name) or ""
        for name in ("name", "kind", "purpose", "legal_basis", "duration", "website", "contact", "price_text")
    }
    values |= {name: "yes" for name in SWITCHES if getattr(partner, name)}
    fee = amount(partner.referral_fee_cents) if partner.referral_fee_cents else ""
    return FormState(values | {"fields": partner.fields, "sectors": partner.sectors, "referral_fee": fee})
