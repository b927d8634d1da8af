"""A dispute for its sides: contracts as views."""

from contracts.http import disputes as http
from contracts.http import mandates as mandate_http
from gateway.presentation.views.complaint import DisputeBlock
from gateway.presentation.views.consumer import ToDo
from gateway.presentation.views.dispute import BrandDisputePage, DisputeLine, DisputePage, MandateNotice, Offer
from gateway.presentation.views.form import EMPTY, FormState


def block(dispute: http.DisputeView) -> DisputeBlock:
    """What everyone may read of it."""
    return DisputeBlock(
        dispute.ground, dispute.opened_at, dispute.mediation_requested_at, dispute.closed_at, dispute.outcome
    )


def _offer(dispute: http.DisputeView) -> Offer | None:
    return Offer(dispute.offer.offer_id, dispute.offer.text, dispute.offer.made_at) if dispute.offer else None


def own_page(dispute: http.DisputeView, title: str, brand_name: str, form: FormState = EMPTY) -> DisputePage:
    """The author's view."""
    return DisputePage(
        number=dispute.number,
        title=title,
        brand_name=brand_name,
        dispute=block(dispute),
        offer=_offer(dispute),
        file_until=dispute.file_until,
        obtained=dispute.obtained_cents,
        form=form,
    )


def todo(dispute: http.DisputeView, brand_name: str) -> ToDo | None:
    """What its author should do about it, if anything."""
    if not _waits(dispute):
        return None
    href = f"/mon-espace/reclamations/{dispute.number}/litige"
    return ToDo(f"{brand_name} vous propose un accord", f"Litige {dispute.number}", "Lire la proposition", href)


def brand_page(
    dispute: http.DisputeView, brand_name: str, mandate: mandate_http.MandateView | None, form: FormState = EMPTY
) -> BrandDisputePage:
    """The brand's view."""
    return BrandDisputePage(dispute.number, brand_name, block(dispute), _offer(dispute), _notice(mandate), form)


def _notice(mandate: mandate_http.MandateView | None) -> MandateNotice | None:
    if mandate is None or mandate.signed_at is None:
        return None
    return MandateNotice(mandate.number, mandate.signed_at, mandate.ends_on)


def lines(found: http.DisputeList) -> tuple[DisputeLine, ...]:
    """The brand's list, in its order."""
    return tuple(DisputeLine(each.number, block(each), _waits(each)) for each in found.disputes)


def _waits(dispute: http.DisputeView) -> bool:
    """The brand's offer waits for the author."""
    return dispute.offer is not None and dispute.closed_at is None


def words(escalation: http.EscalationView) -> tuple[str, str, str]:
    """What the case's page says of a dispute: title, where it stands, action; no action where none is in sight."""
    still = "Toujours pas réglé ?"
    if escalation.ground:
        return still, f"{escalation.reason} Vous pouvez passer en litige.", "Passer en litige"
    if escalation.dispute_id:
        return "Mon litige", "Suivez votre litige et vos solutions.", "Voir mon litige"
    return still, escalation.reason, "Comprendre la suite" if escalation.from_on else ""
