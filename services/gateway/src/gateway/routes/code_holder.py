"""Somebody with the claim code of a brand without an owner answers one complaint (promise B7)."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http.moderation import HeldResponseView
from gateway.domain.errors import WrongClaimCodeError
from gateway.forms import FormReader
from gateway.presentation.labels import GROUNDS
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.outreach import HoldCodePage, HolderReplyPage, PublicCase
from gateway.routes.reply import preview_of, publish_reply, read_reply
from gateway.usecases import outreach
from gateway.usecases.outreach import HELD_FOR, Case, Outreach
from gateway.web import AnyPage, Page
from servicekit.principal import HeldCode

router = APIRouter(prefix="/repondre", include_in_schema=False)


@router.get("")
async def get_code(page: AnyPage, dossier: str = "") -> Response:
    """Asks for the number and the code of the mail."""
    return page.show(HoldCodePage(FormState({"number": dossier})))


@router.post("")
async def post_code(page: AnyPage) -> Response:
    """A right code opens its complaint in this browser for a while."""
    reader = FormReader(await page.form())
    number = reader.text("number", "Indiquez le numéro de la réclamation.")
    code = reader.text("code", "Entrez le code reçu par e-mail.")
    held = None
    if not reader.errors:
        with reader.refusals(default="code"):
            held = await hold(page, number.upper(), code)
    if held is None:
        return page.show(HoldCodePage(reader.state), 422)
    return page.keep_held_code(page.redirect("/repondre/reponse"), held, HELD_FOR)


async def hold(page: Page, number: str, code: str) -> HeldCode:
    """What a code opens. An unknown number is answered like a wrong code. Raises WrongClaimCodeError."""
    by: Outreach = page.request.app.state.outreach
    complaint_id = await page.run(lambda work: outreach.complaint_id_of(work, number))
    if complaint_id is None:
        raise WrongClaimCodeError
    held: HeldCode = await page.run(lambda work: outreach.hold_code(work, by, complaint_id, code))
    return held


@router.get("/reponse")
async def get_reply(page: AnyPage) -> Response:
    """The complaint as everyone reads it, and the response to write."""
    return await show_reply(page, EMPTY)


async def show_reply(page: Page, form: FormState) -> Response:
    """The response to write, or what became of the one that was sent."""
    opened = await opened_case(page)
    if opened is None:
        return page.redirect("/repondre")
    found = await page.read(
        "complaints", f"/complaints/{opened.complaint.complaint_id}/held-response", HeldResponseView
    )
    ground = GROUNDS[found.ground] if found.ground else None
    return page.show(HolderReplyPage(case_view(opened), form, None, found.state, ground, found.explanation))


async def opened_case(page: Page) -> Case | None:
    """The complaint that this browser's code opens."""
    held = page.visitor.held_code
    if held is None:
        return None
    found: Case | None = await page.run(lambda work: outreach.held_complaint(work, held))
    return found


def case_view(opened: Case) -> PublicCase:
    """The complaint above the form."""
    complaint, brand = opened.complaint, opened.brand
    return PublicCase(
        number=complaint.number,
        title=complaint.title or complaint.number,
        text=complaint.text or "",
        pseudonym=complaint.pseudonym or "",
        brand_name=brand.name,
        brand_slug=brand.slug,
        published_at=complaint.published_at,
    )


@router.post("/reponse")
async def post_reply(page: AnyPage) -> Response:
    """Read again, then sent to staff, who checks it before it appears."""
    reader = FormReader(await page.form())
    opened = await opened_case(page)
    if opened is None:
        return page.redirect("/repondre")
    case, since = case_view(opened), opened.complaint.published_at
    body = await read_reply(page, reader)
    step = reader.text("step")
    if body and step == "publish" and await publish_reply(page, opened.complaint.complaint_id, body, reader):
        return page.redirect("/repondre/reponse")
    preview = preview_of(body, since, case.brand_name, page.now) if body and step == "preview" else None
    return page.show(HolderReplyPage(case, reader.state, preview), 422 if reader.errors else 200)
