"""The official response as typed, by an agent or by the holder of a claim code."""

from datetime import datetime

from contracts.http import complaints as http
from gateway.forms import FormReader
from gateway.presentation.views.complaint import ResponseView
from gateway.usecases import names
from gateway.web import Page


async def read_reply(page: Page, reader: FormReader) -> http.Respond | None:
    """The response as typed; None where something must be corrected."""
    kind = reader.choice("kind", "Choisissez le type de votre réponse.")
    text = reader.text("text", "Écrivez votre réponse.")
    due = reader.day("promise_due_on")
    named = reader.text("other_brand")
    other = await page.run(lambda work: names.brand_named(work, named)) if named else None
    if named and other is None:
        reader.errors["other_brand"] = "Cette marque n’a pas de page\u00a0: indiquez son nom exact."
    if reader.errors or kind not in ("proposal", "refusal", "not-concerned"):
        return None
    return http.Respond.model_validate(
        {"kind": kind, "text": text, "promise_due_on": due, "other_brand_id": other.brand_id if other else None}
    )


async def publish_reply(page: Page, complaint_id: str, body: http.Respond, reader: FormReader) -> bool:
    """Sends the response; False where it was refused, which the reader then says."""
    with reader.refusals({"other_brand_id": "other_brand"}, "text"):
        path = f"/complaints/{complaint_id}/response"
        await page.command("complaints", path, body, reader.form, http.ComplaintRef)
    return not reader.errors


def preview_of(body: http.Respond, since: datetime, brand_name: str, now: datetime) -> ResponseView:
    """The response as everyone will read it, its delay counted since the publication."""
    return ResponseView(body.kind, body.text, now, (now - since).days, brand_name, body.promise_due_on)
