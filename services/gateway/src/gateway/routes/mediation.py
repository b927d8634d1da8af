"""Mediation: the simulator for everyone, the assistant of a dispute, the data of mediators for staff."""

from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import disputes as dispute_http
from contracts.http import mediation as http
from gateway.domain.errors import NotFoundError
from gateway.forms import FormReader
from gateway.presentation.questions import QUESTIONS, Question, questions_for
from gateway.presentation.views.form import EMPTY, FormState, Option
from gateway.presentation.views.mediation import MediationPage, MediatorsPage, QuestionPage, SimulatorPage
from gateway.routes.own_dispute import ASSISTANT, Own, OwnDispute
from gateway.routes.submission import submission_of
from gateway.usecases import mediation, names
from gateway.usecases.closing import close_gate
from gateway.web import AnyPage, Page
from servicekit.ids import new_id

router = APIRouter(include_in_schema=False)


@router.get("/mediation")
async def get_simulator(page: AnyPage) -> Response:
    """Everyone's questions."""
    return page.show(SimulatorPage(mediation.SECTOR_OPTIONS, QUESTIONS))


@router.post("/mediation")
async def post_simulator(page: AnyPage) -> Response:
    """The answer; nothing is kept."""
    reader = FormReader(await page.form())
    sector = reader.choice("sector", "Choisissez un secteur.")
    questions = questions_for(sector)
    answers = {each.field: read_answer(reader, each, page.today) for each in questions}
    assessment = None
    if not reader.errors:
        with reader.refusals(default="sector"):
            facts = http.MediationFacts.model_validate(
                answers | {"claimant": "consumer", "against": "professional", "sector": sector}
            )
            body = http.AskAdmissibility(facts=facts)
            found = await page.backend("disputes").post(
                "/mediation/admissibility", page.visitor.principal(), body, new_id(), http.AssessmentView
            )
            assessment = mediation.block(found)
    view = SimulatorPage(mediation.SECTOR_OPTIONS, questions, assessment, reader.state)
    return page.show(view, 422 if reader.errors else 200)


def read_answer(reader: FormReader, question: Question, today: date) -> Any:
    """The answer to a question as a fact; None where it is not known."""
    field = question.field
    if field == "declared":
        name = reader.text(field)
        return {"name": name[:120], "source": "réponse du consommateur", "declared_on": today} if name else None
    if question.kind == "day":
        return reader.day(field)
    if question.kind == "amount":
        return reader.cents(field)
    text = reader.text(field)
    return {"yes": True, "no": False}.get(text, text or None)


@router.get(ASSISTANT)
async def get_mediation(own: Own) -> Response:
    """The verdict and the next step."""
    return await show_mediation(own, EMPTY)


async def show_mediation(own: OwnDispute, form: FormState) -> Response:
    """The verdict, with a form as it was refused."""
    named = await own.page.run(lambda work: names.of_brands(work, [own.case.brand_id]))
    found, submission = own.known.assessment, await submission_of(own)
    view = MediationPage(
        number=own.case.number,
        title=own.case.title,
        brand_name=named(own.case.brand_id),
        assessment=mediation.block(found),
        mediators=tuple(Option(name, name) for name in own.known.proposed),
        relay=submission.relay if submission else None,
        requested=own.dispute.mediator,
        handed_over=own.dispute.handed_over,
        given_back=own.dispute.given_back,
        sent_on=own.dispute.sent_on,
        notified_on=own.known.facts.notified_on,
        judged_by=mediation.versions(own.dispute.rules_version, own.dispute.mediators_version),
        closed=own.closed,
        form=form,
    )
    return own.page.show(view, 422 if form.errors else 200)


@router.get(ASSISTANT + "/question/{field}")
async def get_question(field: str, own: Own) -> Response:
    """One question, with the answer given before."""
    return _show_question(own, field, None)


def _show_question(own: OwnDispute, field: str, form: FormState | None) -> Response:
    fields = [each.field for each in own.questions]
    if field not in fields:
        raise NotFoundError
    place = fields.index(field)
    question = own.questions[place]
    value = mediation.typed(mediation.told_before(own.known.facts, own.case), question)
    typed = form or FormState({field: [value] if value else []})
    previous = fields[place - 1] if place else None
    view = QuestionPage(own.case.number, question, place + 1, len(fields), previous, typed)
    return own.page.show(view, 422 if form else 200)


@router.post(ASSISTANT + "/question/{field}")
async def post_question(field: str, own: Own) -> Response:
    """Keeps the answer; then the next question, or the verdict."""
    reader = FormReader(await own.page.form())
    fields = [each.field for each in own.questions]
    if field not in fields:
        raise NotFoundError
    question = own.questions[fields.index(field)]
    answer = read_answer(reader, question, own.page.today)
    if not reader.errors and not mediation.is_as_shown(own.known.facts, field, answer):
        with reader.refusals(default=field):
            await save_answer(own, field, answer, reader)
    if reader.errors:
        return _show_question(own, field, reader.state)
    following = None if reader.text("step") == "stop" else _following(own, field, answer)
    return own.page.redirect(f"{own.href}/question/{following}" if following else own.href)


def _following(own: OwnDispute, field: str, answer: object) -> str | None:
    """The question after one that was just answered, which may lead to another; None after the last."""
    fields = [each.field for each in own.questions_after(own.known.facts.model_copy(update={field: answer}))]
    return next(iter(fields[fields.index(field) + 1 :]), None)


async def save_answer(own: OwnDispute, field: str, answer: object, reader: FormReader) -> None:
    """Sends one answer. Raises ValidationError: it is no value of its field."""
    facts = http.MediationFacts.model_validate({field: answer})
    body = http.SaveFacts(facts=facts, unknown=(field,) if answer is None else ())
    await own.page.command("disputes", f"{own.path}/facts", body, reader.form, dispute_http.DisputeRef)


@router.post(ASSISTANT)
async def post_mediation(own: Own) -> Response:
    """The author wrote to a mediator."""
    reader = FormReader(await own.page.form())
    name = reader.choice("mediator", "Choisissez le médiateur que vous avez saisi.")
    sent_on = reader.day("sent_on", "Indiquez le jour de votre envoi.")
    if not reader.errors and sent_on:
        with reader.refusals(default="mediator"):
            body = http.RequestMediation(mediator=name, sent_on=sent_on)
            await own.page.command("disputes", f"{own.path}/mediation", body, reader.form, dispute_http.DisputeRef)
    if reader.errors:
        return await show_mediation(own, reader.state)
    return own.page.redirect(own.href, "saved")


@router.post(ASSISTANT + "/fin")
async def post_mediation_end(own: Own) -> Response:
    """The mediator does not have the file: the step is to be taken again."""
    reader = FormReader(await own.page.form())
    why = reader.choice("why", "Dites pourquoi le médiateur n’a pas votre dossier.")
    if not reader.errors:
        with reader.refusals(default="why"):
            body = http.LeaveMediator.model_validate({"why": why})
            await own.page.command("disputes", f"{own.path}/mediation/end", body, reader.form, dispute_http.DisputeRef)
    if reader.errors:
        return await show_mediation(own, reader.state)
    return own.page.redirect(own.href, "saved")


@router.post(ASSISTANT + "/avis")
async def post_notice(own: Own) -> Response:
    """The mediator told the author that it has the case: the ninety days run."""
    reader = FormReader(await own.page.form())
    notified_on = reader.day("notified_on", "Indiquez le jour où le médiateur vous a écrit qu’il a votre dossier.")
    if not reader.errors:
        with reader.refusals(default="notified_on"):
            await save_answer(own, "notified_on", notified_on, reader)
    if reader.errors:
        return await show_mediation(own, reader.state)
    return own.page.redirect(own.href, "saved")


@router.post(ASSISTANT + "/issue")
async def post_outcome(own: Own) -> Response:
    """The author says how it ended."""
    reader = FormReader(await own.page.form())
    outcome = reader.choice("outcome", "Dites comment le litige a fini.")
    cents = reader.cents("obtained")
    if not reader.errors:
        with reader.refusals({"obtained_cents": "obtained"}, "outcome"):
            body = http.RecordOutcome.model_validate({"outcome": outcome, "obtained_cents": cents})
            await own.page.command("disputes", f"{own.path}/outcome", body, reader.form, dispute_http.DisputeRef)
    if reader.errors:
        return await show_mediation(own, reader.state)
    await close_gate(own.page.backend, own.page.visitor.principal(), own.dispute.dispute_id)
    return own.page.redirect(f"/mon-espace/reclamations/{own.case.number}/litige", "saved")


@router.get("/moderation/mediateurs")
async def get_mediators(page: AnyPage) -> Response:
    """The data in force."""
    page.visitor.require("moderator")
    await page.count_waiting()
    return await _show_mediators(page, None)


async def _show_mediators(page: Page, form: FormState | None) -> Response:
    data = await page.read("disputes", "/mediators", http.MediatorData)
    typed = form or FormState({"csv": [data.csv], "version": [data.version]})
    view = MediatorsPage(data.count, data.version, data.oldest_checked_on, data.stale, typed)
    return page.show(view, 422 if form else 200)


@router.post("/moderation/mediateurs")
async def post_mediators(page: AnyPage) -> Response:
    """Staff puts other data in force."""
    page.visitor.require("moderator")
    reader = FormReader(await page.form())
    text = reader.text("csv", "Collez les données, avec leur première ligne.")
    if not reader.errors:
        with reader.refusals(default="csv"):
            body = http.MediatorRows(csv=text, version=reader.text("version")[:60])
            await page.command("disputes", "/mediators", body, reader.form, http.MediatorDataRef)
    if reader.errors:
        return await _show_mediators(page, reader.state)
    return page.redirect("/moderation/mediateurs", "saved")
