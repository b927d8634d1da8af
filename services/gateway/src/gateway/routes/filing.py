"""The way to file a complaint: the right door first, then one question per page, then the check.

What is typed is kept in a draft that the complaints service owns; only this browser knows its id.
"""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import brands as brands_http
from contracts.http import complaints as http
from gateway.backends import RefusedError
from gateway.domain.accounts import Role
from gateway.forms import FormReader
from gateway.presentation.labels import CATEGORIES, SECTORS
from gateway.presentation.views.filing import (
    BrandStep,
    CheckPage,
    CodeStep,
    ConfirmationPage,
    DateStep,
    EvidenceStep,
    FactsStep,
    IdentityStep,
    WishStep,
)
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.routes.account import enter_code, send_code
from gateway.routes.files import add_file
from gateway.usecases import filing, names
from gateway.usecases.filing import Answers
from gateway.web import AnyPage, Page, Pending
from servicekit.ids import new_id

router = APIRouter(prefix="/reclamer", include_in_schema=False)

CATEGORY_OPTIONS = tuple(Option(code, label) for code, label in CATEGORIES.items())
SECTOR_OPTIONS = tuple(Option(code, label) for code, label in SECTORS.items() if code != "platform")
COMMITMENTS = {"true-facts", "measured-tone", "proofs", "will-rate"}


async def draft_of(page: Page) -> http.DraftView:
    """The draft of this browser; an empty one where it has none, or one that is over."""
    if page.draft_id:
        try:
            return await page.read("complaints", f"/drafts/{page.draft_id}", http.DraftView)
        except RefusedError:
            pass
    return http.DraftView(answers={}, evidence=())


async def keep(page: Page, answers: Answers, then: str) -> Response:
    """Stores the answers and goes on."""
    draft_id = page.draft_id or new_id()
    body = http.Draft(answers=answers)
    await page.backend("complaints").send("PUT", f"/drafts/{draft_id}", page.visitor.principal(), body, new_id())
    return page.keep_draft(page.redirect(then), draft_id)


def after(reader: FormReader, following: str) -> str:
    """The next page; « Enregistrer et quitter » leads home; a change from the check leads back to it."""
    if reader.text("then") == "save":
        return "/mon-espace"
    return "/reclamer/verifier" if reader.form.get("retour") == "verifier" else following


def state_of(answers: Answers) -> FormState:
    """A form filled in with what was typed before."""
    return FormState({name: value.split("\x1f") for name, value in answers.items()})


@router.get("")
async def get_start(page: AnyPage, marque: str = "") -> Response:
    """A new complaint, perhaps from a brand's page: the triage starts."""
    outcome = await ask_triage(page, {})
    return page.show(filing.triage_page(outcome, {}, EMPTY, marque or None))


async def ask_triage(page: Page, answers: Answers) -> http.TriageOutcome:
    """The next question, or where the answers lead."""
    body = http.Triage(answers=filing.triage_answers(answers))
    return await page.backend("complaints").post(
        "/triage", page.visitor.principal(), body, new_id(), http.TriageOutcome
    )


@router.post("/orientation")
async def post_triage(page: AnyPage) -> Response:
    """One more answer; the way on, the right door, or the next question."""
    reader = FormReader(await page.form())
    answers = (await draft_of(page)).answers if reader.text("question") != "counterpart" else {}
    question = reader.text("question")
    answer = reader.choice(question, "Choisissez une réponse.")
    if reader.errors:
        return page.show(filing.triage_page(await ask_triage(page, answers), answers, reader.state, None), 422)
    answers = answers | {f"triage.{question}": answer}
    if slug := reader.text("brand"):
        brand = await page.run(lambda work: names.brand_named(work, slug))
        answers |= {"brand": brand.name if brand else slug}
    return await keep(page, answers, "/reclamer/orientation")


@router.get("/orientation")
async def get_triage(page: AnyPage) -> Response:
    """The next question of the triage, or where it led."""
    answers = (await draft_of(page)).answers
    outcome = await ask_triage(page, answers)
    if outcome.outcome == "accepted":
        return page.redirect("/reclamer/marque")
    if outcome.refusal:
        return page.show(filing.out_of_scope_page(outcome.refusal))
    return page.show(filing.triage_page(outcome, answers, EMPTY, None))


@router.get("/marque")
async def get_brand(page: AnyPage) -> Response:
    """Which brand, which shop, what about."""
    return await show_brand(page, state_of((await draft_of(page)).answers))


async def show_brand(page: Page, form: FormState, unknown: str | None = None) -> Response:
    """The brand's step; a name without a page may be added."""
    brand = await page.run(lambda work: names.brand_named(work, form.value("brand")))
    shops = [Option(each.point_of_sale_id, each.name) for each in brand.network] if brand else []
    view = BrandStep(
        CATEGORY_OPTIONS,
        form,
        shops=(Option("", "Aucun en particulier"), *shops) if shops else (),
        unknown=unknown,
        sectors=SECTOR_OPTIONS if unknown else (),
    )
    return page.show(view, 422 if form.errors else 200)


@router.post("/marque")
async def post_brand(page: AnyPage) -> Response:
    """A known brand goes on; an unknown one is suggested to staff when the complaint is filed."""
    reader = FormReader(await page.form())
    name = reader.text("brand", "Indiquez le nom de la marque.")
    category = reader.choice("category", "Choisissez ce dont il s’agit.")
    sector = reader.text("sector")
    brand = await page.run(lambda work: names.brand_named(work, name)) if name else None
    if name and brand is None and not sector:
        reader.errors["sector"] = "Choisissez le secteur de la marque à ajouter, ou corrigez son nom."
    if reader.errors:
        return await show_brand(page, reader.state, name if name and brand is None else None)
    answers = (await draft_of(page)).answers | {
        "brand": brand.name if brand else name,
        "brand_id": brand.brand_id if brand else "",
        "sector": brand.sector if brand else sector,
        "website": reader.text("website"),
        "point_of_sale": reader.text("point_of_sale"),
        "category": category,
    }
    chosen_now = brand is not None and bool(brand.network) and "point_of_sale" not in reader.form
    return await keep(page, answers, "/reclamer/marque" if chosen_now else after(reader, "/reclamer/faits"))


@router.get("/faits")
async def get_facts(page: AnyPage) -> Response:
    """What happened."""
    answers = (await draft_of(page)).answers
    return page.show(FactsStep(answers.get("brand", ""), state_of(answers)))


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
        return page.show(FactsStep(answers.get("brand", ""), reader.state), 422)
    return await keep(page, answers | {"title": title, "text": text}, after(reader, "/reclamer/date-et-montant"))


@router.get("/date-et-montant")
async def get_date(page: AnyPage) -> Response:
    """When, and what is at stake."""
    answers = (await draft_of(page)).answers
    return page.show(DateStep(answers.get("brand", ""), state_of(answers), answers.get("sector") == "food"))


@router.post("/date-et-montant")
async def post_date(page: AnyPage) -> Response:
    """Date, amount; for food, what the packet says."""
    reader = FormReader(await page.form())
    answers = (await draft_of(page)).answers
    day = reader.day("experience_on", "Indiquez la date, par exemple 27 3 2026.")
    if day and day > page.now.date():
        reader.errors["experience_on"] = "La date de l’expérience ne peut pas être dans le futur."
    cents = reader.cents("amount")
    if reader.errors or day is None:
        return page.show(DateStep(answers.get("brand", ""), reader.state, answers.get("sector") == "food"), 422)
    names_ = ("experience_on", "amount", "lot", "barcode", "expiry_on", "bought_at")
    typed = {name: reader.text(name) for name in names_}
    typed |= {"experience_day": day.isoformat(), "amount_cents": str(cents) if cents is not None else ""}
    return await keep(page, answers | typed, after(reader, "/reclamer/souhait"))


@router.get("/souhait")
async def get_wish(page: AnyPage) -> Response:
    """What the author asks for."""
    answers = (await draft_of(page)).answers
    return page.show(WishStep(answers.get("brand", ""), state_of(answers)))


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
    return await show_evidence(page, EMPTY)


async def show_evidence(page: Page, form: FormState) -> Response:
    """The evidence step, by the list of the sector; an advised piece never blocks."""
    draft = await draft_of(page)
    sector, category = draft.answers.get("sector") or "e-commerce", draft.answers.get("category") or "refund"
    guidance = await page.read("complaints", f"/guidance/{sector}/{category}", http.Guidance)
    view = EvidenceStep(filing.pieces(guidance, draft.evidence, page.draft_id or ""), form)
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


@router.get("/identite")
async def get_identity(page: AnyPage) -> Response:
    """Pseudonym, address, commitments."""
    answers = (await draft_of(page)).answers
    return page.show(IdentityStep(state_of(answers), page.visitor.account is not None))


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
    commitments = reader.several("commitments")
    if set(commitments) != COMMITMENTS:
        reader.errors["commitments"] = "Acceptez les quatre engagements pour déposer votre réclamation."
    if not reader.errors and not signed_in:
        with reader.refusals():
            await send_code(page, email, pseudonym, Role.CONSUMER)
    if reader.errors:
        return page.show(IdentityStep(reader.state, signed_in), 422)
    answers = answers | {"pseudonym": pseudonym, "commitments": "\x1f".join(commitments)}
    response = await keep(page, answers, "/reclamer/verifier" if signed_in else "/reclamer/code")
    return response if signed_in else page.keep_pending(response, Pending(email, "/reclamer/verifier"))


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
    response = await enter_code(page, reader, pending, "/reclamer/verifier")
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
    public, confidential = filing.answers_to_check(draft)
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
    with reader.refusals(default="form"):
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
