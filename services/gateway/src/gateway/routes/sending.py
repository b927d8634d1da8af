"""The end of a filing: who speaks, the check of all answers, what happens next."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import brands as brands_http
from contracts.http import complaints as http
from gateway.domain.accounts import Role
from gateway.forms import FormReader
from gateway.identity import Pending
from gateway.presentation.labels import REGIONS
from gateway.presentation.views.filing import CheckPage, CodeStep, ConfirmationPage, IdentityStep
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.routes.account import enter_code, send_code
from gateway.routes.drafts import CHECK, draft_of, keep, typed_before
from gateway.usecases import filing, names
from gateway.usecases.filing import Answers
from gateway.web import AnyPage, Page

router = APIRouter(prefix="/reclamer", include_in_schema=False)

COMMITMENTS = {"true-facts", "measured-tone", "proofs", "will-rate"}
REGION_OPTIONS = tuple(Option(code, name) for code, name in REGIONS.items())


@router.get("/identite")
async def get_identity(page: AnyPage) -> Response:
    """Pseudonym, address, region, commitments."""
    answers = (await draft_of(page)).answers
    return page.show(IdentityStep(REGION_OPTIONS, typed_before(page, answers), page.visitor.account is not None))


@router.post("/identite")
async def post_identity(page: AnyPage) -> Response:
    """A code goes to the address, unless the author has a session already."""
    reader = FormReader(await page.form())
    answers = (await draft_of(page)).answers
    signed_in = page.visitor.account is not None
    pseudonym = reader.text("pseudonym", "Choisissez un pseudonyme.")
    if pseudonym and not filing.PSEUDONYM_MIN <= len(pseudonym) <= filing.PSEUDONYM_MAX:
        bounds = f"{filing.PSEUDONYM_MIN} à {filing.PSEUDONYM_MAX}"
        reader.errors["pseudonym"] = f"Choisissez un pseudonyme de {bounds} signes."
    email = "" if signed_in else reader.text("email", "Indiquez votre adresse e-mail.")
    region = reader.text("region")
    if region and region not in REGIONS:
        reader.errors["region"] = "Choisissez une région de la liste, ou aucune."
    commitments = reader.several("commitments")
    if set(commitments) != COMMITMENTS:
        reader.errors["commitments"] = "Acceptez les quatre engagements pour déposer votre réclamation."
    if not reader.errors and not signed_in:
        with reader.refusals():
            await send_code(page, email, pseudonym, Role.CONSUMER)
    if reader.errors:
        return page.show(IdentityStep(REGION_OPTIONS, reader.state, signed_in), 422)
    answers = answers | {"pseudonym": pseudonym, "region": region, "commitments": "\x1f".join(commitments)}
    response = await keep(page, answers, CHECK if signed_in else "/reclamer/code")
    return response if signed_in else page.keep_pending(response, Pending(email, CHECK))


@router.get("/code")
async def get_code(page: AnyPage) -> Response:
    """The code that proves the address."""
    pending = page.pending()
    return page.show(CodeStep(pending.email)) if pending else page.redirect("/reclamer/identite")


@router.post("/code")
async def post_code(page: AnyPage) -> Response:
    """A right code opens the session that will file."""
    reader = FormReader(await page.form())
    pending = page.pending()
    if pending is None:
        return page.redirect("/reclamer/identite")
    response = await enter_code(page, reader, pending, CHECK)
    return response or page.show(CodeStep(pending.email, reader.state), 422)


@router.post("/code/renvoyer")
async def post_code_again(page: AnyPage) -> Response:
    """Another code."""
    await page.form()
    if pending := page.pending():
        await send_code(page, pending.email, None, Role.CONSUMER)
    return page.redirect("/reclamer/code")


@router.get("/verifier")
async def get_check(page: AnyPage) -> Response:
    """All answers before sending, by who will see them."""
    return await show_check(page, EMPTY)


async def show_check(page: Page, form: FormState) -> Response:
    """The check, with what a service refused."""
    page.visitor.require()
    draft = await draft_of(page)
    missing = filing.first_missing(draft.answers)
    if missing:
        return page.redirect(missing)
    brand = await page.run(lambda work: names.brand_named(work, draft.answers["brand"]))
    public, confidential = filing.answers_to_check(draft, brand)
    return page.show(CheckPage(public, confidential, form), 422 if form.errors else 200)


@router.post("/verifier")
async def post_check(page: AnyPage) -> Response:
    """Files the complaint; a brand without a page is suggested first."""
    page.visitor.require()
    reader = FormReader(await page.form())
    draft = await draft_of(page)
    if missing := filing.first_missing(draft.answers):
        return page.redirect(missing)
    filed = None
    with reader.refusals({"amount_cents": "amount"}, default="brand"):
        brand_id = draft.answers.get("brand_id") or await suggest(page, draft.answers, reader)
        body = filing.to_command(draft.answers, brand_id, page.draft_id)
        filed = await page.command("complaints", "/complaints", body, reader.form, http.ComplaintRef)
    if filed is None:
        return await show_check(page, reader.state)
    return page.keep_draft(page.redirect(f"/reclamer/confirmation/{filed.number}"), None)


async def suggest(page: Page, answers: Answers, reader: FormReader) -> str:
    """The id of a brand that staff will decide on."""
    body = brands_http.SuggestBrand.model_validate(
        {"name": answers["brand"], "sector": answers["sector"], "website": answers.get("website") or None}
    )
    return (await page.command("brands", "/suggestions", body, reader.form, brands_http.BrandRef)).brand_id


@router.get("/confirmation/{number}")
async def get_confirmation(number: str, page: AnyPage) -> Response:
    """The number, who acts now, by when."""
    page.visitor.require()
    case = await page.read("complaints", f"/numbers/{number}", http.ComplaintView)
    named = await page.run(lambda work: names.of_brands(work, [case.brand_id]))
    again = tuple(each.name for each in case.evidence if each.state == "requested")
    view = ConfirmationPage(
        case.number, case.filed_at, named(case.brand_id), filing.next_steps(named(case.brand_id)), again
    )
    return page.show(view)
