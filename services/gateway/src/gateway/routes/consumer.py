"""The consumer's space: what to do, the case, its thread, the verdict, the withdrawal, the account."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from contracts.http import complaints as http
from contracts.http.disputes import DisputeList, EscalationView
from contracts.http.quotes import QuoteList
from gateway.forms import FormReader
from gateway.presentation.views.consumer import (
    ConsumerSpace,
    MessagesPage,
    RatingPage,
    ThreadLine,
    WithdrawPage,
)
from gateway.presentation.views.form import EMPTY, FormState
from gateway.routes.files import add_file
from gateway.usecases import api, cases, describe, names, quotes
from gateway.usecases import disputes as own_disputes
from gateway.web import AnyPage, Page

router = APIRouter(prefix="/mon-espace", include_in_schema=False)


async def signed_in(page: AnyPage) -> Page:
    """The page of somebody with an account. Raises SignInNeededError."""
    page.visitor.require()
    await page.count_waiting()
    return page


Account = Annotated[Page, Depends(signed_in)]


@router.get("")
async def get_space(page: Account) -> Response:
    """« À faire » first, then everything."""
    mine = await page.read("complaints", "/complaints", http.ComplaintPage)
    named = await page.run(lambda work: names.of_brands(work, [each.brand_id for each in mine.complaints]))
    todo = [cases.todo(each, named(each.brand_id)) for each in mine.complaints]
    fought, offered = await asyncio.gather(
        page.read_if_up("disputes", "/disputes", DisputeList), page.read_if_up("disputes", "/quotes", QuoteList)
    )
    if fought and offered:
        todo += [own_disputes.todo(each, named(each.brand_id)) for each in fought.disputes]
        todo += [quotes.todo(each) for each in offered.quotes]
    disputes = await page.run(lambda work: api.disputes(work, [each.complaint_id for each in mine.complaints]))
    lines = tuple(
        cases.my_complaint(each, named(each.brand_id), disputes.get(each.complaint_id)) for each in mine.complaints
    )
    draft = "/reclamer/marque" if page.draft_id else None
    return page.show(ConsumerSpace(tuple(each for each in todo if each), lines, draft))


@router.get("/messages")
async def get_messages(page: Account) -> Response:
    """All private threads."""
    mine = await page.read("complaints", "/complaints", http.ComplaintPage)
    named = await page.run(lambda work: names.of_brands(work, [each.brand_id for each in mine.complaints]))
    lines = [
        ThreadLine(
            number=each.number,
            title=each.title,
            other_party=named(each.brand_id),
            last_at=each.last_message_at,
            unread=int(each.last_message_by != "consumer"),
            href=f"/mon-espace/reclamations/{each.number}#echange",
        )
        for each in mine.complaints
        if each.last_message_at
    ]
    return page.show(MessagesPage(tuple(sorted(lines, key=lambda line: line.last_at, reverse=True))))


@router.get("/reclamations/{number}")
async def get_case(number: str, page: Account) -> Response:
    """The author's own view."""
    return await show_case(page, number, EMPTY)


async def show_case(page: Page, number: str, form: FormState) -> Response:
    """The case, with a form as it was refused."""
    case = await page.read("complaints", f"/numbers/{number}", http.ComplaintView)
    ids = [case.brand_id, case.proposed_brand_id or ""]
    named = await page.run(lambda work: names.of_brands(work, ids))
    dispute = await page.run(lambda work: api.dispute(work, case.complaint_id))
    escalation = await page.read_if_up("disputes", f"/complaints/{case.complaint_id}/escalation", EscalationView)
    named_instead = named(case.proposed_brand_id or "")
    view = cases.consumer_case(case, named(case.brand_id), named_instead, dispute, escalation, form)
    return page.show(view, 422 if form.errors else 200)


@router.post("/reclamations/{number}/messages")
async def post_message(number: str, page: Account) -> Response:
    """Writes in the thread, with files."""
    reader = FormReader(await page.form())
    if await send_message(page, number, reader):
        return page.redirect(f"/mon-espace/reclamations/{number}#echange", "message-sent")
    return await show_case(page, number, reader.state)


async def send_message(page: Page, number: str, reader: FormReader) -> bool:
    """Sends the message and its files; False where something must be corrected."""
    case = await page.read("complaints", f"/numbers/{number}", http.ComplaintView)
    path = f"/complaints/{case.complaint_id}"
    text = reader.text("message", "Écrivez votre message.")
    for file in reader.files("pieces"):
        await add_file(page, case.complaint_id, "other", file, reader, "pieces")
    if not reader.errors:
        with reader.refusals({"text": "message"}, "message"):
            body = http.PostMessage(text=text)
            await page.command("complaints", f"{path}/messages", body, reader.form, http.MessageRef)
    return not reader.errors


@router.post("/reclamations/{number}/preuves")
async def post_evidence(number: str, page: Account) -> Response:
    """Adds the files that were asked again."""
    reader = FormReader(await page.form())
    case = await page.read("complaints", f"/numbers/{number}", http.ComplaintView)
    for field in [name for name in reader.form if name.startswith("piece-")]:
        for file in reader.files(field):
            await add_file(page, case.complaint_id, field.removeprefix("piece-"), file, reader, field)
    if reader.errors:
        return await show_case(page, number, reader.state)
    return page.redirect(f"/mon-espace/reclamations/{number}", "files-added")


@router.get("/reclamations/{number}/avis")
async def get_rating(number: str, page: Account) -> Response:
    """The answer, then the question."""
    return await show_rating(page, number, EMPTY)


async def show_rating(page: Page, number: str, form: FormState) -> Response:
    """The rating page, with a form as it was refused."""
    case = await page.read("complaints", f"/numbers/{number}", http.ComplaintView)
    named = await page.run(lambda work: names.of_brands(work, [case.brand_id]))
    shown = cases.responses(case, named(case.brand_id))
    if not shown:
        return page.redirect(f"/mon-espace/reclamations/{number}")
    until = describe.last_moment(case.rate_until) if case.status == "answered" else None
    view = RatingPage(number, case.title, shown[-1], until, case.presumed_at, form)
    return page.show(view, 422 if form.errors else 200)


@router.post("/reclamations/{number}/avis")
async def post_rating(number: str, page: Account) -> Response:
    """The verdict."""
    reader = FormReader(await page.form())
    note = reader.note("note", "Donnez une note de 0 à 10.")
    solved = reader.yes_or_no("solved", "Dites si votre problème est réglé.")
    again = reader.yes_or_no("would_buy_again", "Dites si vous rachèteriez chez cette marque.")
    comment = reader.text("comment")
    if not reader.errors and note is not None:
        case = await page.read("complaints", f"/numbers/{number}", http.ComplaintView)
        body = http.RateResponse(note=note, solved=solved, would_buy_again=again, comment=comment or None)
        with reader.refusals(default="note"):
            path = f"/complaints/{case.complaint_id}/rating"
            await page.command("complaints", path, body, reader.form, http.ComplaintRef)
    if reader.errors:
        return await show_rating(page, number, reader.state)
    return page.redirect(f"/mon-espace/reclamations/{number}", "rated")


@router.post("/reclamations/{number}/promesse")
async def post_promise(number: str, page: Account) -> Response:
    """Whether a promise was kept."""
    reader = FormReader(await page.form())
    case = await page.read("complaints", f"/numbers/{number}", http.ComplaintView)
    waiting = next((each for each in case.responses if each.promise_asked and each.promise_kept is None), None)
    if waiting:
        body = http.AnswerPromise(response_id=waiting.response_id, kept=reader.text("kept") == "yes")
        path = f"/complaints/{case.complaint_id}/promise"
        await page.command("complaints", path, body, reader.form, http.ComplaintRef)
    return page.redirect(f"/mon-espace/reclamations/{number}", "promise-answered")


@router.post("/reclamations/{number}/marque")
async def post_reattribution(number: str, page: Account) -> Response:
    """Whether the complaint moves to the brand that was named."""
    reader = FormReader(await page.form())
    case = await page.read("complaints", f"/numbers/{number}", http.ComplaintView)
    body = http.AnswerReattribution(accepted=reader.text("accept") == "yes")
    path = f"/complaints/{case.complaint_id}/reattribution"
    await page.command("complaints", path, body, reader.form, http.ComplaintRef)
    return page.redirect(f"/mon-espace/reclamations/{number}", "saved")


@router.get("/reclamations/{number}/retrait")
async def get_withdrawal(number: str, page: Account) -> Response:
    """What a withdrawal erases."""
    case = await page.read("complaints", f"/numbers/{number}", http.ComplaintView)
    named = await page.run(lambda work: names.of_brands(work, [case.brand_id]))
    return page.show(WithdrawPage(number, case.title, named(case.brand_id)))


@router.post("/reclamations/{number}/retrait")
async def post_withdrawal(number: str, page: Account) -> Response:
    """The author withdraws."""
    form = await page.form()
    case = await page.read("complaints", f"/numbers/{number}", http.ComplaintView)
    await page.command("complaints", f"/complaints/{case.complaint_id}/withdrawal", None, form, http.ComplaintRef)
    return page.redirect("/mon-espace", "withdrawn")
