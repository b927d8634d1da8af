"""A consumer hands a case over to a partner: what, to whom, on which terms; what became of it; the way back."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from contracts.http import complaints as complaint_http
from contracts.http import disputes as dispute_http
from contracts.http import mandates as mandate_http
from contracts.http import partners as http
from contracts.message import Contract
from contracts.partners import PublicPartner
from gateway.domain.errors import NotFoundError
from gateway.forms import FormReader
from gateway.presentation.views.form import FormState
from gateway.presentation.views.partners import (
    ConsentPage,
    ConsentsPage,
    PartnerChoicePage,
    ReferralCard,
    SharingPage,
)
from gateway.routes.consumer import Account
from gateway.usecases import partners, referrals
from gateway.usecases.partners import Case
from gateway.web import AnyPage, Page, private_file
from servicekit.ids import new_id

router = APIRouter(include_in_schema=False)

OF_CASE = "/mon-espace/reclamations/{number}/partenaires"
BETWEEN_PERSONS = "/mise-en-relation/{slug}"
GIVEN = "/mon-espace/accords"

PERSON = "Conflit avec une autre personne"
"""What a referral without a complaint is about."""


@router.get("/partenaires")
async def get_partners(page: AnyPage) -> Response:
    """Who the partners are, what each may receive, on which terms."""
    return page.show(await page.run(partners.everyone))


async def _case(page: Page, number: str) -> Case:
    complaint = await page.read("complaints", f"/numbers/{number}", complaint_http.ComplaintView)
    mandates = await _mandates(page, complaint.complaint_id)
    case: Case = await page.run(lambda work: partners.case_of(work, complaint, mandates=mandates))
    return case


async def _mandates(page: Page, complaint_id: str) -> tuple[mandate_http.MandateView, ...]:
    """Those of a complaint's dispute, if it has one: only partners that need a mandate wait for them."""
    path = f"/complaints/{complaint_id}/escalation"
    escalation = await page.read_if_up("disputes", path, dispute_http.EscalationView)
    if escalation is None or escalation.dispute_id is None:
        return ()
    path = f"/disputes/{escalation.dispute_id}/mandates"
    found = await page.read_if_up("disputes", path, mandate_http.MandateList)
    return found.mandates if found else ()


@router.get(OF_CASE)
async def get_choice(number: str, page: Account) -> Response:
    """The partners that fit a complaint."""
    case = await _case(page, number)
    cards = await page.run(lambda work: partners.fitting(work, case))
    return page.show(PartnerChoicePage(number, case.complaint.title, cards))


@dataclass(frozen=True)
class Sharing:
    """A matter on its way to one partner; nothing is kept before the consent."""

    page: Page
    partner: PublicPartner
    case: Case | None
    """None: a conflict between persons."""
    href: str
    back_href: str


async def of_case(number: str, slug: str, page: Account) -> Sharing:
    """A complaint, for a partner that fits it. Raises NotFoundError."""
    case = await _case(page, number)
    partner = await page.run(lambda work: partners.partner(work, slug))
    if not partners.fits(partner, case):
        raise NotFoundError
    chosen = OF_CASE.format(number=number)
    return Sharing(page, partner, case, f"{chosen}/{slug}", chosen)


async def between_persons(slug: str, page: Account) -> Sharing:
    """A conflict between persons, straight from the triage: for lawyers. Raises NotFoundError."""
    partner = await page.run(lambda work: partners.partner(work, slug))
    if not partners.fits_persons(partner):
        raise NotFoundError
    return Sharing(page, partner, None, BETWEEN_PERSONS.format(slug=slug), "/partenaires")


OfCase = Annotated[Sharing, Depends(of_case)]
BetweenPersons = Annotated[Sharing, Depends(between_persons)]


def show_fields(sharing: Sharing, form: FormState) -> Response:
    """« Ce que vous transmettez », filled in with what is known or was typed."""
    view = SharingPage(
        partners.card(sharing.partner),
        sharing.href,
        sharing.back_href,
        partners.asked_fields(sharing.partner, sharing.case),
        partners.document_options(partners.documents(sharing.partner, sharing.case)),
        form,
    )
    return sharing.page.show(view, 422 if form.errors else 200)


def show_prefilled(sharing: Sharing) -> Response:
    """The form as it is first seen; a partner without a key is reached otherwise."""
    if not sharing.partner.connected:
        return sharing.page.redirect(sharing.back_href, "not-connected")
    return show_fields(sharing, partners.prefilled(sharing.partner, sharing.case))


@router.get(OF_CASE + "/{slug}")
async def get_fields_of_case(sharing: OfCase) -> Response:
    """What of a complaint would be handed over."""
    return show_prefilled(sharing)


@router.get(BETWEEN_PERSONS)
async def get_fields_between_persons(sharing: BetweenPersons) -> Response:
    """What of a conflict between persons would be handed over."""
    return show_prefilled(sharing)


@router.post(OF_CASE + "/{slug}")
async def post_of_case(sharing: OfCase) -> Response:
    """One more step of a complaint towards a partner."""
    return await take_step(sharing)


@router.post(BETWEEN_PERSONS)
async def post_between_persons(sharing: BetweenPersons) -> Response:
    """One more step of a conflict between persons towards a partner."""
    return await take_step(sharing)


async def take_step(sharing: Sharing) -> Response:
    """Shows the consent, takes it, or goes back; what was typed travels in the form."""
    reader = FormReader(await sharing.page.form())
    step = reader.text("step")
    if step == "refuse":
        return sharing.page.redirect(sharing.back_href, "not-shared")
    if step == "change":
        return show_fields(sharing, reader.state)
    if step == "give" and await give(sharing, reader):
        return sharing.page.redirect(GIVEN, "shared")
    return await show_consent(sharing, reader)


def _shared(sharing: Sharing, reader: FormReader) -> http.PreviewConsent:
    # A text area comes back with CRLF, whatever the page held.
    typed = {name: reader.text(name).replace("\r\n", "\n") for name in reader.form}
    return partners.shared(sharing.partner, sharing.case, typed, reader.several("documents"))


async def give(sharing: Sharing, reader: FormReader) -> bool:
    """The consent to exactly what the screen showed; False where something is missing or has changed."""
    shared = _shared(sharing, reader)
    boxes = tuple(name for name in reader.form if reader.text(name) == "yes")
    body = http.GiveConsent(**shared.model_dump(), text_hash=reader.text("text_hash"), boxes=boxes, channel="site")
    with reader.refusals(default="consent"):
        path = f"/partners/{sharing.partner.partner}/consent"
        await sharing.page.command("partners", path, body, reader.form, http.ReferralRef)
    return not reader.errors


async def show_consent(sharing: Sharing, reader: FormReader) -> Response:
    """The consent as it stands now; what cannot be handed over is corrected first."""
    page, screen, typed = sharing.page, None, FormReader(reader.form)
    with typed.refusals(default="fields"):
        path = f"/partners/{sharing.partner.partner}/consent/preview"
        body, principal = _shared(sharing, reader), page.visitor.principal()
        screen = await page.backend("partners").post(path, principal, body, new_id(), http.ConsentScreen)
    if screen is None:
        return show_fields(sharing, typed.state)
    # A text that changed is read anew: nothing of it was ticked.
    form = FormState(errors=reader.errors) if "consent" in reader.errors else reader.state
    return page.show(ConsentPage(screen, sharing.href, form), 422 if reader.errors else 200)


@router.get(GIVEN)
async def get_consents(page: Account) -> Response:
    """Everything that was agreed to, to whom, and what became of it."""
    found = await page.read("partners", "/referrals", http.ReferralList)
    ledger = await page.read("partners", "/ledger", http.LedgerExport)
    mine = await page.read_if_up("complaints", "/complaints", complaint_http.ComplaintPage)
    given = {each.referral_id: each for each in ledger.entries if each.entry == "given"}
    ended = {each.referral_id: each for each in ledger.entries if each.entry == "withdrawn"}
    cases = {each.complaint_id: each for each in mine.complaints} if mine else {}

    def card(referral: http.ReferralView) -> ReferralCard:
        case = cases.get(referral.complaint_id or "")
        about = f"{case.title}, {case.number}" if case else "" if referral.complaint_id else PERSON
        href = f"/mon-espace/reclamations/{case.number}" if case else None
        id_ = referral.referral_id
        return referrals.card(referral, given.get(id_), about, href, ended.get(id_))

    return page.show(ConsentsPage(tuple(card(each) for each in found.referrals)))


@router.get(GIVEN + "/export")
async def get_export(page: Account) -> Response:
    """The account's part of the ledger, word for word."""
    ledger = await page.read("partners", "/ledger", http.LedgerExport)
    disposition = 'attachment; filename="mes-accords.json"'
    return private_file(ledger.model_dump_json(indent=2), "application/json", disposition)


async def _tell(page: Page, referral_id: str, what: str, body: Contract | None) -> http.ReferralRef:
    form = await page.form()
    return await page.command("partners", f"/referrals/{referral_id}/{what}", body, form, http.ReferralRef)


@router.post(GIVEN + "/{referral_id}/retrait")
async def post_withdrawal(referral_id: str, page: Account) -> Response:
    """The consumer takes a consent back: one button, as short as giving."""
    taken_back = await _tell(page, referral_id, "withdrawal", http.WithdrawConsent(channel="site"))
    return page.redirect(
        GIVEN, "consent-withdrawn-in-time" if taken_back.status == "consented" else "consent-withdrawn"
    )


@router.post(GIVEN + "/{referral_id}/prix")
async def post_price_complaint(referral_id: str, page: Account) -> Response:
    """The partner's price was not the same as without us."""
    await _tell(page, referral_id, "price-complaint", None)
    return page.redirect(GIVEN, "price-told")
