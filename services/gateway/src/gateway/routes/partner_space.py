"""The space of a partner without Kafka: its cases, what it reports, what it owes."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from contracts.http import partners as http
from contracts.http.paging import PAGE
from gateway.forms import FormReader
from gateway.presentation.french import paris_day
from gateway.presentation.views.form import EMPTY, FormState
from gateway.presentation.views.frame import Pagination
from gateway.presentation.views.partners import PartnerCasePage, PartnerSpace
from gateway.usecases import referrals
from gateway.web import AnyPage, Page, PageNumber, private_file

router = APIRouter(prefix="/partenaire", include_in_schema=False)

Month = Annotated[str, Query(alias="mois", pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$")]
"""Empty: the month it is in Paris."""

AMOUNTS = {"partner.outcome.reported.v1": "obtained_cents", "partner.fee.asked.v1": "amount_cents"}
CODES = {
    "partner.case.declined.v1": ("reason", "Choisissez la raison."),
    "partner.step.done.v1": ("step", "Choisissez l’étape."),
}
"""What a report holds beside its case."""

QUOTE = "partner.quote.proposed.v1"


async def partner_page(page: AnyPage) -> Page:
    """The page of somebody of a partner. Raises SignInNeededError, NotAllowedError."""
    page.visitor.require("partner")
    return page


Partner = Annotated[Page, Depends(partner_page)]


@router.get("")
async def get_cases(page: Partner, number: PageNumber = 1) -> Response:
    """The partner's cases, newest first."""
    found = await page.read("partners", "/cases", http.CasePage, offset=(number - 1) * PAGE)
    cases = tuple(referrals.partner_case(each) for each in found.referrals)
    return page.show(PartnerSpace(cases, Pagination(found.total, number, PAGE)))


async def show_case(page: Page, referral_id: str, form: FormState) -> Response:
    """The case, with a report as it was refused."""
    case = referrals.partner_case(await page.read("partners", f"/cases/{referral_id}", http.ReferralView))
    view = PartnerCasePage(case, referrals.report_options(case), form)
    return page.show(view, 422 if form.errors else 200)


@router.get("/dossiers/{referral_id}")
async def get_case(referral_id: str, page: Partner) -> Response:
    """One case."""
    return await show_case(page, referral_id, EMPTY)


@router.get("/dossiers/{referral_id}/message")
async def get_message(referral_id: str, page: Partner) -> Response:
    """The case as it was handed over, encrypted: to be opened with the partner's own key, at its own place."""
    return await _sealed(page, f"/cases/{referral_id}/message", f"dossier-{referral_id}.jwe")


@router.get("/dossiers/{referral_id}/liens")
async def get_links(referral_id: str, page: Partner) -> Response:
    """Fresh links to the documents of the case, encrypted."""
    return await _sealed(page, f"/cases/{referral_id}/links", f"liens-{referral_id}.jwe")


async def _sealed(page: Page, path: str, name: str) -> Response:
    found = await page.backend("partners").download(path, page.visitor.principal())
    return private_file(found.content, "application/jose", f'attachment; filename="{name}"')


def _data(reader: FormReader, kind: str) -> dict[str, Any]:
    """What the report holds, by its kind."""
    if kind == QUOTE:
        reader.text("percent", "Indiquez le pourcentage en cas de succès, par exemple 10.")
        # Two digits after the comma, as for euros: hundredths of a percent are basis points.
        terms = {"success_basis_points": reader.cents("percent"), "fixed_cents": reader.cents("fixed") or 0}
        return terms | {"cap_cents": reader.cents("cap")}
    if kind in CODES:
        name, missing = CODES[kind]
        return {name: reader.choice(name, missing)}
    if kind in AMOUNTS:
        reader.text("amount", "Indiquez le montant en euros, par exemple 37,99.")
        return {AMOUNTS[kind]: reader.cents("amount")}
    return {}


@router.post("/dossiers/{referral_id}")
async def post_report(referral_id: str, page: Partner) -> Response:
    """The partner reports."""
    reader = FormReader(await page.form())
    kind = reader.choice("report", "Choisissez ce que vous voulez dire.")
    data = _data(reader, kind)
    if not reader.errors:
        with reader.refusals(default="report"):
            body = http.ReportByHand(type=kind, data={"referral_id": referral_id} | data)
            await page.command("partners", "/cases/reports", body, reader.form, http.ReferralRef)
    if reader.errors:
        return await show_case(page, referral_id, reader.state)
    return page.redirect(f"/partenaire/dossiers/{referral_id}", "reported")


@router.get("/releves")
async def get_statement(page: Partner, month: Month = "") -> Response:
    """What the partner owes for a month."""
    today = paris_day(page.now)
    found = await page.read("partners", f"/fees/{month or f'{today:%Y-%m}'}", http.FeeStatement)
    return page.show(referrals.statement_page(found, "/partenaire/releves?mois=", today))
