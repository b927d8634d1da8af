"""Signing up, signing in, leaving; theme and cookie choices."""

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.domain.accounts import Role
from gateway.domain.errors import WrongCodeError, WrongPasswordError
from gateway.forms import FormReader
from gateway.identity import Pending
from gateway.presentation.views.account import CodePage, LoginPage, SignUpPage
from gateway.presentation.views.form import EMPTY, FormState
from gateway.usecases import accounts
from gateway.usecases.accounts import Opened
from gateway.web import AnyPage, Page, host_of

router = APIRouter(include_in_schema=False)

HOMES = {"agent": "/marque-espace", "moderator": "/moderation", "operator": "/operateur", "partner": "/partenaire"}
YEAR = 365 * 24 * 3600


def safe_next(path: str) -> str:
    """Where to go after signing in: a path of this site."""
    return path if path.startswith("/") and not path.startswith("//") else "/mon-espace"


@router.get("/connexion")
async def get_login(page: AnyPage, suite: str = "/mon-espace") -> Response:
    """An address, then a code or a password."""
    return page.show(LoginPage(next_path=safe_next(suite)))


@router.post("/connexion")
async def post_login(page: AnyPage) -> Response:
    """With a password, in; without one, a code goes out."""
    reader = FormReader(await page.form())
    next_path = safe_next(reader.text("next") or "/mon-espace")
    email = reader.text("email", "Indiquez votre adresse e-mail.")
    password = reader.form.get("password", "")
    opened = None
    if not reader.errors:
        with reader.refusals():
            if isinstance(password, str) and password:
                opened = accounts.require_opened(await try_password(page, email, password), WrongPasswordError())
            else:
                await send_code(page, email, None, Role.CONSUMER)
    if reader.errors:
        return page.show(LoginPage(reader.state, next_path), 422)
    if opened:
        return page.sign_in(page.redirect(home_of(opened.account.role.value, next_path)), opened.token)
    return page.keep_pending(page.redirect("/connexion/code"), Pending(email, next_path))


@router.get("/inscription")
async def get_sign_up(page: AnyPage, suite: str = "/mon-espace") -> Response:
    """A consumer's account."""
    return page.show(SignUpPage(next_path=safe_next(suite)))


@router.post("/inscription")
async def post_sign_up(page: AnyPage) -> Response:
    """A code goes out; the password, if any, is set once the code is right."""
    reader = FormReader(await page.form())
    next_path = safe_next(reader.text("next") or "/mon-espace")
    email = reader.text("email", "Indiquez votre adresse e-mail.")
    pseudonym = reader.text("pseudonym", "Choisissez un pseudonyme.")
    password = reader.text("password")
    hashed = None
    with reader.refusals():
        hashed = accounts.hashed(password) if password else None
    if not reader.errors:
        with reader.refusals():
            await send_code(page, email, pseudonym, Role.CONSUMER)
    if reader.errors:
        return page.show(SignUpPage(reader.state, next_path), 422)
    pending = Pending(email, next_path, "sign-up", hashed)
    return page.keep_pending(page.redirect("/inscription/code"), pending)


@router.get("/connexion/code")
@router.get("/inscription/code")
async def get_code(page: AnyPage) -> Response:
    """Asks for the code."""
    return show_code(page, EMPTY)


@router.post("/connexion/code")
@router.post("/inscription/code")
async def post_code(page: AnyPage) -> Response:
    """A right code opens the session."""
    reader = FormReader(await page.form())
    pending = page.pending()
    if pending is None:
        return page.redirect("/connexion")
    response = await enter_code(page, reader, pending, pending.next_path)
    return response or show_code(page, reader.state)


@router.post("/connexion/code/renvoyer")
@router.post("/inscription/code/renvoyer")
async def post_code_again(page: AnyPage) -> Response:
    """Another code."""
    await page.form()
    pending = page.pending()
    if pending is None:
        return page.redirect("/connexion")
    await send_code(page, pending.email, None, Role.CONSUMER)
    return page.redirect("/connexion/code" if pending.purpose == "login" else "/inscription/code")


@router.post("/deconnexion")
async def post_logout(page: AnyPage) -> Response:
    """Ends the session."""
    await page.form()
    session = page.visitor.session
    if session:
        await page.run(lambda work: accounts.sign_out(work, session.id))
    return page.sign_out(page.redirect("/", "signed-out"))


@router.post("/theme")
async def post_theme(page: AnyPage) -> Response:
    """Light, dark or the system's."""
    reader = FormReader(await page.form())
    theme = reader.text("theme")
    response = page.redirect(safe_next(reader.text("retour") or "/"))
    response.set_cookie("theme", theme if theme in ("light", "dark") else "auto", max_age=YEAR, samesite="lax")
    return response


async def try_password(page: Page, email: str, password: str) -> Opened | None:
    """The session that a password opens. Raises InvalidError, TooManyTriesError."""
    sign_in, host = page.request.app.state.sign_in, host_of(page.request)
    opened: Opened | None = await page.run(
        lambda work: accounts.sign_in_with_password(work, sign_in, email, password, host)
    )
    return opened


async def send_code(page: Page, email: str, pseudonym: str | None, role: Role) -> None:
    """Sends a code to an address."""
    sign_in = page.request.app.state.sign_in
    await page.run(lambda work: accounts.ask_code(work, sign_in, email, pseudonym, role))


async def enter_code(page: Page, reader: FormReader, pending: Pending, next_path: str) -> Response | None:
    """Opens the session of a right code; None where the code is wrong, which the reader then says."""
    sign_in = page.request.app.state.sign_in
    code = reader.text("code", "Entrez le code reçu.")
    if reader.errors:
        return None
    opened = await page.run(lambda work: accounts.verify_code(work, sign_in, pending.email, code))
    if opened is None:
        reader.errors["code"] = str(WrongCodeError())
        return None
    if pending.password_hash:
        hashed = pending.password_hash
        await page.run(lambda work: accounts.keep_password_hash(work, opened.account.id, hashed))
    return page.sign_in(page.redirect(home_of(opened.account.role.value, next_path)), opened.token)


def home_of(role: str, next_path: str) -> str:
    """Where an account lands: where it was going, else its own space."""
    return HOMES.get(role, next_path) if next_path == "/mon-espace" else next_path


def show_code(page: Page, form: FormState) -> Response:
    """The code page of what this browser waits for."""
    pending = page.pending()
    if pending is None:
        return page.redirect("/connexion")
    view = CodePage(pending.email, "login" if pending.purpose == "login" else "sign-up", form, pending.next_path)
    return page.show(view, 422 if form.errors else 200)
