"""Paid help in its consumer's space, and sums that nobody announced, for staff."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import partners as partner_http
from contracts.http import quotes as http
from contracts.http.paging import PAGE
from gateway.forms import FormReader
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.frame import Pagination
from gateway.presentation.views.quotes import AlertsPage, QuotesPage
from gateway.routes.consumer import Account
from gateway.usecases import quotes
from gateway.web import AnyPage, Page, PageNumber, private_file

router = APIRouter(include_in_schema=False)

QUOTES = "/mon-espace/devis"
ALERTS = "/moderation/sommes"


@router.get(QUOTES)
async def get_quotes(page: Account) -> Response:
    """All quotes and alerts."""
    return await _show_list(page, EMPTY)


async def _show_list(page: Page, form: FormState) -> Response:
    mine = await page.read("disputes", "/quotes", http.QuoteList)
    alerts = await page.read("disputes", "/alerts", http.AlertList)
    cases = await page.read_if_up("partners", "/referrals", partner_http.ReferralList)
    lines = tuple(quotes.alert(each) for each in alerts.alerts)
    view = QuotesPage(
        tuple(quotes.line(each) for each in mine.quotes),
        lines,
        quotes.asking(mine.quotes, cases.referrals if cases else ()),
        quotes.with_contacts(form, lines),
    )
    return page.show(view, 422 if form.errors else 200)


@router.post(QUOTES + "/sommes")
async def post_fee(page: Account) -> Response:
    """The consumer was asked for money."""
    reader = FormReader(await page.form())
    chosen = reader.choice("quote_id", "Dites qui vous demande cette somme.")
    cents = reader.cents("amount")
    if not cents and "amount" not in reader.errors:
        reader.errors["amount"] = "Indiquez un montant en euros, par exemple 37,99."
    checked = None
    if not reader.errors and cents:
        mine = await page.read("disputes", "/quotes", http.QuoteList)
        with reader.refusals({"amount_cents": "amount", "provider": "quote_id"}, "amount"):
            body = quotes.report(chosen, cents, mine.quotes)
            checked = await page.command("disputes", "/fees", body, reader.form, http.FeeChecked)
    if checked is None:
        return await _show_list(page, reader.state)
    if checked.objection:
        return page.redirect(f"{QUOTES}#alertes", "fee-alert")
    # The message above the page is the whole answer: an anchor would lead past it.
    return page.redirect(QUOTES, "fee-covered")


@router.post(QUOTES + "/alertes/{alert_id}")
async def post_contact(alert_id: str, page: Account) -> Response:
    """How staff reaches the consumer, or a correction of it."""
    reader = FormReader(await page.form())
    names = {name: f"{name}-{alert_id}" for name in ("mobile", "email")}
    with reader.refusals(names, names["mobile"]):
        body = http.LeaveContact(mobile=reader.text(names["mobile"]), email=reader.text(names["email"]))
        await page.command("disputes", f"/alerts/{alert_id}/contact", body, reader.form, http.AlertRef)
    if reader.errors:
        return await _show_list(page, reader.state)
    return page.redirect(f"{QUOTES}#alertes", "saved")


@router.get(QUOTES + "/{quote_id}")
async def get_quote(quote_id: str, page: Account) -> Response:
    """One quote."""
    return await _show(page, quote_id, EMPTY)


async def _show(page: Page, quote_id: str, form: FormState) -> Response:
    quote = await page.read("disputes", f"/quotes/{quote_id}", http.QuoteView)
    return page.show(quotes.page(quote, page.now, form), 422 if form.errors else 200)


@router.post(QUOTES + "/{quote_id}/commande")
async def post_order(quote_id: str, page: Account) -> Response:
    """The consumer orders, with an obligation to pay."""
    reader = FormReader(await page.form())
    body = http.AcceptQuote(
        text_hash=reader.text("text_hash"),
        order=reader.text("order") == "yes",
        early_start=reader.text("early_start") == "yes",
    )
    with reader.refusals(default="early_start"):
        await page.command("disputes", f"/quotes/{quote_id}/order", body, reader.form, http.QuoteRef)
    if reader.errors:
        return await _show(page, quote_id, reader.state)
    return page.redirect(f"{QUOTES}/{quote_id}", "ordered")


@router.post(QUOTES + "/{quote_id}/retractation")
async def post_withdrawal(quote_id: str, page: Account) -> Response:
    """The consumer withdraws."""
    form = await page.form()
    await page.command("disputes", f"/quotes/{quote_id}/withdrawal", None, form, http.QuoteRef)
    return page.redirect(f"{QUOTES}/{quote_id}", "saved")


@router.get(QUOTES + "/{quote_id}/decompte.pdf")
async def get_statement(quote_id: str, page: Account) -> Response:
    """The statement, or the receipt of a withdrawal."""
    path = f"/quotes/{quote_id}/statement.pdf"
    found = await page.backend("disputes").download(path, page.visitor.principal())
    return private_file(found.content, "application/pdf")


@router.get(ALERTS)
async def get_alerts(page: AnyPage, number: PageNumber = 1) -> Response:
    """Sums that nobody announced, for staff."""
    page.visitor.require("moderator")
    await page.count_waiting()
    return await _show_alerts(page, number, EMPTY)


async def _show_alerts(page: Page, number: int, form: FormState) -> Response:
    found = await page.read("disputes", "/alerts", http.AlertList, offset=(number - 1) * PAGE)
    lines = tuple(quotes.alert(each) for each in found.alerts)
    view = AlertsPage(lines, Pagination(found.total, number, PAGE), form)
    return page.show(view, 422 if form.errors else 200)


@router.post(ALERTS + "/{alert_id}")
async def post_closing(alert_id: str, page: AnyPage, number: PageNumber = 1) -> Response:
    """Staff settles an alert."""
    page.visitor.require("moderator")
    reader = FormReader(await page.form())
    name = f"note-{alert_id}"
    note = reader.text(name, "Écrivez votre réponse.")
    if not reader.errors:
        with reader.refusals({"note": name}, name):
            body = http.CloseAlert(note=note)
            await page.command("disputes", f"/alerts/{alert_id}/closing", body, reader.form, http.AlertRef)
    if reader.errors:
        return await _show_alerts(page, number, reader.state)
    return page.redirect(f"{ALERTS}?page={number}", "saved")
