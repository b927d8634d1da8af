"""Before the form: the right door, the brand, and to whom the complaint goes first."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import guidance
from gateway.forms import FormReader
from gateway.presentation.labels import CATEGORIES, SECTORS, SUBJECTS
from gateway.presentation.views.filing import AdvicePage, BrandStep, PurchaseStep
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.routes.drafts import CHECK, after, draft_of, keep, typed_before
from gateway.usecases import filing, names
from gateway.usecases.filing import Answers
from gateway.web import AnyPage, Page
from servicekit.ids import new_id

router = APIRouter(prefix="/reclamer", include_in_schema=False)

CATEGORY_OPTIONS = tuple(Option(code, label) for code, label in CATEGORIES.items())
SECTOR_OPTIONS = tuple(Option(code, label) for code, label in SECTORS.items() if code != "platform")
UNKNOWN = Option("unknown", "Je ne sais pas")
SUBJECT_HINTS = {"food": "Y compris pour un animal.", "package-travel": "Un seul prix pour le transport et l’hôtel."}
SUBJECT_OPTIONS = (*(Option(code, label, SUBJECT_HINTS.get(code)) for code, label in SUBJECTS.items()), UNKNOWN)
REPAIRED_OPTIONS = (Option("yes", "Oui"), Option("no", "Non"), UNKNOWN)


@router.get("")
async def get_start(page: AnyPage, marque: str = "") -> Response:
    """A new complaint, perhaps from a brand's page: the triage starts."""
    outcome = await ask_triage(page, {})
    return page.show(filing.triage_page(outcome, {}, EMPTY, marque or None))


async def ask_triage(page: Page, answers: Answers) -> guidance.TriageOutcome:
    """The next question, or where the answers lead."""
    body = guidance.Triage(answers=filing.triage_answers(answers))
    return await page.backend("complaints").post(
        "/triage", page.visitor.principal(), body, new_id(), guidance.TriageOutcome
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
    """Which brand, what about."""
    return show_brand(page, typed_before(page, (await draft_of(page)).answers))


def show_brand(page: Page, form: FormState, unknown: str | None = None) -> Response:
    """The brand's step; a name without a page may be added."""
    view = BrandStep(CATEGORY_OPTIONS, form, unknown=unknown, sectors=SECTOR_OPTIONS if unknown else ())
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
        return show_brand(page, reader.state, name if name and brand is None else None)
    chosen = filing.brand_answers(brand, name, sector) | {"website": reader.text("website"), "category": category}
    answers = filing.with_brand((await draft_of(page)).answers, chosen)
    following = "/reclamer/achat" if filing.is_purchase(answers) else "/reclamer/faits"
    return await keep(page, answers, after(reader, following, from_check(answers)))


def from_check(answers: Answers) -> str:
    """Where a change from the check leads: another brand or purchase may have another addressee, with other needs."""
    return "/reclamer/conseil?retour=verifier" if filing.is_advised(answers) else CHECK


@router.get("/achat")
async def get_purchase(page: AnyPage) -> Response:
    """What was bought, as far as the author knows."""
    return show_purchase(page, typed_before(page, (await draft_of(page)).answers))


def show_purchase(page: Page, form: FormState) -> Response:
    """The purchase's step."""
    return page.show(PurchaseStep(SUBJECT_OPTIONS, REPAIRED_OPTIONS, form), 422 if form.errors else 200)


@router.post("/achat")
async def post_purchase(page: AnyPage) -> Response:
    """Every answer may be left open; what is typed must be a day."""
    reader = FormReader(await page.form())
    reader.choice("subject", "Choisissez une réponse, ou «\u00a0Je ne sais pas\u00a0».")
    bought_on = reader.day("bought_on")
    reader.day("extension_ends_on")
    if bought_on and bought_on > page.now.date():
        reader.errors["bought_on"] = "La date de l’achat ne peut pas être dans le futur."
    if reader.errors:
        return show_purchase(page, reader.state)
    told = {name: reader.text(name) for name in filing.PURCHASE}
    answers = filing.with_purchase((await draft_of(page)).answers, told)
    return await keep(page, answers, after(reader, "/reclamer/conseil", from_check(answers)))


@router.get("/conseil")
async def get_advice(page: AnyPage, retour: str = "") -> Response:
    """To whom to complain first; it advises, it never stops anybody."""
    answers = (await draft_of(page)).answers
    if not filing.is_advised(answers):
        return page.redirect("/reclamer/faits")
    found = await addressee_of(page, answers)
    brand = answers.get("brand", "")
    view = AdvicePage(brand, found.who, found.why, found.article, found.guarantee_ends_on, from_check=bool(retour))
    return page.show(view)


async def addressee_of(page: Page, answers: Answers) -> guidance.Addressee:
    """To whom the draft's complaint goes first."""
    body, principal = filing.addressee_query(answers), page.visitor.principal()
    return await page.backend("complaints").post("/addressee", principal, body, new_id(), guidance.Addressee)
