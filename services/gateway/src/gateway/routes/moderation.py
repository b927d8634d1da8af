"""The moderators' pages: queue, case, decision with its reasons, suggested brands."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from contracts.http import brands as brands_http
from contracts.http import complaints as http
from contracts.http.moderation import DecisionPreview
from gateway.backends import RefusedError
from gateway.forms import FormReader
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.moderation import QueuePage, SuggestedBrand, SuggestionsPage
from gateway.usecases import moderation, names
from gateway.web import AnyPage, Page

router = APIRouter(prefix="/moderation", include_in_schema=False)


async def staff(page: AnyPage) -> Page:
    """The page of a moderator. Raises SignInNeededError, NotAllowedError."""
    page.visitor.require("moderator")
    await page.count_waiting()
    return page


Staff = Annotated[Page, Depends(staff)]


@router.get("")
async def get_queue(page: Staff) -> Response:
    """What waits, the longest wait first."""
    return await show_queue(page, EMPTY)


async def show_queue(page: Page, form: FormState) -> Response:
    """The queue, with a form as it was refused."""
    found = await page.read("complaints", "/queue", http.ComplaintPage)
    named = await page.run(lambda work: names.of_brands(work, [each.brand_id for each in found.complaints]))
    lines = tuple(moderation.line(each, named(each.brand_id)) for each in found.complaints)
    return page.show(QueuePage(lines, form), 422 if form.errors else 200)


@router.get("/ouvrir")
async def get_published(page: Staff, numero: str = "") -> Response:
    """Opens a published complaint by its number."""
    case = await find_case(page, numero.strip().upper())
    if case is None:
        message = "Aucune réclamation ne porte ce numéro."
        return await show_queue(page, FormState({"numero": numero}, {"numero": message}))
    return page.redirect(f"/moderation/{case.complaint_id}")


async def find_case(page: Page, number: str) -> http.ComplaintView | None:
    """The case of a number, or None."""
    try:
        return await page.read("complaints", f"/numbers/{number or '-'}", http.ComplaintView)
    except RefusedError:
        return None


@router.get("/marques")
async def get_suggestions(page: Staff) -> Response:
    """Suggested brands to accept or refuse."""
    found = await page.read("brands", "/suggestions", brands_http.SuggestionList)
    waiting = await page.read_if_up("complaints", "/waiting-for-brands", http.WaitingForBrands)
    counts = waiting.counts if waiting else {}
    shown = tuple(
        SuggestedBrand(
            each.brand_id, each.name, each.sector, each.website, each.suggested_at, counts.get(each.brand_id, 0)
        )
        for each in found.suggestions
    )
    return page.show(SuggestionsPage(shown))


@router.post("/marques/{brand_id}")
async def post_suggestion(brand_id: str, page: Staff) -> Response:
    """Staff's answer to a suggestion."""
    reader = FormReader(await page.form())
    accepted = reader.text("decision") == "accept"
    body = brands_http.DecideSuggestion(accepted=accepted)
    await page.command("brands", f"/suggestions/{brand_id}/decision", body, reader.form, brands_http.BrandRef)
    return page.redirect("/moderation/marques", "brand-accepted" if accepted else "brand-refused")


@router.get("/{complaint_id}")
async def get_case(complaint_id: str, page: Staff) -> Response:
    """A text, what was found in it, the decision to take."""
    return await show_case(page, complaint_id, EMPTY)


async def show_case(page: Page, complaint_id: str, form: FormState, status: int = 200) -> Response:
    """The case as it is now, with a form as it was refused."""
    case = await page.read("complaints", f"/complaints/{complaint_id}", http.ComplaintView)
    held = case.moderation.held_response if case.moderation else None
    other = held.other_brand_id if held else None
    named = await page.run(lambda work: names.of_brands(work, [case.brand_id, *([other] if other else [])]))
    view = moderation.case(case, named(case.brand_id), named(other) if other else None, form)
    return page.show(view, status)


@router.post("/{complaint_id}/decision")
async def post_decision(complaint_id: str, page: Staff) -> Response:
    """Read again as the author will read it, then confirmed."""
    reader = FormReader(await page.form())
    if reader.choice("decision", "Choisissez une décision.") == "keep":
        return page.redirect("/moderation", "decided")
    body = moderation.decision(**{name: reader.text(name) for name in ("decision", "ground", "facts", "version")})
    step, path = reader.text("step"), f"/complaints/{complaint_id}/decision"
    if body is None or step == "edit":
        return await show_case(page, complaint_id, reader.state, 422 if reader.errors else 200)
    with reader.refusals({"explanation": "facts"}, "decision") as refusals:
        if step == "preview":
            shown = await page.command("complaints", f"{path}/preview", body, reader.form, DecisionPreview)
            return page.show(moderation.preview(complaint_id, body, shown))
        await page.command("complaints", path, body, reader.form, http.ComplaintRef)
        return page.redirect("/moderation", "decided")
    return await show_case(page, complaint_id, reader.state, refusals.status)
