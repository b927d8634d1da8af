"""Staff keeps the registry of partners: what each may receive, its keys, its way in, what it owes."""

import json
import re
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import notifications as mails
from contracts.http import partners as http
from contracts.message import Contract
from contracts.topics import SLUG
from gateway.domain.errors import NotFoundError
from gateway.forms import FormReader
from gateway.presentation.french import paris_day
from gateway.presentation.labels import SECTORS
from gateway.presentation.partner_labels import FIELDS, KINDS
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.partner_office import (
    ConnectedPage,
    PartnerPerson,
    RegisteredPage,
    RegisterPage,
    RegistryPage,
)
from gateway.routes.moderation import Staff
from gateway.routes.partner_space import Month
from gateway.usecases import accounts, partner_office, partners, referrals
from gateway.web import Page

router = APIRouter(prefix="/moderation/partenaires", include_in_schema=False)

HOME = "/moderation/partenaires"

TEXTS = {
    "name": "Indiquez le nom du partenaire.",
    "purpose": "Écrivez ce qu’il fait d’un dossier, tel que le consommateur le lira.",
    "legal_basis": "Indiquez la base légale.",
    "duration": "Indiquez combien de temps il garde un dossier.",
}
"""What every partner has, and what is said where it is missing."""


@router.get("")
async def get_registry(page: Staff) -> Response:
    """Every partner: those that keep somebody waiting first."""
    return page.show(RegistryPage(partner_office.lines(await _registry(page))))


async def _registry(page: Page) -> http.PartnerList:
    return await page.read("partners", "/partners", http.PartnerList)


@router.get("/nouveau")
async def get_new(page: Staff) -> Response:
    """A partner to add."""
    return page.show(RegisterPage(None, f"{HOME}/nouveau", HOME))


@router.post("/nouveau")
async def post_new(page: Staff) -> Response:
    """Adds a partner."""
    reader = FormReader(await page.form())
    slug = reader.text("partner", "Indiquez l’adresse du partenaire, par exemple avo-conseil.")
    if slug and not (SLUG.fullmatch(slug) and len(slug) <= 60):
        reader.errors["partner"] = "Des lettres minuscules, des chiffres et des traits d’union, 60 signes au plus."
    elif any(each.partner == slug for each in (await _registry(page)).partners):
        reader.errors["partner"] = "Cette adresse est déjà prise."
    return await register(page, reader, RegisterPage(None, f"{HOME}/nouveau", HOME), slug)


async def register(page: Page, reader: FormReader, view: RegisterPage, slug: str) -> Response:
    """Saves what was typed, or shows it again with what must be corrected."""
    told = profile(reader)
    if not reader.errors:
        with reader.refusals(default="name"):
            body = http.RegisterPartner(partner=slug, **told)
            await page.command("partners", "/partners", body, reader.form, http.RegisteredPartner)
    if reader.errors:
        return page.show(RegisterPage(view.name, view.href, view.back_href, reader.state), 422)
    return page.redirect(f"{HOME}/{slug}", "saved")


def profile(reader: FormReader) -> dict[str, Any]:
    """What was typed of a partner."""
    fee = reader.cents("referral_fee") or 0
    if fee > http.MAX_FEE_CENTS:
        reader.errors["referral_fee"] = "Indiquez un montant plus petit."
    if reader.choice("kind", "Choisissez ce que fait le partenaire.") not in KINDS:
        reader.errors.setdefault("kind", "Choisissez ce que fait le partenaire.")
    website = reader.text("website")
    if website and not re.match(http.WEBSITE, website):
        reader.errors["website"] = "Indiquez une adresse qui commence par https://."
    fields = [each for each in FIELDS if each in reader.several("fields")]
    if not fields:
        reader.errors["fields"] = "Choisissez au moins une information."
    return {
        **{name: reader.text(name, missing) for name, missing in TEXTS.items()},
        **{name: reader.text(name) == "yes" for name in partner_office.SWITCHES},
        "kind": reader.text("kind"),
        "fields": fields,
        "sectors": [each for each in SECTORS if each in reader.several("sectors")],
        "website": website or None,
        "contact": reader.text("contact") or None,
        "price_text": reader.text("price_text") or None,
        "referral_fee_cents": fee,
    }


async def show_partner(page: Page, slug: str, form: FormState) -> Response:
    """One partner, with a form as it was refused. Raises NotFoundError."""
    registry = await _registry(page)
    partner = _of(registry, slug)
    view = RegisteredPage(partner, partner_office.line(registry, partner), await _people(page, slug), form)
    return page.show(view, 422 if form.errors else 200)


async def _people(page: Page, slug: str) -> tuple[PartnerPerson, ...]:
    """Who sees the partner's cases, by masked addresses; by number where notifications does not answer."""
    ids = (await page.read("partners", f"/partners/{slug}/accounts", http.PartnerAccounts)).account_ids
    path = "/partner-contacts"
    found = await page.read_if_up("notifications", path, mails.TeamContacts, account_id=ids) if ids else None
    emails = {each.account_id: each.masked_email for each in found.contacts} if found else {}
    return tuple(PartnerPerson(each, emails.get(each, each)) for each in ids)


def _of(registry: http.PartnerList, slug: str) -> http.RegisteredPartner:
    found = [each for each in registry.partners if each.partner == slug]
    if not found:
        raise NotFoundError
    return found[0]


@router.get("/{slug}")
async def get_partner(slug: str, page: Staff) -> Response:
    """One partner."""
    return await show_partner(page, slug, EMPTY)


@router.get("/{slug}/modifier")
async def get_change(slug: str, page: Staff) -> Response:
    """What the registry says of a partner, to be changed."""
    partner = _of(await _registry(page), slug)
    form = partner_office.typed(partner)
    return page.show(RegisterPage(partner.name, f"{HOME}/{slug}/modifier", f"{HOME}/{slug}", form))


@router.post("/{slug}/modifier")
async def post_change(slug: str, page: Staff) -> Response:
    """Changes what the registry says of a partner."""
    partner = _of(await _registry(page), slug)
    view = RegisterPage(partner.name, f"{HOME}/{slug}/modifier", f"{HOME}/{slug}")
    return await register(page, FormReader(await page.form()), view, slug)


async def _order(page: Page, slug: str, what: str, body: Contract | None, reader: FormReader, default: str) -> Response:
    """One command about a partner; what is refused is said at its field."""
    if not reader.errors:
        with reader.refusals(default=default):
            path = f"/partners/{slug}/{what}"
            await page.command("partners", path, body, reader.form, http.RegisteredPartner)
    if reader.errors:
        return await show_partner(page, slug, reader.state)
    return page.redirect(f"{HOME}/{slug}", "saved")


@router.post("/{slug}/cles")
async def post_key(slug: str, page: Staff) -> Response:
    """One more public key."""
    reader = FormReader(await page.form())
    kid = reader.text("kid", "Donnez un identifiant à la clé, par exemple 2026-11.")
    if kid and not re.match(http.KID, kid):
        reader.errors["kid"] = "Des lettres sans accent, des chiffres, des points et des traits d’union."
    jwk = _jwk(reader)
    body = http.AddKey(kid=kid, jwk=jwk) if jwk and not reader.errors else None
    return await _order(page, slug, "keys", body, reader, "jwk")


def _jwk(reader: FormReader) -> dict[str, Any] | None:
    text = reader.text("jwk", "Collez la clé publique du partenaire.")
    try:
        found = json.loads(text or "null")
    except (ValueError, RecursionError):
        found = None
    # A public key is flat: what holds objects is none.
    if not isinstance(found, dict) or not all(isinstance(each, str | bool | list) for each in found.values()):
        reader.errors.setdefault("jwk", "Collez la clé au format JWK, accolades comprises.")
        return None
    return found


@router.post("/{slug}/cles/{kid}/retrait")
async def post_retirement(slug: str, kid: str, page: Staff) -> Response:
    """A key is no longer used."""
    return await _order(page, slug, f"keys/{kid}/retirement", None, FormReader(await page.form()), "kid")


@router.post("/{slug}/prix/{referral_id}")
async def post_price_settlement(slug: str, referral_id: str, page: Staff) -> Response:
    """Answers a consumer who said that the price was not the same."""
    reader = FormReader(await page.form())
    name = f"answer-{referral_id}"
    answer = reader.text(name, "Écrivez votre réponse au consommateur.")
    if not reader.errors:
        with reader.refusals({"answer": name}, name):
            path = f"/referrals/{referral_id}/price-complaint/settlement"
            await page.command("partners", path, http.SettlePrice(answer=answer), reader.form, http.ReferralRef)
    if reader.errors:
        return await show_partner(page, slug, reader.state)
    return page.redirect(f"{HOME}/{slug}", "saved")


@router.post("/{slug}/connexion")
async def post_connection(slug: str, page: Staff) -> Response:
    """Lets the partner into Kafka; its password is shown this once."""
    await page.form()
    partner = _of(await _registry(page), slug)
    made = await partners.connect(page.backend("partners"), page.visitor.principal(), slug)
    response = page.show(ConnectedPage(partner.name, f"{HOME}/{slug}", made, made.password))
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/{slug}/coupure")
async def post_disconnection(slug: str, page: Staff) -> Response:
    """Shuts the partner out of Kafka and of the site."""
    return await _order(page, slug, "disconnection", None, FormReader(await page.form()), "access")


@router.post("/{slug}/comptes")
async def post_account(slug: str, page: Staff) -> Response:
    """Invites somebody of the partner."""
    reader = FormReader(await page.form())
    email = reader.text("email", "Indiquez une adresse e-mail du partenaire.")
    if not reader.errors:
        with reader.refusals(default="email"):
            await _invite(page, slug, email, reader)
    if reader.errors:
        return await show_partner(page, slug, reader.state)
    return page.redirect(f"{HOME}/{slug}", "saved")


async def _invite(page: Page, slug: str, email: str, reader: FormReader) -> None:
    """Who may not see this partner's cases gets no mail that says so."""
    sign_in = page.request.app.state.sign_in
    account = await page.run(lambda work: accounts.partner_account(work, sign_in, email))
    body = http.AdmitAccount(account_id=account.id)
    await page.command("partners", f"/partners/{slug}/accounts", body, reader.form, http.RegisteredPartner)
    await page.run(lambda work: accounts.invite_partner(work, sign_in, account))


@router.post("/{slug}/comptes/{account_id}/retrait")
async def post_removal(slug: str, account_id: str, page: Staff) -> Response:
    """One person sees the partner's cases no more."""
    return await _order(page, slug, f"accounts/{account_id}/removal", None, FormReader(await page.form()), "accounts")


@router.get("/{slug}/releves")
async def get_statement(slug: str, page: Staff, month: Month = "") -> Response:
    """What a partner owes for a month."""
    today = paris_day(page.now)
    found = await page.read("partners", f"/partners/{slug}/fees/{month or f'{today:%Y-%m}'}", http.FeeStatement)
    here = f"{HOME}/{slug}"
    return page.show(referrals.statement_page(found, f"{here}/releves?mois=", today, here))
