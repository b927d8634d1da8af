"""The whole load: accounts, brands, then every complaint, oldest first, each part where it was left."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

from reclameici.demo.cast import open_accounts
from reclameici.demo.errors import DemoError
from reclameici.demo.partners import hand_over, let_in
from reclameici.demo.people import CAMILLE, MODERATOR, OPERATOR, Person, cast_of, owner_of, partner_account
from reclameici.demo.plan import PARIS, Day, Step, key_of, make_plan
from reclameici.demo.play import Stage, play_steps, upload_files
from reclameici.demo.progress import Page, Progress
from reclameici.demo.site import Mailbox, Site, eventually
from reclameici.demo.stories import Brand, Handover, Story
from reclameici.partner import PartnerProgram

GrantRole = Callable[[str, str], None]

STAFF = {MODERATOR: "moderator", OPERATOR: "operator"}

RECIPIENT = "Direction de la relation clients"

SUGGESTION = {"name": "Barbotine et fils", "sector": "craft", "website": "https://www.barbotine-fils.example"}
"""A brand that waits for staff."""


@dataclass(frozen=True)
class Production:
    """What is played, and on which platform."""

    brands: tuple[Brand, ...]
    stories: tuple[Story, ...]
    partners: tuple[str, ...]
    handovers: tuple[Handover, ...]
    site_url: str
    mailbox_url: str
    folder: Path
    """Where the progress is kept, and what partners have at their own place."""
    grant_role: GrantRole
    """The operator's command, blocking."""


@dataclass(frozen=True)
class Report:
    """What a progress bar is told."""

    expect: Callable[[int], None] = lambda _: None
    """How many things are left to do, once."""
    step: Callable[[], None] = lambda: None
    """One of them is done."""


def today_in_paris() -> date:
    """The day that ages count back from."""
    return datetime.now(PARIS).date()


async def load(production: Production, report: Report, today: date | None = None) -> Progress:
    """Plays what is left to play and says how far it came: all of it.

    Raises:
        DemoError: it cannot go on; the next load goes on from there.
    """
    progress = Progress.load(production.folder, today or today_in_paris())
    async with Site(production.site_url) as site, Mailbox(production.mailbox_url) as mailbox:
        stage = Stage(site, mailbox, {each.slug: each for each in production.brands}, progress, report.step)
        try:
            if not progress.done:
                await _load(production, stage, mailbox, report)
            # The past has caught up with the present: timers follow the real clock from here.
            await stage.advance(datetime.now(UTC))
        except ExceptionGroup as group:
            raise _first(group) from group
        finally:
            progress.save(production.folder)
    return progress


async def _load(production: Production, stage: Stage, mailbox: Mailbox, report: Report) -> None:
    progress = stage.progress
    plan = make_plan(production.stories, production.brands, progress.today, datetime.now(UTC))
    report.expect(_left(production, plan, progress))
    await _prepare(production, stage, mailbox, plan[0])
    progress.save(production.folder)
    async with asyncio.TaskGroup() as uploads:
        await _play(production, stage, plan, uploads)
    await _suggest(stage)
    await _meet_partners(production, stage, mailbox)
    progress.done = True


def _left(production: Production, plan: Iterable[Day], progress: Progress) -> int:
    """How many things are left to do."""
    people = (*cast_of(production.brands, production.stories), *map(partner_account, production.partners))
    accounts = sum(each.email not in progress.accounts for each in people)
    pages = sum(1 + each.claimed for each in production.brands) - len(progress.pages) - len(progress.claimed)
    steps = sum(len(day.steps) for day in plan) - sum(progress.steps.values())
    files = sum(len(each.evidence) for each in production.stories) - sum(map(len, progress.files.values()))
    handovers = len(production.handovers) - len(progress.handovers)
    return accounts + pages + steps + files + handovers


async def _prepare(production: Production, stage: Stage, mailbox: Mailbox, first: Day) -> None:
    """Staff, brands with their owners, authors."""
    cast = cast_of(production.brands, production.stories)
    await open_accounts(STAFF, stage.site, mailbox, stage.progress, stage.on_step)
    async with asyncio.TaskGroup() as group:
        group.create_task(open_accounts(cast, stage.site, mailbox, stage.progress, stage.on_step))
        for person, role in STAFF.items():
            group.create_task(_grant(production, stage.progress, person, role))
    async with asyncio.TaskGroup() as group:
        for brand in production.brands:
            group.create_task(_open_page(stage, brand, first.opens_at))


async def _grant(production: Production, progress: Progress, person: Person, role: str) -> None:
    if person.email not in progress.granted:
        await asyncio.to_thread(production.grant_role, progress.accounts[person.email].account_id, role)
        progress.granted.append(person.email)


async def _open_page(stage: Stage, brand: Brand, at: datetime) -> None:
    """Lists a brand; its owner, if it has one, claims the page."""
    site, progress = stage.site, stage.progress
    if brand.slug not in progress.pages:
        token = stage.token(MODERATOR)
        await site.post("/brands", dict(brand.page), token=token, at=at, key=key_of(brand.slug, "list"))
        progress.pages[brand.slug] = await eventually(lambda: _shown_page(site, brand), f"The page of {brand.slug}")
        stage.on_step()
    if brand.claimed and brand.slug not in progress.claimed:
        body = {"charter": True, "recipient": RECIPIENT}
        token = stage.token(owner_of(brand))
        await site.post(f"/brands/{brand.slug}/claim", body, token=token, at=at, key=key_of(brand.slug, "claim"))
        progress.claimed.append(brand.slug)
        stage.on_step()


async def _shown_page(site: Site, brand: Brand) -> Page | None:
    """The page as everyone sees it, once it is there, with the ids that it was given."""
    try:
        shown = await site.get(f"/brands/{brand.slug}")
    except DemoError:
        return None
    return Page(shown["brand_id"], {each["name"]: each["point_of_sale_id"] for each in shown["network"]})


async def _play(production: Production, stage: Stage, plan: Iterable[Day], uploads: asyncio.TaskGroup) -> None:
    """Plays day after day, so that the platform's clock is never past what is still to be done; files follow aside."""
    for day in plan:
        if _is_over(day, stage.progress):
            _start_uploads(stage, day, uploads)
            continue
        await stage.advance(day.opens_at)
        async with asyncio.TaskGroup() as group:
            for steps in _by_story(day.steps):
                group.create_task(play_steps(stage, steps))
        _start_uploads(stage, day, uploads)
        stage.progress.save(production.folder)


def _is_over(day: Day, progress: Progress) -> bool:
    """True for a day with steps that were all played before."""
    return bool(day.steps) and all(each.nth < progress.steps.get(each.story.id, 0) for each in day.steps)


def _by_story(steps: Iterable[Step]) -> Iterator[list[Step]]:
    ordered = sorted(steps, key=lambda each: (each.story.id, each.nth))
    return (list(group) for _, group in groupby(ordered, key=lambda each: each.story.id))


def _start_uploads(stage: Stage, day: Day, uploads: asyncio.TaskGroup) -> None:
    for step in day.steps:
        if step.action == "file":
            uploads.create_task(upload_files(stage, step.story, step.at))


async def _suggest(stage: Stage) -> None:
    await stage.site.post("/brands/suggestions", SUGGESTION, token=stage.token(CAMILLE), key=key_of("suggestion"))


async def _meet_partners(production: Production, stage: Stage, mailbox: Mailbox) -> None:
    """At real time: consents have no past, and disputes, which hears of their prices, is done with its own."""
    await stage.site.get("/quotes", token=stage.token(CAMILLE), at=datetime.now(UTC))
    async with asyncio.TaskGroup() as group:
        for slug in production.partners:
            group.create_task(let_in(stage, mailbox, PartnerProgram(production.folder, slug), slug))
    async with asyncio.TaskGroup() as group:
        for each in production.handovers:
            group.create_task(hand_over(stage, each))


def _first(group: ExceptionGroup[Exception]) -> Exception:
    """The first error that has a sentence, of those that came together."""
    leaf = group.exceptions[0]
    return _first(leaf) if isinstance(leaf, ExceptionGroup) else leaf
