"""Facts come in: a complaint's old changes go out, its new ones in, and whoever's score that moves is shown anew."""

from collections import Counter
from collections.abc import Mapping

from contracts.scoring import PublicScore
from scoring.domain.complaint import History, heard
from scoring.domain.tally import Change, changes_of, difference
from scoring.messages import Event, to_fact
from scoring.storage.histories import HistoryStore
from scoring.storage.scores import ScoreStore, SectorStore
from scoring.storage.tables import SectorRow
from scoring.storage.tallies import TallyStore
from scoring.usecases.refreshing import refresh_soon
from servicekit.work import Work


async def hear(work: Work, *news: Event) -> None:
    """Takes facts into the scores; facts heard before change nothing."""
    store = HistoryStore(work.session)
    before = await store.load({fact.complaint_id for fact in news})
    after = dict(before)
    for fact in news:
        after[fact.complaint_id] = heard(after.get(fact.complaint_id, ()), to_fact(fact))
    if after == before:
        return
    await store.save(after)
    if changes := difference(_changes(after), _changes(before)):
        await _place(work, changes)


def _changes(histories: Mapping[str, History]) -> Counter[Change]:
    found: Counter[Change] = Counter()
    for history in histories.values():
        found.update(changes_of(history))
    return found


async def _place(work: Work, changes: Counter[Change]) -> None:
    # The sectors first: what is added while they are held cannot be missed by a refresh.
    sectors = await SectorStore(work.session).hold({change.subject.brand_id for change in changes})
    await TallyStore(work.session).add(changes)
    scores = ScoreStore(work.session)
    await scores.ensure({change.subject for change in changes})
    open_days = {change for change in changes if not _is_closed(change, sectors)}
    moved = sorted({change.subject.id for change in open_days if change.subject.brand_id in sectors})
    if moved:
        await scores.bump(moved)
        for subject_id in moved:
            work.show(PublicScore, subject_id)
    closed = {sectors[change.subject.brand_id].code for change in changes.keys() - open_days}
    for sector in sorted(closed):
        await refresh_soon(work, sector)


def _is_closed(change: Change, sectors: Mapping[str, SectorRow]) -> bool:
    """True for a day whose end the sector's mean was taken at, or will be by the refresh that is due.

    Such a change moves the mean and thus every score of the sector. A brand without a page waits for it.
    """
    sector = sectors.get(change.subject.brand_id)
    return sector is not None and (sector.day is None or change.day < sector.day)
