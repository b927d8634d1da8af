"""What the pages of a filing share: the draft, which the complaints service owns; only this browser knows its id."""

from fastapi.responses import Response

from contracts.http import complaints as http
from gateway.backends import RefusedError
from gateway.forms import FormReader
from gateway.presentation.views.form import FormState
from gateway.usecases.filing import Answers
from gateway.web import Page
from servicekit.ids import new_id

CHECK = "/reclamer/verifier"


async def draft_of(page: Page) -> http.DraftView:
    """The draft of this browser; an empty one where it has none, or one that is over."""
    if page.draft_id:
        try:
            return await page.read("complaints", f"/drafts/{page.draft_id}", http.DraftView)
        except RefusedError:
            pass
    return http.DraftView(answers={}, evidence=())


async def keep(page: Page, answers: Answers, then: str) -> Response:
    """Stores the answers and goes on."""
    draft_id = page.draft_id or new_id()
    body = http.Draft(answers=answers)
    await page.backend("complaints").send("PUT", f"/drafts/{draft_id}", page.visitor.principal(), body, new_id())
    return page.keep_draft(page.redirect(then), draft_id)


def after(reader: FormReader, following: str, from_check: str = CHECK) -> str:
    """The next page; « Enregistrer et quitter » leads home; a change from the check leads back to it.

    Args:
        from_check: where a change leads first, when what it changes is asked on a page of its own.
    """
    if reader.text("then") == "save":
        return "/mon-espace"
    return from_check if reader.text("retour") else following


def typed_before(page: Page, answers: Answers) -> FormState:
    """A form filled in with what was typed before; it remembers that the check asked for a change."""
    values = {name: value.split("\x1f") for name, value in answers.items()}
    return FormState(values | {"retour": [page.request.query_params.get("retour", "")]})
