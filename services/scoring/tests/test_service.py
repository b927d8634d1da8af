"""Facts in on the real Kafka, scores out, and what stands in between."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from contracts.brands import BrandListed
from contracts.complaints import ComplaintPublished, ComplaintWithdrawn, ResponsePublished, ResponseRated
from contracts.http.scoring import ScoreBill
from contracts.scoring import PublicScore
from scoring.rebuild import ServiceRunningError, rebuild
from servicekit.ids import new_id

TODAY = datetime(2026, 6, 10, 8, 0, tzinfo=UTC)
"""The morning of the fixture's clock."""


def complaint(brand_id, published_at, note=None, shop=None):
    """A complaint answered after three days and rated at once, or just published where there is no note."""
    who = {"complaint_id": new_id(), "brand_id": brand_id, "author_id": new_id()}
    number = f"R-2026-{int(new_id()[-6:], 16):08d}"
    facts = [
        ComplaintPublished(
            **who, at=published_at, number=number, category="billing", control="automatic", point_of_sale_id=shop
        )
    ]
    if note is not None:
        answered_at = published_at + timedelta(days=3)
        facts += [
            ResponsePublished(**who, at=answered_at, response_id=new_id(), kind="proposal", first=True),
            ResponseRated(**who, at=answered_at, note=note, solved=note > 5, would_buy_again=note > 7, late=False),
        ]
    return facts


def history(brand_id, notes=(2, 4, 5, 6, 7, 7, 8, 9, 9, 10, 10)):
    """Rated complaints of the last weeks, the last one rated today."""
    last = TODAY - timedelta(days=3)
    return [
        fact
        for age, note in enumerate(reversed(notes))
        for fact in complaint(brand_id, last - timedelta(days=4 * age), note)
    ]


def listed(brand_id, sector="notary"):
    return BrandListed(brand_id=brand_id, at=TODAY - timedelta(days=90), sector=sector)


async def test_facts_become_a_shown_score_and_a_bill_that_adds_up_to_it(scoring):
    brand, shop = new_id(), new_id()
    async with scoring.shown() as board, scoring.running() as visitor:
        # The complaints come before the brand has its page: they are kept, and placed in its sector then.
        await scoring.publish(*history(brand), *complaint(brand, TODAY, shop=shop))
        await scoring.publish(listed(brand))
        score = await board.until(brand, lambda seen: seen.complaints == 12)
        assert (score.shown, score.rated, score.rated_solved, score.answered) == (True, 11, 8, 11)
        assert score.notes == (0, 0, 1, 0, 1, 1, 1, 2, 1, 2, 2)
        assert (score.mean_note, score.median_response_days, score.evaluated_on) == ("7.0", "3.0", TODAY.date())
        bill = ScoreBill.model_validate((await visitor.get(f"/subjects/{brand}/bill")).json())
        assert bill.score == score
        assert _sum(bill) == Fraction(bill.total.fraction)
        assert len(bill.complaints) == 12
        at_the_shop = PublicScore.model_validate((await visitor.get(f"/subjects/{shop}/score")).json())
        assert (at_the_shop.subject_kind, at_the_shop.complaints, at_the_shop.shown) == ("point-of-sale", 1, False)
        await _refuses(visitor, brand, shop)


def _sum(bill):
    of_complaints = [points.fraction for line in bill.complaints for points in dict(line.points).values()]
    of_the_sector = [part.sector_points.fraction for part in bill.parts]
    return sum(map(Fraction, of_complaints + of_the_sector), Fraction(0))


async def _refuses(visitor, brand, shop):
    tomorrow = TODAY.date() + timedelta(days=1)
    assert (await visitor.get(f"/subjects/{new_id()}/score")).status_code == 404
    assert (await visitor.get(f"/subjects/{brand}/score", formula="v0")).status_code == 404
    assert (await visitor.get(f"/subjects/{brand}/bill", on=str(tomorrow))).status_code == 422
    not_yet = await visitor.get(f"/subjects/{shop}/bill")
    assert (not_yet.status_code, not_yet.json()["detail"]) == (
        409,
        "Pas encore de score\u00a0: il manque 10 avis exprimés.",
    )


async def test_a_replay_of_every_record_changes_no_row_and_no_version(scoring):
    brand = new_id()
    async with scoring.shown() as board, scoring.running():
        sent = await scoring.publish(listed(brand), *history(brand))
        await board.until(brand, lambda seen: seen.rated == 11)
        before = await _state(scoring, brand)
        versions = await scoring.rows("select version from score where subject_id = :brand", brand=brand)
        await scoring.publish_again(sent)
        await scoring.caught_up()
        assert await _state(scoring, brand) == before
        assert await scoring.rows("select version from score where subject_id = :brand", brand=brand) == versions


async def test_a_rebuild_from_the_topics_gives_the_same_rows(scoring, monkeypatch):
    brand, lines = new_id(), []
    async with scoring.shown() as board, scoring.running():
        await scoring.publish(listed(brand), *history(brand), *complaint(brand, TODAY))
        await board.until(brand, lambda seen: seen.complaints == 12)
        before = await _state(scoring, brand)
        monkeypatch.setattr("scoring.rebuild.PATIENCE", timedelta(seconds=0.1))
        with pytest.raises(ServiceRunningError):
            await rebuild(scoring.service, lines.append)
    # Under another name, so that Kafka has no member to wait for; the tables are the same.
    stopped = replace(scoring.service, name=f"{scoring.service.name}-again")
    assert await rebuild(stopped, lines.append) > 30
    assert await _state(scoring, brand) == before
    assert "complaints-events" in lines[-1]


async def _state(scoring, brand):
    queries = {
        "bucket": "select * from bucket where subject_id = :brand order by 2, 3, 4",
        "change": "select * from change where subject_id = :brand order by 2, 3, 4, 5",
        "complaint": "select * from complaint where :brand = any(subjects) order by id",
    }
    return {table: await scoring.rows(query, brand=brand) for table, query in queries.items()}


async def test_midnight_in_paris_shows_what_time_alone_has_changed(scoring):
    brand = new_id()
    async with scoring.shown() as board, scoring.running() as visitor:
        await scoring.publish(listed(brand), *history(brand), *complaint(brand, TODAY))
        today = await board.until(brand, lambda seen: seen.complaints == 12)
        scoring.clock.set(datetime(2026, 6, 10, 22, 0, 0, tzinfo=UTC))
        tomorrow = await board.until(brand, lambda seen: seen.evaluated_on > today.evaluated_on)
        assert tomorrow.evaluated_on == TODAY.date() + timedelta(days=1)
        assert tomorrow.version > today.version
        past = await visitor.get(f"/subjects/{brand}/score", on=str(TODAY.date()))
        assert PublicScore.model_validate(past.json()) == today.model_copy(update={"version": tomorrow.version})


async def test_a_late_fact_moves_the_means_of_its_sector_and_every_score_there(scoring):
    brand, neighbour, sector = new_id(), new_id(), "coach"
    async with scoring.shown() as board, scoring.running():
        await scoring.publish(listed(brand, sector), listed(neighbour, sector), *history(brand))
        await board.until(f"sector:{sector}", lambda seen: seen.complaints >= 11)
        # The refresh that brought the sector's mean shows its brands in the same transaction, on another partition.
        await board.settle()
        first = await board.until(brand, lambda seen: seen.rated == 11)
        await scoring.publish(*complaint(neighbour, TODAY - timedelta(days=20), note=0))
        moved = await board.until(brand, lambda seen: seen.version > first.version and seen.score != first.score)
        eve = TODAY.date() - timedelta(days=1)
        mean = await board.until(f"sector:{sector}", lambda seen: seen.complaints >= 12)
    assert Fraction(moved.score) < Fraction(first.score)
    assert (mean.subject_kind, mean.evaluated_on) == ("sector", eve)
    assert mean.rated >= 11


async def test_a_withdrawn_complaint_leaves_the_score(scoring):
    brand = new_id()
    async with scoring.shown() as board, scoring.running():
        facts = history(brand)
        await scoring.publish(listed(brand), *facts)
        await board.until(brand, lambda seen: seen.rated == 11)
        gone = facts[0]
        await scoring.publish(
            ComplaintWithdrawn(complaint_id=gone.complaint_id, brand_id=brand, author_id=gone.author_id, at=TODAY)
        )
        score = await board.until(brand, lambda seen: seen.rated == 10)
    assert score.complaints == 10
