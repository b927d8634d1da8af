"""What a brand pays for changes nothing: not a number, not a word, not an order."""

import random
from collections import defaultdict
from datetime import timedelta
from typing import get_args

from services.scoring.tests.world import SECTORS, T0, Scoreboard

from contracts.brands import BrandFact, BrandListed, PlanChosen
from contracts.complaints import ComplaintFact, ComplaintPublished, ResponsePublished, ResponseRated
from contracts.http import scoring as http
from contracts.message import MESSAGES, Contract
from contracts.scoring import PublicScore
from contracts.topics import TOPICS
from contracts.vocabulary import Plan
from scoring.handlers import handlers
from scoring.messages import FACTS, to_fact

PERMUTATIONS = 10_000
DAY = T0.date() + timedelta(days=40)
PLANS = get_args(Plan)


def test_scoring_hears_no_topic_that_carries_a_plan():
    assert handlers.topics() == {"complaints-events", "disputes-events", "brands-events"}
    assert PlanChosen.topic not in handlers.topics()
    assert "scoring" not in TOPICS[PlanChosen.topic].readers


def test_no_fact_that_scoring_reads_and_no_score_that_it_shows_has_a_plan():
    heard = [MESSAGES[type_] for type_ in handlers.facts]
    shown = [
        PublicScore,
        *(each for each in vars(http).values() if isinstance(each, type) and issubclass(each, Contract)),
    ]
    for contract in (*heard, *shown, ComplaintFact, BrandFact):
        assert not [name for name in contract.model_fields if "plan" in name]


def test_ten_thousand_permutations_of_plans_change_no_score_and_no_order():
    rng = random.Random(20260302)
    stream = _stream()
    expected = _scores(stream)
    ranking = _ranking(expected)
    for _ in range(PERMUTATIONS):
        mixed = list(stream)
        for brand, plan in zip(SECTORS, rng.sample(PLANS, len(SECTORS)), strict=True):
            mixed.insert(rng.randrange(len(mixed) + 1), PlanChosen(brand_id=brand, at=T0, plan=plan))
        scores = _scores(mixed)
        assert scores == expected
        assert _ranking(scores) == ranking


def _ranking(scores):
    return sorted(scores, key=lambda brand: scores[brand].points, reverse=True)


def _stream():
    """A few complaints about three brands."""
    notes = {"brand-a": (2, 9, 7), "brand-b": (10,), "brand-c": (4, 4)}
    return [fact for brand, given in notes.items() for n, note in enumerate(given) for fact in _life(brand, n, note)]


def _life(brand, n, note):
    who = {"complaint_id": f"{brand}-{n}", "brand_id": brand, "author_id": "somebody"}
    published, answered = T0 + timedelta(days=n), T0 + timedelta(days=n + note)
    return (
        ComplaintPublished(**who, at=published, number=f"R-2026-00000{n}", category="billing", control="automatic"),
        ResponsePublished(**who, at=answered, response_id="one", kind="refusal", first=True),
        ResponseRated(**who, at=answered, note=note, solved=True, would_buy_again=True, late=False),
    )


def _scores(stream):
    """The scores after a stream, dispatched as the consumer does: by type."""
    facts = defaultdict(list)
    for message in stream:
        if message.type in handlers.facts:
            facts[message.complaint_id].append(to_fact(message))
    board = Scoreboard()
    for complaint_id, its in facts.items():
        board.hear(complaint_id, *its)
    return {brand: board.score(brand, DAY) for brand in SECTORS}


def test_every_fact_that_counts_and_the_sector_of_a_brand_are_heard():
    assert set(handlers.facts) == {fact.type for fact in (*FACTS, BrandListed)}
