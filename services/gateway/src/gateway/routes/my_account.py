"""A consumer's account: pseudonym and address, e-mails, password."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import notifications as mails
from gateway.forms import FormReader
from gateway.presentation.views.consumer import AccountPage, MailChoice
from gateway.presentation.views.form import EMPTY, FormState
from gateway.routes.consumer import Account
from gateway.usecases import accounts
from gateway.web import Page

router = APIRouter(prefix="/mon-espace", include_in_schema=False)

MAILS = (
    ("news_of_case", "Les nouvelles de mon dossier", "Par exemple : la marque a lu votre réclamation."),
    ("messages", "Les messages privés", None),
    ("reminders", "Les rappels", "Avant la fin du délai pour donner votre avis."),
)


@router.get("/compte")
async def get_account(page: Account) -> Response:
    """E-mails, password, data."""
    return await show_account(page, EMPTY)


async def show_account(page: Page, form: FormState) -> Response:
    """The account page, with a form as it was refused."""
    contact = await page.read("notifications", "/contact", mails.ContactView)
    choices = tuple(MailChoice(code, label, getattr(contact, code), hint) for code, label, hint in MAILS)
    account = page.visitor.account
    view = AccountPage(
        pseudonym=contact.pseudonym,
        email=contact.masked_email,
        mails=choices,
        has_password=bool(account and account.password_hash),
        form=form,
    )
    return page.show(view, 422 if form.errors else 200)


@router.post("/compte/e-mails")
async def post_mails(page: Account) -> Response:
    """What the account wants to receive."""
    reader = FormReader(await page.form())
    wanted = set(reader.several("mails"))
    body = mails.Preferences(**{code: code in wanted for code, _, _ in MAILS})
    await page.command("notifications", "/preferences", body, reader.form, mails.Preferences)
    return page.redirect("/mon-espace/compte", "saved")


@router.post("/compte/mot-de-passe")
async def post_password(page: Account) -> Response:
    """Sets a password."""
    reader = FormReader(await page.form())
    account = page.visitor.account
    with reader.refusals():
        assert account
        await page.run(lambda work: accounts.set_password(work, account.id, reader.text("password")))
    if reader.errors:
        return await show_account(page, reader.state)
    return page.redirect("/mon-espace/compte", "saved")
