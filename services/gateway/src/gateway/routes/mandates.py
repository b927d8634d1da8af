"""The mandate of a dispute: drafted, read, signed with an e-mailed code, revoked in one click."""

from fastapi import APIRouter
from fastapi.responses import Response

from contracts.http import mandates as http
from contracts.http import partners as partner_http
from contracts.http.dossier import Identity
from gateway.domain.errors import NotFoundError, WrongCodeError
from gateway.forms import FormReader
from gateway.presentation.views.form import FormState, Option
from gateway.presentation.views.mandate import POWER_LABELS, MandateLine, MandatePage
from gateway.presentation.views.partners import PartnerCard
from gateway.routes.own_dispute import Own, OwnDispute
from gateway.usecases import names, partners, signing
from gateway.usecases.accounts import SignIn
from gateway.web import host_of, private_file
from servicekit.ids import new_id
from servicekit.work import Work

router = APIRouter(include_in_schema=False)

MANDATE = "/mon-espace/reclamations/{number}/litige/mandat"


async def _newest(own: OwnDispute, *statuses: str) -> http.MandateView:
    """The newest mandate in one of these states. Raises NotFoundError."""
    found = [each for each in await own.mandates() if each.status in statuses]
    if not found:
        raise NotFoundError
    return found[-1]


def _line(each: http.MandateView) -> MandateLine:
    powers = tuple(POWER_LABELS[power] for power in POWER_LABELS if power in each.powers)
    return MandateLine(
        each.mandate_id,
        each.number,
        each.status,
        powers,
        each.ends_on,
        each.signed_at,
        each.revoked_at,
        each.sealed,
        each.partner_name,
    )


async def _named(own: OwnDispute) -> FormState:
    """Who is named in the file for the mediator is named here already."""
    file = await own.file()
    return FormState({name: getattr(file.identity, name) for name in ("name", "address", "email")} if file else {})


async def _show(own: OwnDispute, form: FormState) -> Response:
    lines = [_line(each) for each in await own.mandates()]
    by_status = {line.status: line for line in lines}
    named = await own.page.run(lambda work: names.of_brands(work, [own.case.brand_id]))
    draft = by_status.get("draft")
    fitting = await own.page.run(lambda work: _fitting(work, own))
    view = MandatePage(
        number=own.case.number,
        title=own.case.title,
        brand_name=named(own.case.brand_id),
        standing=by_status.get("signed"),
        draft=draft,
        former=tuple(line for line in lines if line.status in ("revoked", "ended")),
        code_sent=draft is not None and await _awaits_code(own, draft.id),
        closed=own.closed,
        partners=tuple(Option(each.slug, each.name) for each in fitting),
        form=form,
    )
    return own.page.show(view, 422 if form.errors else 200)


async def _awaits_code(own: OwnDispute, mandate_id: str) -> bool:
    account = own.page.visitor.require().account
    assert account
    sign_in: SignIn = own.page.request.app.state.sign_in
    found: bool = await own.page.run(lambda work: signing.awaits_code(work, sign_in, account, mandate_id))
    return found


async def _fitting(work: Work, own: OwnDispute) -> tuple[PartnerCard, ...]:
    return await partners.fitting(work, await partners.case_of(work, own.case), partners.suits)


@router.get(MANDATE)
async def get_mandate(own: Own) -> Response:
    """The mandates, and the next step."""
    return await _show(own, await _named(own))


@router.post(MANDATE)
async def post_mandate(own: Own) -> Response:
    """Drafts a mandate, to be read before it is signed."""
    reader = FormReader(await own.page.form())
    identity = {
        "name": reader.text("name", "Indiquez votre nom."),
        "address": reader.text("address", "Indiquez votre adresse."),
        "email": reader.text("email", "Indiquez votre e-mail."),
    }
    powers, partner = reader.several("powers"), reader.text("partner") or None
    if not powers:
        reader.errors["powers"] = "Cochez au moins un pouvoir."
    if not reader.errors:
        with reader.refusals(default="powers"):
            person = Identity.model_validate(identity)
            body = http.DraftMandate.model_validate({"identity": person, "powers": powers, "partner": partner})
            await own.page.command("disputes", f"{own.path}/mandates", body, reader.form, http.MandateRef)
    if reader.errors:
        return await _show(own, reader.state)
    return own.page.redirect(MANDATE.format(number=own.case.number), "saved")


@router.get(MANDATE + ".pdf")
async def get_pdf(own: Own) -> Response:
    """The mandate that stands, else the draft."""
    return await _document(own, await _newest(own, "draft", "signed"))


@router.get(MANDATE + "/{mandate_id}.pdf")
async def get_former_pdf(mandate_id: str, own: Own) -> Response:
    """Any of the dispute's mandates, also one that is over: its author may have to show what was signed."""
    found = next((each for each in await own.mandates() if each.mandate_id == mandate_id), None)
    if found is None:
        raise NotFoundError
    return await _document(own, found)


async def _document(own: OwnDispute, mandate: http.MandateView) -> Response:
    path = f"/mandates/{mandate.mandate_id}.pdf"
    found = await own.page.backend("disputes").download(path, own.page.visitor.principal())
    return private_file(found.content, "application/pdf")


@router.post(MANDATE + "/code")
async def post_code(own: Own) -> Response:
    """Mails the code of the draft."""
    reader = FormReader(await own.page.form())
    mandate, account = await _newest(own, "draft"), own.page.visitor.account
    assert account
    with reader.refusals(default="code"):
        sign_in: SignIn = own.page.request.app.state.sign_in
        await own.page.run(lambda work: signing.send_code(work, sign_in, account, mandate.mandate_id))
    if reader.errors:
        return await _show(own, reader.state)
    return own.page.redirect(MANDATE.format(number=own.case.number), "code-sent")


@router.post(MANDATE + "/signature")
async def post_signature(own: Own) -> Response:
    """Signs with the code."""
    reader = FormReader(await own.page.form())
    mandate = await _newest(own, "draft")
    with reader.refusals(default="code"):
        await sign(own, mandate.mandate_id, reader.text("code"))
    if reader.errors:
        return await _show(own, reader.state)
    return own.page.redirect(MANDATE.format(number=own.case.number), "mandate-signed")


async def sign(own: OwnDispute, mandate_id: str, code: str) -> None:
    """Checks the code, then tells disputes that this account signed. Raises WrongCodeError, RefusedError."""
    account, page = own.page.visitor.account, own.page
    assert account
    sign_in: SignIn = page.request.app.state.sign_in
    if not await page.run(lambda work: signing.check_code(work, sign_in, account, mandate_id, code)):
        raise WrongCodeError
    principal = signing.signing(page.visitor.principal(), mandate_id, host_of(page.request))
    await page.backend("disputes").post(f"/mandates/{mandate_id}/signature", principal, None, new_id(), http.MandateRef)


@router.post(MANDATE + "/revocation")
async def post_revocation(own: Own) -> Response:
    """Revokes in one click: the partners' gate closes first, so that nothing leaves after the revocation's commit."""
    form = await own.page.form()
    mandate = await _newest(own, "signed")
    stop = partner_http.StopMandate(dispute_id=own.dispute.dispute_id)
    path = f"/mandates/{mandate.mandate_id}"
    await own.page.command("partners", f"{path}/stop", stop, form, partner_http.StoppedMandate)
    await own.page.command("disputes", f"{path}/revocation", None, form, http.MandateRef)
    return own.page.redirect(MANDATE.format(number=own.case.number), "mandate-revoked")
