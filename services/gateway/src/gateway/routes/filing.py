"""The form, one question per page: what happened, when, what is asked for, with what proof."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import complaints as http
from contracts.http import guidance
from gateway.forms import FormReader
from gateway.presentation.views.filing import DateStep, EvidenceStep, FactsStep, WishStep
from gateway.presentation.views.form import FormState, Option
from gateway.routes.drafts import after, draft_of, keep, typed_before
from gateway.routes.files import add_file
from gateway.routes.orientation import addressee_of
from gateway.usecases import filing, names
from gateway.usecases.filing import Answers
from gateway.web import AnyPage, Page

router = APIRouter(prefix="/reclamer", include_in_schema=False)


@router.get("/faits")
async def get_facts(page: AnyPage) -> Response:
    """What happened."""
    answers = (await draft_of(page)).answers
    return page.show(FactsStep(answers.get("brand", ""), typed_before(page, answers), filing.is_purchase(answers)))


@router.post("/faits")
async def post_facts(page: AnyPage) -> Response:
    """Title and text."""
    reader = FormReader(await page.form())
    answers = (await draft_of(page)).answers
    title = reader.text("title", "Donnez un titre à votre réclamation.")
    text = reader.text("text", "Racontez ce qui s’est passé.")
    if title and len(title) < filing.TITLE_MIN:
        reader.errors["title"] = f"Le titre est trop court : écrivez au moins {filing.TITLE_MIN} signes."
    if text and len(text) < filing.TEXT_MIN:
        reader.errors["text"] = f"Le récit est trop court : écrivez au moins {filing.TEXT_MIN} signes."
    if reader.errors:
        return page.show(FactsStep(answers.get("brand", ""), reader.state, filing.is_purchase(answers)), 422)
    return await keep(page, answers | {"title": title, "text": text}, after(reader, "/reclamer/date-et-montant"))


@router.get("/date-et-montant")
async def get_date(page: AnyPage) -> Response:
    """When, what is at stake, and what the addressee needs to know."""
    answers = (await draft_of(page)).answers
    return await show_date(page, answers, typed_before(page, answers))


async def show_date(page: Page, answers: Answers, form: FormState) -> Response:
    """The step, with exactly the fields that the addressee needs."""
    asked = filing.asked_fields(await addressee_of(page, answers))
    shops = await shops_of(page, answers) if any(each.code == "point_of_sale" for each in asked) else ()
    return page.show(DateStep(answers.get("brand", ""), form, asked, shops), 422 if form.errors else 200)


async def shops_of(page: Page, answers: Answers) -> tuple[Option, ...]:
    """The points of sale to choose from."""
    brand = await page.run(lambda work: names.brand_named(work, answers.get("brand", "")))
    return tuple(Option(each.point_of_sale_id, each.name) for each in brand.network) if brand else ()


@router.post("/date-et-montant")
async def post_date(page: AnyPage) -> Response:
    """Date, amount, and what the addressee needs; nothing but the date must be there."""
    reader = FormReader(await page.form())
    answers = (await draft_of(page)).answers
    day = reader.day("experience_on", "Indiquez la date, par exemple 27 3 2026.")
    if day and day > page.now.date():
        reader.errors["experience_on"] = "La date de l’expérience ne peut pas être dans le futur."
    reader.cents("amount")
    if reader.errors:
        return await show_date(page, answers, reader.state)
    typed = {name: reader.text(name) for name in ("experience_on", "amount", *filing.ASKED) if name in reader.form}
    return await keep(page, answers | typed, after(reader, "/reclamer/souhait"))


@router.get("/souhait")
async def get_wish(page: AnyPage) -> Response:
    """What the author asks for."""
    answers = (await draft_of(page)).answers
    return page.show(WishStep(answers.get("brand", ""), typed_before(page, answers)))


@router.post("/souhait")
async def post_wish(page: AnyPage) -> Response:
    """The wish, and a first note of the brand."""
    reader = FormReader(await page.form())
    answers = (await draft_of(page)).answers
    wish = reader.text("wish", "Dites ce que vous demandez.")
    note = reader.note("first_note", "Donnez une note de 0 à 10.")
    if reader.errors:
        return page.show(WishStep(answers.get("brand", ""), reader.state), 422)
    return await keep(page, answers | {"wish": wish, "first_note": str(note)}, after(reader, "/reclamer/preuves"))


@router.get("/preuves")
async def get_evidence(page: AnyPage) -> Response:
    """Which proofs."""
    return await show_evidence(page, typed_before(page, {}))


async def show_evidence(page: Page, form: FormState) -> Response:
    """The evidence step, by the list of the sector; an advised piece never blocks."""
    draft = await draft_of(page)
    sector, category = draft.answers.get("sector") or "e-commerce", draft.answers.get("category") or "refund"
    advised = await page.read("complaints", f"/guidance/{sector}/{category}", guidance.Guidance)
    view = EvidenceStep(filing.pieces(advised, draft.evidence, page.draft_id or ""), form)
    return page.show(view, 422 if form.errors else 200)


@router.post("/preuves")
async def post_evidence(page: AnyPage) -> Response:
    """Adds files, takes one back, or goes on."""
    reader = FormReader(await page.form())
    draft_id = page.draft_id
    if draft_id is None:
        return page.redirect("/reclamer")
    if taken_back := reader.text("remove"):
        path = f"/complaints/{draft_id}/evidence/{taken_back}/removal"
        await page.command("complaints", path, None, reader.form, http.EvidenceRef)
        return page.redirect("/reclamer/preuves")
    fields = [name for name in reader.form if name.startswith("piece-")]
    sent = [(field, file) for field in dict.fromkeys(fields) for file in reader.files(field)]
    for field, file in sent:
        await add_file(page, draft_id, field.removeprefix("piece-"), file, reader, field)
    if reader.errors:
        return await show_evidence(page, reader.state)
    stays = reader.text("then") == "add"
    return page.redirect("/reclamer/preuves" if stays else after(reader, "/reclamer/identite"))
