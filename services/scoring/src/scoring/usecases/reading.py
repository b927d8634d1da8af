"""Scores and their bills, of the day in force or any past day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncSession

from contracts.http import scoring as http
from contracts.scoring import PublicScore
from scoring.domain.bill import bill
from scoring.domain.days import day_before, day_of
from scoring.domain.errors import (
    DayNotReachedError,
    FormulaNotFoundError,
    ScoreNotShownError,
    SubjectNotFoundError,
)
from scoring.domain.figures import figures, window
from scoring.domain.formula import CURRENT, FORMULAS, Formula, Prior
from scoring.domain.place import Place
from scoring.domain.score import Score, evaluate, evaluate_sector, prior_on
from scoring.domain.tally import Tally
from scoring.messages import to_bill, to_public
from scoring.storage.histories import HistoryStore
from scoring.storage.scores import ScoreStore
from scoring.storage.tallies import TallyStore
from servicekit.work import Work


@dataclass(frozen=True)
class Scored:
    """A subject with the score of a day and the cells it was made from."""

    place: Place
    tally: Tally
    score: Score

    def public(self) -> PublicScore:
        """As everyone sees it."""
        return to_public(self.place, self.score, figures(self.tally, self.score.day, self.score.formula))


async def render_scores(session: AsyncSession, ids: Sequence[str]) -> Mapping[str, PublicScore]:
    """The scores of the day in force, as they are shown."""
    # Where subjects stand is read before their cells, so that a version never shows less than it should.
    places = sorted(await ScoreStore(session).places(ids), key=_day_in_force)
    shown: dict[str, PublicScore] = {}
    for day, of_day in groupby(places, key=_day_in_force):
        shown |= {each.place.subject_id: each.public() for each in await _score(session, list(of_day), day, CURRENT)}
    return shown


async def read_score(work: Work, subject_id: str, on: date | None, version: str) -> PublicScore:
    """The score of a day: the day in force, or a past one.

    Raises:
        SubjectNotFoundError, FormulaNotFoundError, DayNotReachedError: there is no such score.
    """
    return (await _find(work, subject_id, on, version)).public()


async def read_bill(work: Work, subject_id: str, on: date | None, version: str) -> http.ScoreBill:
    """Everything that makes a shown score.

    Raises:
        SubjectNotFoundError, FormulaNotFoundError, DayNotReachedError: there is no such score.
        ScoreNotShownError: there are too few ratings for a number.
    """
    found = await _find(work, subject_id, on, version)
    score, place = found.score, found.place
    if not score.shown:
        raise ScoreNotShownError(score.formula.shown_from - score.rated)
    months = window(score.day, score.formula)
    histories = await HistoryStore(work.session).of_subject(subject_id, months)
    counted = figures(found.tally, score.day, score.formula)
    return to_bill(place, bill(score, found.tally, subject_id, histories), counted)


async def _find(work: Work, subject_id: str, on: date | None, version: str) -> Scored:
    places = await ScoreStore(work.session).places([subject_id])
    if not places:
        raise SubjectNotFoundError
    if version not in FORMULAS:
        raise FormulaNotFoundError
    day = on or _day_in_force(places[0])
    if day > day_of(work.now):
        raise DayNotReachedError
    [scored] = await _score(work.session, places, day, FORMULAS[version])
    return scored


def _day_in_force(place: Place) -> date:
    """A sector's own score is its mean, which is that of the previous day's end."""
    return day_before(place.day) if place.kind == "sector" else place.day


async def _score(session: AsyncSession, places: Sequence[Place], day: date, formula: Formula) -> list[Scored]:
    tallies, months = TallyStore(session), window(day, formula)
    sectors = [place for place in places if place.kind == "sector"]
    others = [place for place in places if place.kind != "sector"]
    found = []
    for place in sectors:
        tally = await tallies.of_sector(place.sector, day, months)
        found.append(Scored(place, tally, evaluate_sector(tally, day, formula)))
    cells = await tallies.of_subjects([place.subject_id for place in others], day, months)
    for place in others:
        prior = await _prior(tallies, place, day, formula)
        tally = cells[place.subject_id]
        found.append(Scored(place, tally, evaluate(tally, prior, day, formula)))
    return found


async def _prior(tallies: TallyStore, place: Place, day: date, formula: Formula) -> Prior:
    """The prior in force is kept; that of another day or version is computed again."""
    if (place.day, place.formula) == (day, formula.name):
        return place.prior
    eve = day_before(day)
    return prior_on(await tallies.of_sector(place.sector, eve, window(eve, formula)), eve, formula)
