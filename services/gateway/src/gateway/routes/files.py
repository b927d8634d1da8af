"""Evidence through the gateway: each read is authorised and recorded by the service that owns it."""

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.datastructures import UploadFile

from contracts.http import complaints as http
from gateway.forms import FormReader
from gateway.web import AnyPage, Page, private_file
from servicekit.ids import new_id

router = APIRouter(include_in_schema=False)

MAX_BYTES = 10 * 1024 * 1024


@router.get("/pieces/{complaint_id}/{evidence_id}")
async def get_file(complaint_id: str, evidence_id: str, page: AnyPage) -> Response:
    """A file of a case, always as an attachment."""
    path = f"/complaints/{complaint_id}/evidence/{evidence_id}"
    file = await page.backend("complaints").download(path, page.visitor.principal())
    return private_file(file.content, file.headers["content-type"], file.headers["content-disposition"])


async def add_file(page: Page, complaint_id: str, kind: str, file: UploadFile, reader: FormReader, field: str) -> None:
    """Adds a file to a case or a draft; what is wrong with it is said at its field."""
    content = await file.read(MAX_BYTES + 1)
    with reader.refusals({"file": field}, field):
        await page.backend("complaints").upload(
            f"/complaints/{complaint_id}/evidence",
            page.visitor.principal(),
            file.filename or "fichier",
            content,
            new_id(),
            http.EvidenceRef,
            kind=kind,
        )
