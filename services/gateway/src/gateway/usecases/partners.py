"""Partners: which ones fit a case, what may be handed over, what became of it; contracts as views."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from contracts.brands import PublicBrand
from contracts.http import complaints as complaint_http
from contracts.http import disputes as dispute_http
from contracts.http import dossier as dossier_http
from contracts.http import mandates as mandate_http
from contracts.http import mediation as mediation_http
from contracts.http import partners as http
from contracts.partners import PublicPartner
from contracts.vocabulary import FieldCode
from gateway.backends import Backend
from gateway.domain.errors import NotFoundError
from gateway.presentation.french import amount, size
from gateway.presentation.labels import SECTORS
from gateway.presentation.partner_labels import FIELDS, KINDS
from gateway.presentation.views.form import FormState, Option
from gateway.presentation.views.partners import PartnerCard, PartnersPage
from gateway.storage.search import PublicViews
from servicekit.ids import new_id
from servicekit.principal import Principal
from servicekit.work import Work

ACCESSIBILITY = {"accessibility-physical", "accessibility-digital"}
"""Marks of the triage on a complaint that an association may help with."""

OF_A_COMPLAINT: frozenset[FieldCode] = frozenset({"complaint-number", "brand", "sector", "contract-reference"})
"""Fields that a conflict between persons has not."""

IN_THE_FILE: frozenset[FieldCode] = frozenset({"facts", "request"})
"""Fields that a dispute's file tells better."""

ENDED = {"withdrawn", "removed"}
"""States of a complaint about which nothing is handed over any more."""

BETWEEN_PERSONS: frozenset[FieldCode] = frozenset({"other-party"})
"""Fields that a complaint about a brand has not."""


@dataclass(frozen=True)
class DisputeFile:
    """A dispute with the file that its author prepared for the mediator."""

    dispute_id: str
    content: dossier_http.FileView


@dataclass(frozen=True)
class Case:
    """The complaint that would be handed over, and what is known around it."""

    complaint: complaint_http.ComplaintView
    brand: PublicBrand | None
    """None: it has no page."""
    file: DisputeFile | None = None
    """For a mediator."""
    mandate: mandate_http.MandateView | None = None
    """The one that stands in its dispute."""

    @property
    def is_about_accessibility(self) -> bool:
        """By its category or by what the triage marked."""
        return self.complaint.category == "accessibility" or bool(ACCESSIBILITY & set(self.complaint.marks))

    def names(self, partner: PublicPartner) -> bool:
        """Whether the mandate lets the case go to a partner by its name."""
        return (
            self.mandate is not None and "hand-over" in self.mandate.powers and self.mandate.partner == partner.partner
        )

    def dispute_for(self, partner: PublicPartner) -> str | None:
        """The dispute that a partner gets it as: a mediator with its file, another in the consumer's name."""
        if self.file:
            return self.file.dispute_id
        return self.mandate.dispute_id if self.mandate and partner.needs_mandate else None


def card(partner: PublicPartner) -> PartnerCard:
    """A partner as everyone reads it."""
    return PartnerCard(
        slug=partner.partner,
        name=partner.name,
        purpose=partner.purpose,
        receives=tuple(label.lower() for code, label in FIELDS.items() if code in partner.fields),
        takes_documents=partner.takes_documents,
        price_text=partner.price_text,
        same_price=partner.same_price,
        legal_basis=partner.legal_basis,
        duration=partner.duration,
        sectors=tuple(SECTORS[each] for each in partner.sectors),
        website=partner.website,
        connected=partner.connected,
    )


async def everyone(work: Work) -> PartnersPage:
    """Every partner, by kind."""
    partners = await PublicViews(work.session).partners()
    kinds = ((kind, tuple(card(each) for each in partners if each.kind == kind)) for kind in KINDS)
    return PartnersPage(tuple((kind, cards) for kind, cards in kinds if cards))


async def partner(work: Work, slug: str) -> PublicPartner:
    """The partner of an address. Raises NotFoundError."""
    found = await PublicViews(work.session).partner(slug)
    if found is None:
        raise NotFoundError
    return found


async def case_of(
    work: Work,
    complaint: complaint_http.ComplaintView,
    file: DisputeFile | None = None,
    mandates: Sequence[mandate_http.MandateView] = (),
) -> Case:
    """The complaint with its brand, and the mandate that stands among those of its dispute."""
    found = await PublicViews(work.session).brands_by_id([complaint.brand_id])
    standing = next((each for each in mandates if each.status == "signed"), None)
    return Case(complaint, found.get(complaint.brand_id), file, standing)


def mediator_to_ask(dispute: dispute_http.DisputeView, found: mediation_http.AssessmentView) -> str | None:
    """The name of the mediator that a dispute may be handed to today; None where it is over, or one has it already."""
    waits = dispute.closed_at is None and dispute.mediator is None
    return found.mediator.name if waits and found.verdict == "admissible" and found.mediator else None


async def mediator(work: Work, name: str) -> PublicPartner | None:
    """The partner that is the mediator of that name, if cases can be handed over to it."""
    found = await PublicViews(work.session).partners()
    return next((each for each in found if each.kind == "mediator" and each.name == name and each.connected), None)


def fits(partner: PublicPartner, case: Case) -> bool:
    """Whether a complaint may be handed over to a partner; to some only where a mandate that stands names them."""
    return suits(partner, case) and (not partner.needs_mandate or case.names(partner))


async def fitting(
    work: Work, case: Case, rule: Callable[[PublicPartner, Case], bool] = fits
) -> tuple[PartnerCard, ...]:
    """The partners of a rule, by default those that a complaint may be handed over to; who can receive it first."""
    found = [each for each in await PublicViews(work.session).partners() if rule(each, case)]
    order = list(KINDS)
    return tuple(card(each) for each in sorted(found, key=lambda each: (not each.connected, order.index(each.kind))))


def suits(partner: PublicPartner, case: Case) -> bool:
    """Whether a partner is for a complaint that stands, and may be named in a mandate; mediators have their own way."""
    if case.complaint.status in ENDED or partner.kind == "mediator":
        return False
    if partner.kind == "association":
        return case.is_about_accessibility
    return not partner.sectors or (case.brand is not None and case.brand.sector in partner.sectors)


def fits_persons(partner: PublicPartner) -> bool:
    """Whether a partner is for a conflict between persons."""
    return partner.kind == "lawyers"


def asked_fields(partner: PublicPartner, case: Case | None) -> tuple[FieldCode, ...]:
    """The fields of the form, in its order: what this partner may receive, where the matter has it."""
    left_out = BETWEEN_PERSONS | (IN_THE_FILE if case.file else frozenset()) if case else OF_A_COMPLAINT
    return tuple(code for code in FIELDS if code in partner.fields and code not in left_out)


def prefilled(partner: PublicPartner, case: Case | None) -> FormState:
    """What the case tells already; who the consumer is, it does not, but where a file says so."""
    known = _known(case) if case else {}
    values: dict[str, str | Sequence[str]] = {
        code: known[code] for code in asked_fields(partner, case) if known.get(code)
    }
    if case and case.file:
        values["documents"] = tuple(each.id for each in documents(partner, case))
    return FormState(values)


def _known(case: Case) -> dict[FieldCode, str]:
    complaint, brand = case.complaint, case.brand
    known: dict[FieldCode, str] = {
        "complaint-number": complaint.number,
        "brand": brand.name if brand else "",
        "sector": SECTORS[brand.sector] if brand else "",
        "facts": complaint.text,
        "request": complaint.wish or "",
        "amount": amount(complaint.amount_cents) if complaint.amount_cents else "",
    }
    if case.file:
        content = case.file.content
        known |= {
            "name": content.identity.name,
            "address": content.identity.address,
            "email": content.identity.email,
            "phone": content.identity.phone or "",
            "amount": amount(content.amount_cents) if content.amount_cents else "",
        }
    return known


def documents(partner: PublicPartner, case: Case | None) -> tuple[http.SharedDocument, ...]:
    """What the partner may fetch: the pieces of the case; of a dispute its file, and the pieces by their numbers."""
    if case is None or not partner.takes_documents:
        return ()
    kept = [each for each in case.complaint.evidence if each.state == "kept"]
    if case.file is None:
        return tuple(_piece(each, each.name) for each in kept)
    content = case.file.content
    numbered = {each.id: each.path.rpartition("/")[2] for each in content.packed}
    pieces = (_piece(each, numbered[each.evidence_id]) for each in kept if each.evidence_id in numbered)
    file = http.SharedDocument(
        id=http.FILE, name="dossier.pdf", media_type="application/pdf", size=content.size, sha256=content.sha256
    )
    return (file, *sorted(pieces, key=lambda each: each.name))


def _piece(each: complaint_http.EvidenceView, name: str) -> http.SharedDocument:
    return http.SharedDocument(
        id=each.evidence_id, name=name, media_type=each.media_type, size=each.size, sha256=each.sha256
    )


MEDIA = {"application/pdf": "PDF", "image/jpeg": "JPG", "image/png": "PNG", "image/webp": "WebP"}


def document_options(found: Sequence[http.SharedDocument]) -> tuple[Option, ...]:
    """Boxes for the documents."""
    return tuple(
        Option(each.id, each.name, f"{MEDIA.get(each.media_type, each.media_type)} · {size(each.size)}")
        for each in found
    )


def shared(
    partner: PublicPartner, case: Case | None, typed: Mapping[str, str], ticked: Sequence[str]
) -> http.PreviewConsent:
    """What would be handed over: fields that were asked and filled in, documents of the case that were ticked."""
    return http.PreviewConsent(
        complaint_id=case.complaint.complaint_id if case else None,
        dispute_id=case.dispute_for(partner) if case else None,
        values={code: typed[code] for code in asked_fields(partner, case) if typed.get(code)},
        documents=tuple(each for each in documents(partner, case) if each.id in ticked),
    )


class ConnectionWithPassword(http.Connection):
    """How a partner enters Kafka; the password is shown this once."""

    password: str


async def connect(partners: Backend, principal: Principal, slug: str) -> ConnectionWithPassword:
    """Topics, user and rights, with a new password that ends the old one. Raises RefusedError, UnavailableError."""
    password = secrets.token_urlsafe(32)
    body = http.ConnectPartner(password=password)
    path = f"/partners/{slug}/connection"
    connection = await partners.post(path, principal, body, new_id(), http.Connection)
    return ConnectionWithPassword(**connection.model_dump(), password=password)
