"""Plays one complaint's steps through the API, each once whatever was interrupted before."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reclameici.demo.cast import MAILS_WITHIN
from reclameici.demo.errors import RefusedError
from reclameici.demo.people import MODERATOR, Person, author_of, contact_of, owner_of
from reclameici.demo.pieces import file_content, file_name
from reclameici.demo.plan import Step, key_of
from reclameici.demo.progress import Progress
from reclameici.demo.site import Mailbox, Site, eventually
from reclameici.demo.stories import Brand, Evidence, Story

UNCHECKED = frozenset({"filed", "cleared"})
"""States that a complaint leaves by itself."""


PRESUMED = frozenset({"presumed", "rated"})
"""States after a presumption; `rated` where the rating that corrects it was played before."""

UPLOADS = 3
"""Complaints whose files are uploaded side by side."""


@dataclass(frozen=True)
class Stage:
    """What every part of the play works with."""

    site: Site
    mailbox: Mailbox
    brands: Mapping[str, Brand]
    progress: Progress
    on_step: Callable[[], None]
    """Told of each thing done."""
    aside: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(UPLOADS))
    """Turns of the uploads, which must not keep the play waiting."""

    def token(self, person: Person) -> str:
        """The person's session."""
        return self.progress.accounts[person.email].token

    async def advance(self, at: datetime) -> None:
        """Moves the platform's clock for what falls due by itself; a visitor's triage keeps nothing."""
        await self.site.post("/triage", {"answers": {}}, at=at)


async def play_steps(stage: Stage, steps: Sequence[Step]) -> None:
    """Plays what is left of some steps of one complaint, in order; raises DemoError."""
    for step in steps:
        if step.nth >= stage.progress.steps.get(step.story.id, 0):
            await _PLAYERS[step.action](stage, step)
            stage.progress.steps[step.story.id] = step.nth + 1
            stage.on_step()


async def _file(stage: Stage, step: Step) -> None:
    story = step.story
    page = stage.progress.pages[story.brand]
    shop = page.network[story.point_of_sale] if story.point_of_sale else None
    body = {**step.body, "brand_id": page.brand_id, "point_of_sale_id": shop}
    ref = await stage.site.post("/complaints", body, token=stage.token(author_of(story)), at=step.at, key=step.key)
    stage.progress.complaints[story.id] = ref["complaint_id"]
    if await _checked(stage, step) == "held" and story.outcome != "held":
        await _publish_held(stage, step)


async def _checked(stage: Stage, step: Step) -> str:
    async def look() -> str | None:
        status = await _status(stage, step)
        return None if status in UNCHECKED else status

    return await eventually(look, f"The check of {step.story.id}")


async def _publish_held(stage: Stage, step: Step) -> None:
    """The screening held a text that may be published: the moderator says so, and the load counts it."""
    await _publish(stage, step, "complaint", "Rien dans ce texte ne s’oppose à sa publication.")
    if step.story.id not in stage.progress.held:
        stage.progress.held.append(step.story.id)


async def _publish(stage: Stage, step: Step, what: str, explanation: str) -> None:
    complaint_id, token = stage.progress.complaints[step.story.id], stage.token(MODERATOR)

    async def decision() -> dict[str, Any]:
        """Of the version that is there: a mail that leaves meanwhile makes another one."""
        case = await stage.site.get(f"/complaints/{complaint_id}", token=token, at=step.at)
        return {"decision": "publish", "version": case["moderation"]["version"], "explanation": explanation}

    key = key_of(step.story.id, "publish", what)
    await stage.site.post(f"/moderation/{complaint_id}/decision", decision, token=token, at=step.at, key=key)


async def _write(stage: Stage, step: Step) -> None:
    if step.by == "brand":
        # The brand opens a complaint before it writes about it.
        await _view(stage, step)
    await _command(stage, step, "messages")


async def _respond(stage: Stage, step: Step) -> None:
    if stage.brands[step.story.brand].claimed:
        await _command(stage, step, "response")
    else:
        await _respond_with_code(stage, step)


async def _respond_with_code(stage: Stage, step: Step) -> None:
    """Staff tells a brand without an owner, which answers with its code; staff lets the answer appear.

    The mail leaves at real time: codes have no past.
    """
    brand, complaint_id = stage.brands[step.story.brand], stage.progress.complaints[step.story.id]
    address = contact_of(brand, step.story)
    about, key = {"complaint_id": complaint_id, "email": address}, key_of(step.story.id, "outreach")
    await stage.site.post(f"/brands/{brand.slug}/outreach", about, token=stage.token(MODERATOR), key=key)
    what = f"The claim code about {step.story.id}"
    code = await eventually(lambda: stage.mailbox.find_claim_code(address), what, MAILS_WITHIN)
    body = {**step.body, "claim_code": code}
    await stage.site.post(f"/complaints/{complaint_id}/response", body, at=step.at, key=step.key)
    await _publish(stage, step, "response", "La réponse vient de la marque et reste mesurée.")


async def _rate(stage: Stage, step: Step) -> None:
    await _command(stage, step, "rating")


async def _await_presumption(stage: Stage, step: Step) -> None:
    await stage.advance(step.at)

    async def look() -> bool | None:
        return await _status(stage, step) in PRESUMED or None

    await eventually(look, f"The presumed satisfaction of {step.story.id}")


async def _escalate(stage: Stage, step: Step) -> None:
    """Disputes hears of the rating a moment after it is given."""
    complaint_id, token = stage.progress.complaints[step.story.id], stage.token(_actor(stage, step))

    async def look() -> bool | None:
        try:
            found = await stage.site.get(f"/complaints/{complaint_id}/escalation", token=token, at=step.at)
        except RefusedError:
            return None
        return found["ground"] is not None or None

    await eventually(look, f"The ground of {step.story.id}")
    await stage.site.post("/disputes", {"complaint_id": complaint_id}, token=token, at=step.at, key=step.key)


async def _command(stage: Stage, step: Step, name: str) -> None:
    path = f"/complaints/{stage.progress.complaints[step.story.id]}/{name}"
    await stage.site.post(path, step.body, token=stage.token(_actor(stage, step)), at=step.at, key=step.key)


async def _status(stage: Stage, step: Step) -> str:
    status: str = (await _view(stage, step))["status"]
    return status


async def _view(stage: Stage, step: Step) -> dict[str, Any]:
    path = f"/complaints/{stage.progress.complaints[step.story.id]}"
    view: dict[str, Any] = await stage.site.get(path, token=stage.token(_actor(stage, step)), at=step.at)
    return view


def _actor(stage: Stage, step: Step) -> Person:
    return author_of(step.story) if step.by == "author" else owner_of(stage.brands[step.story.brand])


_PLAYERS = {
    "file": _file,
    "message": _write,
    "response": _respond,
    "rating": _rate,
    "presumption": _await_presumption,
    "escalation": _escalate,
}


async def upload_files(stage: Stage, story: Story, at: datetime) -> None:
    """Adds the pieces of a filed complaint that are not there yet; raises DemoError."""
    done = stage.progress.files.setdefault(story.id, [])
    async with stage.aside:
        for nth, piece in enumerate(story.evidence):
            if nth not in done:
                await _upload(stage, story, nth, piece, at)
                done.append(nth)
                stage.on_step()


async def _upload(stage: Stage, story: Story, nth: int, piece: Evidence, at: datetime) -> None:
    path = f"/complaints/{stage.progress.complaints[story.id]}/evidence"
    content = await asyncio.to_thread(file_content, story, piece)
    form = {"files": {"file": (file_name(piece), content)}, "data": {"kind": piece.kind}}
    key = key_of(story.id, "evidence", nth)
    await stage.site.post(path, token=stage.token(author_of(story)), at=at, key=key, **form)
