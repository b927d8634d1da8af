"""Sample views of disputes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.gateway.tests.presentation.sample_base import COMPLAINT, LONG_NAME, LONG_WORD, NUMBER, Sample, frame

from gateway.presentation import showcase as shown
from gateway.presentation.views import dispute
from gateway.presentation.views.complaint import DisputeBlock
from gateway.presentation.views.form import FormState

OPEN = DisputeBlock("dissatisfied", shown.before(9))
CLOSED = replace(OPEN, mediation_requested_at=shown.before(6), closed_at=shown.before(1), outcome="mediated")
OFFER = dispute.Offer("Nous vous proposons l’échange de la machine sous huit jours, port compris.", shown.before(2))


def dispute_pages() -> Iterator[Sample]:
    """A dispute from its first thought to its end, for its author and its brand."""
    here = frame("/mon-espace", role="consumer", name=shown.PSEUDONYM)
    early = dispute.EscalationPage(
        NUMBER, COMPLAINT.title, "Filandre", False, "La marque a 15 jours pour vous répondre.", date(2026, 12, 6)
    )
    yield "litige-trop-tot", here, early
    ready = replace(early, possible=True, reason="La marque n’a pas tenu sa promesse.", from_on=None)
    yield "litige-passer", here, ready
    yield "litige", here, dispute.DisputePage(NUMBER, LONG_WORD, LONG_NAME, OPEN)
    yield "litige-accord", here, dispute.DisputePage(NUMBER, COMPLAINT.title, "Filandre", OPEN, OFFER)
    yield "litige-clos", here, dispute.DisputePage(NUMBER, COMPLAINT.title, "Filandre", CLOSED)
    brand = frame("/marque-espace", role="agent", name="Filandre")
    yield "marque-litige", brand, dispute.BrandDisputePage(NUMBER, "Filandre", OPEN)
    short = FormState({"text": "Oui"}, {"text": "Écrivez votre proposition en 20 à 4000 signes."})
    yield "marque-litige-accord", brand, dispute.BrandDisputePage(NUMBER, "Filandre", OPEN, OFFER, short)
    yield "marque-litige-clos", brand, dispute.BrandDisputePage(NUMBER, "Filandre", CLOSED)
    lines = (dispute.DisputeLine(NUMBER, OPEN, offered=True), dispute.DisputeLine(NUMBER, CLOSED, offered=False))
    yield "marque-litiges", brand, dispute.BrandDisputes("Filandre", lines)
    yield "marque-litiges-vide", brand, dispute.BrandDisputes("Filandre", ())
