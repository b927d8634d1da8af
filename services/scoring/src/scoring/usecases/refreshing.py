"""What time alone changes: each sector has its day in force, brought in after midnight in Paris."""

from datetime import timedelta

from contracts.scoring import PublicScore
from scoring.domain.days import day_before, day_of, end_of
from scoring.domain.figures import window
from scoring.domain.formula import CURRENT
from scoring.domain.score import prior_on
from scoring.messages import SECTOR
from scoring.storage.scores import ScoreStore, SectorStore
from scoring.storage.tallies import TallyStore
from servicekit.work import Work, Works

REFRESH = "refresh-sector"
"""Step, due after each midnight in Paris, and soon after a fact of a closed day or a new page."""

SETTLE = timedelta(seconds=2)
"""How long the first of many late facts waits for the others, so that one refresh serves them all."""


async def list_brand(work: Work, brand_id: str, sector: str) -> None:
    """A brand has a page: what its complaints weigh counts in its sector from now on, past days included."""
    sectors = SectorStore(work.session)
    before = await sectors.put_brand(brand_id, sector)
    if before == sector:
        return
    for each in sorted({sector, before} - {None}, key=str):
        await sectors.open(str(each))
        await refresh_soon(work, str(each))


async def refresh_soon(work: Work, sector: str) -> None:
    """Sets a refresh, unless one is due as soon. The caller holds the sector."""
    soon = work.now + SETTLE
    due = await SectorStore(work.session).deadline_of(REFRESH, sector)
    if due is None or due > soon:
        await work.schedule(REFRESH, sector, soon)


async def refresh_sector(sector: str, works: Works) -> None:
    """Takes the sector's means at the end of yesterday and shows every score of the sector for today.

    A step, since a timer would hold its deadline against the facts that set it; doing it twice changes versions only.
    """
    async with works.open() as work:
        today = day_of(work.now)
        eve = day_before(today)
        sectors, scores = SectorStore(work.session), ScoreStore(work.session)
        await sectors.lock(sector)
        tally = await TallyStore(work.session).of_sector(sector, eve, window(eve, CURRENT))
        await sectors.put(sector, today, CURRENT.name, prior_on(tally, eve, CURRENT))
        await scores.ensure_sector(f"{SECTOR}{sector}", sector)
        subject_ids = await scores.of_sector(sector)
        await scores.bump(subject_ids)
        for subject_id in subject_ids:
            work.show(PublicScore, subject_id)
        await work.schedule(REFRESH, sector, end_of(today))
