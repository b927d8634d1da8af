"""A few complaints of the demonstration, played on the real platform."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import httpx
import pytest

from reclameici.demo.load import Production, Report, load, today_in_paris
from reclameici.demo.people import CAMILLE, MODERATOR, partner_account
from reclameici.demo.plan import PARIS, RATING_DAYS
from reclameici.demo.progress import FILE, Progress
from reclameici.demo.report import check
from reclameici.demo.site import Site, eventually
from reclameici.demo.stories import Story, read_brands, read_handovers, read_stories
from reclameici.partner import PartnerProgram

LATE, PRESUMED, RATED, UNANSWERED, OWNERLESS, HELD, LIVE = "c119", "c228", "c232", "c239", "c236", "x01", "x03"
PARTNER = "avostart"
OLDEST = 45
"""Days: the time of a late rating."""
STORIES = {LATE, PRESUMED, RATED, UNANSWERED, OWNERLESS, HELD, LIVE}


@dataclass
class Stage:
    """The platform after a load, and how to load again."""

    production: Production
    site: Site
    progress: Progress
    told: list[int] = field(default_factory=list)

    async def load_again(self) -> Progress:
        """Another load; what it tells its progress bar is kept."""
        return await load(self.production, Report(self.told.append, lambda: self.told.append(-1)))

    def lose_progress(self) -> None:
        (self.production.folder / FILE).unlink()

    async def public(self, story_id: str) -> dict:
        return await self.site.get(f"/complaints/{self.progress.complaints[story_id]}")

    async def session(self, person) -> str:
        opened = await self.site.post("/sessions", {"email": person.email, "password": person.password})
        return opened["token"]


def _recent(story: Story) -> Story:
    """The story at an age that keeps the play short: each day of the past is played."""
    too_old = max(0, story.filed_days_ago - OLDEST)
    return replace(
        story,
        filed_days_ago=story.filed_days_ago - too_old,
        experience_days_ago=story.experience_days_ago - too_old,
    )


@pytest.fixture(scope="module")
async def stage(platform, tmp_path_factory) -> AsyncIterator[Stage]:
    stories = tuple(_recent(each) for each in read_stories() if each.id in STORIES)
    production = Production(
        tuple(each for each in read_brands() if each.slug in {story.brand for story in stories}),
        stories,
        (PARTNER,),
        tuple(each for each in read_handovers() if each.partner == PARTNER),
        platform.surroundings.public_url,
        platform.mail.url,
        tmp_path_factory.mktemp("demo"),
        platform.grant_role,
    )
    async with Site(production.site_url) as site:
        yield Stage(production, site, await load(production, Report()))


async def test_the_site_shows_what_the_data_says(stage):
    async def differing() -> tuple | None:
        lines = await check(stage.site, stage.production.stories, stage.progress)
        return lines if not any(line.differing for line in lines) else None

    lines = await eventually(differing, "What the data says")
    assert sum(line.expected for line in lines if ": " in line.what) == len(STORIES)
    assert [line.expected for line in lines if line.what == "a late rating corrects a presumption"] == [1]


async def test_a_presumption_falls_in_the_played_past(stage):
    """On the day after the window's last at the latest: the tests' window is shorter than the product's."""
    complaint = await stage.public(PRESUMED)
    moments = (complaint["responses"][0]["published_at"], complaint["presumed_at"])
    answered_on, presumed_on = (datetime.fromisoformat(each).astimezone(PARIS).date() for each in moments)
    assert answered_on < presumed_on <= answered_on + timedelta(days=RATING_DAYS + 1)


async def test_each_complaint_is_published_on_the_day_it_was_filed(stage):
    for story in stage.production.stories:
        if story.id != HELD:
            published_at = datetime.fromisoformat((await stage.public(story.id))["published_at"])
            age = today_in_paris() - published_at.astimezone(PARIS).date()
            assert age.days == story.filed_days_ago


async def test_the_proofs_are_real_files_named_after_their_label(stage):
    token = await stage.session(CAMILLE)
    view = await stage.site.get(f"/complaints/{stage.progress.complaints[LIVE]}", token=token)
    assert [(each["name"], each["kind"], each["state"]) for each in view["evidence"]] == [
        ("Le fond de la cuve.jpg", "photo", "kept"),
        ("Facture.pdf", "invoice", "kept"),
    ]


async def test_the_last_word_of_the_live_thread_waits_for_the_brand(stage):
    token = await stage.session(CAMILLE)
    view = await stage.site.get(f"/complaints/{stage.progress.complaints[LIVE]}", token=token)
    assert [each["by"] for each in view["messages"]] == ["brand", "consumer"]
    assert view["status"] == "published"


async def test_a_doubtful_text_waits_for_the_moderator(stage):
    queue = await stage.site.get("/moderation/queue", token=await stage.session(MODERATOR))
    assert stage.progress.complaints[HELD] in [each["complaint_id"] for each in queue["complaints"]]


async def test_a_partner_has_its_case_and_proposed_a_price_for_it(stage):
    [case] = (await stage.site.get("/cases", token=await stage.session(partner_account(PARTNER))))["referrals"]
    assert (case["status"], case["complaint_id"]) == ("accepted", None)
    token = await stage.session(CAMILLE)

    async def offered() -> dict | None:
        found = (await stage.site.get("/quotes", token=token))["quotes"]
        return found[0] if found else None

    quote = await eventually(offered, "The quote")
    assert (quote["provider"], quote["status"], quote["fixed_cents"]) == (PARTNER, "offered", 12_000)


async def test_the_program_that_partners_start_from_opens_what_came_from_its_topic(stage):
    program = PartnerProgram(stage.production.folder, PARTNER)
    token = await stage.session(partner_account(PARTNER))
    [case] = (await stage.site.get("/cases", token=token))["referrals"]
    address = f"{stage.production.site_url}/api/v1/cases/{case['referral_id']}/message"
    async with httpx.AsyncClient() as client:
        answer = await client.get(address, headers={"Authorization": f"Bearer {token}"})
    sealed = stage.production.folder / "case.jwe"
    sealed.write_bytes(answer.content)
    assert "Sa haie dépasse" in program.call("open", str(sealed))


async def test_a_second_load_has_nothing_left_to_do(stage):
    stage.told.clear()
    assert await stage.load_again() == stage.progress
    assert stage.told == []


async def test_a_load_that_lost_its_progress_does_nothing_twice(stage):
    stage.lose_progress()
    again = await stage.load_again()
    assert (again.complaints, again.pages) == (stage.progress.complaints, stage.progress.pages)
    view = await stage.site.get(f"/complaints/{again.complaints[LIVE]}", token=await stage.session(CAMILLE))
    assert (len(view["messages"]), len(view["evidence"])) == (2, 2)
