"""A dispute in the space of its author and of its brand."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import complaints as complaint_http
from contracts.http import disputes as http
from contracts.http import mandates as mandate_http
from contracts.http.paging import PAGE
from gateway.domain.errors import NotFoundError
from gateway.forms import FormReader
from gateway.presentation.views.dispute import BrandDisputes, EscalationPage
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.frame import Pagination
from gateway.routes.brand_side import BrandSide, Side
from gateway.routes.consumer import Account
from gateway.usecases import disputes, names
from gateway.usecases.closing import close_gate
from gateway.web import Page, PageNumber, private_file

router = APIRouter(include_in_schema=False)


OWN = "/mon-espace/reclamations/{number}/litige"
BRAND = "/marque-espace/reclamations/{number}/litige"


async def _own_case(page: Page, number: str) -> tuple[complaint_http.ComplaintView, http.EscalationView, str]:
    """The author's complaint, whether it may become a dispute, and its brand's name."""
    case = await page.read("complaints", f"/numbers/{number}", complaint_http.ComplaintView)
    escalation = await page.read("disputes", f"/complaints/{case.complaint_id}/escalation", http.EscalationView)
    named = await page.run(lambda work: names.of_brands(work, [case.brand_id]))
    return case, escalation, named(case.brand_id)


@router.get(OWN)
async def get_own(number: str, page: Account) -> Response:
    """The author's dispute, or what it takes to open one."""
    return await _show_own(number, page, EMPTY)


async def _show_own(number: str, page: Page, form: FormState) -> Response:
    case, escalation, brand_name = await _own_case(page, number)
    if escalation.dispute_id and not escalation.ground:
        dispute = await page.read("disputes", f"/disputes/{escalation.dispute_id}", http.DisputeView)
        return page.show(disputes.own_page(dispute, case.title, brand_name, form), 409 if form.errors else 200)
    possible = escalation.ground is not None
    return page.show(EscalationPage(number, case.title, brand_name, possible, escalation.reason, escalation.from_on))


@router.post(OWN)
async def post_own(number: str, page: Account) -> Response:
    """The author escalates."""
    form = await page.form()
    case = await page.read("complaints", f"/numbers/{number}", complaint_http.ComplaintView)
    body = http.OpenDispute(complaint_id=case.complaint_id)
    await page.command("disputes", "/disputes", body, form, http.DisputeRef)
    return page.redirect(OWN.format(number=number), "escalated")


async def _own_dispute(page: Page, number: str) -> str:
    _, escalation, _ = await _own_case(page, number)
    if escalation.dispute_id is None:
        raise NotFoundError
    return escalation.dispute_id


@router.post(OWN + "/accord")
async def post_answer(number: str, page: Account) -> Response:
    """The author accepts the brand's offer, or goes on."""
    reader = FormReader(await page.form())
    body = http.AnswerOffer(offer_id=reader.text("offer"), accepted=reader.text("accept") == "yes")
    dispute_id = await _own_dispute(page, number)
    with reader.refusals(default="accept"):
        await page.command("disputes", f"/disputes/{dispute_id}/offer/answer", body, reader.form, http.DisputeRef)
    if reader.errors:
        return await _show_own(number, page, reader.state)
    if body.accepted:
        await close_gate(page.backend, page.visitor.principal(), dispute_id)
    return page.redirect(OWN.format(number=number), "saved")


@router.post(OWN + "/retrait")
async def post_withdrawal(number: str, page: Account) -> Response:
    """The author gives the dispute up."""
    form = await page.form()
    dispute_id = await _own_dispute(page, number)
    await page.command("disputes", f"/disputes/{dispute_id}/withdrawal", None, form, http.DisputeRef)
    await close_gate(page.backend, page.visitor.principal(), dispute_id)
    return page.redirect(f"/mon-espace/reclamations/{number}", "saved")


@router.get("/marque-espace/litiges")
async def get_list(side: Side, number: PageNumber = 1) -> Response:
    """The brand's disputes."""
    path, offset = f"/brands/{side.brand.brand_id}/disputes", (number - 1) * PAGE
    found = await side.page.read("disputes", path, http.DisputeList, offset=offset)
    shown = Pagination(found.total, number, PAGE)
    return side.page.show(BrandDisputes(side.brand.name, disputes.lines(found), shown))


async def _of_brand(side: BrandSide, number: str) -> http.DisputeView:
    """The last dispute about a complaint of the brand. Raises NotFoundError."""
    path = f"/brands/{side.brand.brand_id}/disputes"
    found = await side.page.read("disputes", path, http.DisputeList, number=number)
    if not found.disputes:
        raise NotFoundError
    return found.disputes[0]


async def _show_brand(side: BrandSide, number: str, form: FormState) -> Response:
    dispute = await _of_brand(side, number)
    view = disputes.brand_page(dispute, side.brand.name, await _mandate(side, dispute), form)
    return side.page.show(view, 422 if form.errors else 200)


async def _mandate(side: BrandSide, dispute: http.DisputeView) -> mandate_http.MandateView | None:
    """The mandate that stands towards the brand: the service shows it no other."""
    path = f"/disputes/{dispute.dispute_id}/mandates"
    found = await side.page.read("disputes", path, mandate_http.MandateList)
    return found.mandates[-1] if found.mandates else None


@router.get(BRAND + "/mandat.pdf")
async def get_mandate_of_brand(number: str, side: Side) -> Response:
    """In whose name we write. Raises NotFoundError where no mandate stands."""
    mandate = await _mandate(side, await _of_brand(side, number))
    if mandate is None:
        raise NotFoundError
    principal = side.page.visitor.principal()
    found = await side.page.backend("disputes").download(f"/mandates/{mandate.mandate_id}.pdf", principal)
    return private_file(found.content, "application/pdf")


@router.get(BRAND)
async def get_of_brand(number: str, side: Side) -> Response:
    """A dispute of the brand."""
    return await _show_brand(side, number, EMPTY)


@router.post(BRAND)
async def post_offer(number: str, side: Side) -> Response:
    """The brand offers to settle."""
    reader = FormReader(await side.page.form())
    text = reader.text("text", "Écrivez votre proposition.")
    if not reader.errors:
        dispute = await _of_brand(side, number)
        with reader.refusals(default="text"):
            path = f"/disputes/{dispute.dispute_id}/offer"
            body = http.OfferSettlement(text=text)
            await side.page.command("disputes", path, body, reader.form, http.DisputeRef)
    if reader.errors:
        return await _show_brand(side, number, reader.state)
    return side.page.redirect(BRAND.format(number=number), "offered")
