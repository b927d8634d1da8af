"""Contact, cookies, receipts, unsubscribing: small pages of the public site."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import notifications as mails
from gateway.domain.errors import NotFoundError
from gateway.forms import FormReader
from gateway.presentation.showcase import ComponentsPage
from gateway.presentation.views.brand_space import ReceiptPage
from gateway.presentation.views.form import FormState
from gateway.presentation.views.frame import StaticPage
from gateway.presentation.views.public import ContactPage, CookiesPage
from gateway.routes.account import YEAR, safe_next
from gateway.usecases import accounts, names, receipts
from gateway.web import AnyPage, key_of
from servicekit.ids import new_id

router = APIRouter(include_in_schema=False)


@router.get("/contact")
async def get_contact(page: AnyPage, sujet: str = "", reclamation: str = "") -> Response:
    """The contact form, filled in with the case."""
    return page.show(ContactPage(FormState({"subject": sujet}), case=reclamation or None))


@router.post("/contact")
async def post_contact(page: AnyPage) -> Response:
    """Keeps the message for staff; wishes for a version between professionals are counted."""
    reader = FormReader(await page.form())
    subject = reader.text("subject", "Choisissez un sujet.")
    text = reader.text("message", "Écrivez votre message.")
    email = reader.text("email", "Indiquez votre adresse e-mail pour recevoir une réponse.")
    case = reader.text("case") or None
    if not reader.errors:
        with reader.refusals({"text": "message"}, "message"):
            body = mails.SendContactMessage(
                subject=subject, text=text, email=accounts.checked_email(email), complaint_number=case
            )
            notifications = page.backend("notifications")
            await notifications.send("POST", "/contact-messages", page.visitor.principal(), body, key_of(reader.form))
            await page.run(lambda work: accounts.count_contact(work, subject))
    if reader.errors:
        return page.show(ContactPage(reader.state, case), 422)
    return page.show(ContactPage(case=case, sent=True))


@router.get("/cookies")
async def get_cookies(page: AnyPage) -> Response:
    """The cookie choice, to make or to change."""
    choice = page.request.cookies.get("cookie-choice")
    return page.show(CookiesPage(choice, choice in {"accept", "choose-audience"}))


@router.post("/cookies")
async def post_cookies(page: AnyPage) -> Response:
    """Accept, refuse or choose: all as easy; nothing but the strictly necessary exists today."""
    reader = FormReader(await page.form())
    choice = reader.text("choix")
    if choice == "choose" and not reader.text("audience"):
        return page.redirect("/cookies")
    kept = {"accept": "accept", "choose": "choose-audience" if reader.text("audience") == "yes" else "choose"}
    response = page.redirect(safe_next(reader.text("retour") or "/"))
    response.set_cookie("cookie-choice", kept.get(choice, "refuse"), max_age=YEAR // 2, samesite="lax")
    return response


@router.get("/accuses/{receipt_id}")
async def get_receipt(receipt_id: str, page: AnyPage) -> Response:
    """A receipt to read and to check, or its file."""
    page.visitor.require()
    if receipt_id.endswith(".json"):
        return await download_receipt(page, receipt_id.removesuffix(".json"))
    found = await page.read("notifications", f"/receipts/{receipt_id}", mails.ReceiptView)
    named = await page.run(lambda work: names.of_brands(work, [found.brand_id]))
    return page.show(ReceiptPage(receipts.view(found, named(found.brand_id)), found.intact, page.now))


async def download_receipt(page: AnyPage, receipt_id: str) -> Response:
    """The file, byte by byte as it was sealed."""
    found = await page.read("notifications", f"/receipts/{receipt_id}/file", mails.ReceiptView)
    disposition = f'attachment; filename="accuse-{found.complaint_number}.json"'
    return Response(found.file, media_type="application/json", headers={"Content-Disposition": disposition})


@router.get("/.well-known/receipt-keys.json")
async def get_receipt_keys(page: AnyPage) -> Response:
    """The public key that checks receipts offline."""
    keys = await page.backend("notifications").download("/receipt-keys", page.visitor.principal())
    return Response(keys.content, media_type="application/json")


@router.get("/desabonnement/{token}")
async def get_unsubscription(token: str, page: AnyPage) -> Response:
    """A person's click on the link does what the mail program's one click does."""
    await page.backend("notifications").send(
        "POST", f"/unsubscriptions/{token}", page.visitor.principal(), None, new_id()
    )
    return page.show(StaticPage("desabonnement"))


@router.post("/desabonnement/{token}")
async def post_unsubscription(token: str, page: AnyPage) -> Response:
    """One click from a mail program (RFC 8058): no cookie, no form of ours; the signed link is the proof."""
    await page.backend("notifications").send(
        "POST", f"/unsubscriptions/{token}", page.visitor.principal(), None, new_id()
    )
    return Response(status_code=204)


@router.get("/composants")
async def get_components(page: AnyPage) -> Response:
    """The components in their states; for the demonstration only."""
    if not page.site.demonstration:
        raise NotFoundError
    return page.show(ComponentsPage())
