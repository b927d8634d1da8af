"""The file for a mediator: prepared, looked at, downloaded with its pieces as one ZIP."""

from collections.abc import Iterator
from typing import IO

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from contracts.http import complaints as complaint_http
from contracts.http import dossier as http
from gateway.forms import FormReader
from gateway.presentation.views.dossier import DossierPage
from gateway.presentation.views.form import FormState, Option
from gateway.routes.own_dispute import Own, OwnDispute
from gateway.usecases import dossier
from gateway.web import private_file

router = APIRouter(include_in_schema=False)

CHUNK = 64 * 1024
"""Bytes of a ZIP that are sent at once."""

DOSSIER = "/mon-espace/reclamations/{number}/litige/dossier"


def _show(own: OwnDispute, prepared: http.FileView | None, form: FormState | None) -> Response:
    mediators = own.known.proposed
    view = DossierPage(
        number=own.case.number,
        title=own.case.title,
        mediators=tuple(Option(name, name) for name in mediators),
        pieces=tuple(Option(each.evidence_id, each.name) for each in dossier.kept(own.case)),
        prepared_at=prepared.prepared_at if prepared else None,
        closed=own.closed,
        form=form or FormState(dossier.typed(prepared, own.case, mediators)),
    )
    return own.page.show(view, 422 if form else 200)


def _read(reader: FormReader, case: complaint_http.ComplaintView) -> http.PrepareFile | None:
    """The command of a form; None where something must be corrected."""
    identity = {
        "name": reader.text("name", "Indiquez votre nom."),
        "address": reader.text("address", "Indiquez votre adresse."),
        "email": reader.text("email", "Indiquez votre e-mail."),
        "phone": reader.text("phone") or None,
    }
    words = {
        "mediator": reader.choice("mediator", "Choisissez un médiateur."),
        "facts": reader.text("facts", "Racontez les faits."),
        "wish": reader.text("wish"),
        "amount_cents": reader.cents("amount"),
    }
    chosen = set(reader.several("pieces"))
    pieces = [each.evidence_id for each in dossier.kept(case) if each.evidence_id in chosen]
    if reader.errors:
        return None
    with reader.refusals({"amount_cents": "amount"}):
        person = http.Identity.model_validate(identity)
        return dossier.to_file(http.WriteFile.model_validate({"identity": person, **words, "pieces": pieces}), case)
    return None


@router.get(DOSSIER)
async def get_dossier(own: Own) -> Response:
    """What goes into the file, and the file once it is there."""
    return _show(own, await own.file(), None)


@router.post(DOSSIER)
async def post_dossier(own: Own) -> Response:
    """Puts the file together."""
    reader = FormReader(await own.page.form())
    body = _read(reader, own.case)
    if body:
        with reader.refusals({"amount_cents": "amount"}, "facts"):
            await own.page.command("disputes", f"{own.path}/file", body, reader.form, http.FileRef)
    if reader.errors:
        return _show(own, await own.file(), reader.state)
    return own.page.redirect(DOSSIER.format(number=own.case.number), "saved")


@router.get(DOSSIER + ".pdf")
async def get_pdf(own: Own) -> Response:
    """The document, to be read again."""
    found = await own.page.backend("disputes").download(f"{own.path}/file.pdf", own.page.visitor.principal())
    return private_file(found.content, "application/pdf")


@router.get(DOSSIER + ".zip")
async def get_zip(own: Own) -> Response:
    """Document, pieces, list and fingerprints."""
    page = own.page
    pack = dossier.Pack(page.backend("disputes"), page.backend("complaints"), page.visitor.principal())
    return send_zip(await pack.packed(own.dispute.dispute_id, own.case.complaint_id), own.case.number)


def send_zip(content: IO[bytes], number: str) -> Response:
    """A ZIP as an attachment, sent as it is read back."""
    disposition = f'attachment; filename="dossier-{number}.zip"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return StreamingResponse(_chunks(content), media_type="application/zip", headers=headers)


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    with content:
        while chunk := content.read(CHUNK):
            yield chunk
