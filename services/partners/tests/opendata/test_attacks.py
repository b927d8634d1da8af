"""Three attacks find nobody in what is published, and somebody in what a naive publication would be."""

import asyncio
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from services.partners.tests.opendata.attacks import Page, differences, outcomes, regions
from services.partners.tests.opendata.world import FOLLOWING, MIXED, MONTH, T0, some

from gateway.presentation.opendata import to_csv
from partners.domain.opendata.counted import Outcome
from partners.domain.opendata.release import LEVELS, Cell, release
from partners.domain.opendata.rules import V1, Entry
from partners.messages import to_aggregate

pytestmark = pytest.mark.promise("P5")

REGIONS = ("11", "84", "76", "53", "94", None)
WEIGHTS = (9, 5, 5, 3, 1, 4)


def a_month(seed: int, number: int = 900) -> list[Entry]:
    """A month like a real one: few big groups, many small ones, regions and outcomes that lean to one side."""
    draw, found = Random(seed), []
    for _ in range(number):
        sector, category = (
            draw.choices(("telecom", "rail", "energy", "water"), (8, 4, 2, 1))[0],
            draw.choice(("billing", "delay", "refund")),
        )
        (region,) = draw.choices(REGIONS, WEIGHTS if category != "delay" else (1, 1, 1, 30, 1, 1))
        (outcome,) = draw.choices(tuple(Outcome), (4, 4, 3, 3, 1) if sector != "water" else (40, 1, 0, 0, 0))
        found += some(1, outcome, sector=sector, category=category, region=region)
    return [Entry(**vars(each) | {"brand_id": f"{each.sector}-{nth % 5}"}) for nth, each in enumerate(found)]


def written(cells) -> str:
    """The published file."""

    async def states():
        for cell in cells:
            yield to_aggregate(cell, V1.name, T0)

    async def lines():
        return "".join([line async for line in to_csv(states())])

    return asyncio.run(lines())


def published(entries, month=MONTH) -> str:
    return written(release(month, entries, V1))


def naive(entries, month=MONTH, k=10) -> str:
    """A cube with its margins, cells below k left out: what one would publish who only counts."""
    cells = []
    for depth in range(len(LEVELS) + 1):
        groups: dict[tuple[str, ...], list[Entry]] = {}
        for entry in entries:
            said = tuple(getattr(entry, level) for level in LEVELS[:depth])
            if None not in said:
                groups.setdefault(said, []).append(entry)
        for key, group in groups.items():
            if len(group) >= k:
                answered = sum(each.delay_days is not None for each in group)
                cells.append(Cell(month, key, len(group), answered, None, Counter(each.outcome for each in group)))
    return written(cells)


def site(entries, month=MONTH) -> list[Page]:
    """The pages of the complaints."""
    return [
        Page(
            entry.author_id,
            entry.brand_id,
            month,
            entry.sector,
            entry.category,
            entry.delay_days,
            entry.outcome.value,
        )
        for entry in entries
    ]


def people(entries, month=MONTH):
    """What somebody may know who knows the authors."""
    return [
        (entry.author_id, (month, entry.sector, entry.category, *([entry.region] if entry.region else [])))
        for entry in entries
    ]


every_month = pytest.mark.parametrize("seed", range(8))
LOPSIDED = [*some(30, region="53"), *some(4, region="94"), *some(12, Outcome.SOLVED, category="refund")]
"""A small region beside a large one, and a group that shares one outcome."""


def test_a_difference_finds_small_groups_in_a_cube_and_between_its_editions():
    late = [*LOPSIDED, *some(1, region="53")]
    assert differences([naive(LOPSIDED)], site(LOPSIDED), totals=True) == {(MONTH, "telecom", "billing"): 4}
    assert differences([naive(LOPSIDED), naive(late)], [], totals=True)
    # Even safe cells tell the one who came late, were they made anew: this is why a month is frozen.
    mixed = [each for region in ("53", "11", "76") for each in some(20, region=region)]
    assert differences([published(mixed), published([*mixed, *some(1, region="53")])], [])


@every_month
def test_a_difference_finds_nothing_in_what_is_published(seed):
    first, second = a_month(seed), a_month(seed + 100)
    cells = release(MONTH, first, V1)
    assert any(len(cell.key) == len(LEVELS) for cell in cells)
    editions = [written(cells), written([*cells, *release(FOLLOWING, second, V1)])]
    assert differences(editions, [*site(first), *site(second, FOLLOWING)]) == {}
    assert differences([naive(first)], site(first), totals=True)


def test_pages_of_the_site_tell_the_region_of_authors_in_a_cube():
    found = regions(naive(LOPSIDED), site(LOPSIDED))
    assert len(found) == len(LOPSIDED)
    assert max(likelihood for _, likelihood in found.values()) == 1


@every_month
def test_pages_of_the_site_tell_the_region_of_nobody_in_what_is_published(seed):
    entries = a_month(seed)
    assert regions(published(entries), site(entries)) == {}
    assert regions(naive(entries), site(entries))


def answered(entry, days):
    return entry if entry.delay_days is None else replace(entry, delay_days=days)


def test_a_region_that_is_answered_quicker_than_the_others_is_told_by_nothing():
    quick, *slow = (some(20, region=region) for region in ("53", "11", "84"))
    entries = [answered(each, 1) for each in quick] + [answered(each, 20) for group in slow for each in group]
    cells = release(MONTH, entries, V1)
    assert sum(len(cell.key) == len(LEVELS) for cell in cells) == 3
    assert regions(written(cells), site(entries)) == {}
    with_delays = [replace(cell, delay="0-2" if cell.key[-1] == "53" else "16-30") for cell in cells]
    assert regions(written(with_delays), site(entries))


def test_who_knows_a_person_learns_the_outcome_from_a_cube():
    entries = LOPSIDED
    found = outcomes(naive(entries), people(entries), V1.outcome_share)
    truth = {entry.author_id: entry.outcome.value for entry in entries if entry.category == "refund"}
    assert found == truth


@every_month
def test_who_knows_a_person_learns_no_outcome_with_more_than_nine_in_ten(seed):
    entries = a_month(seed)
    assert outcomes(published(entries), people(entries), V1.outcome_share) == {}
    assert outcomes(naive(entries), people(entries), V1.outcome_share)


def test_the_bound_is_reached_so_that_no_smaller_one_could_be_promised():
    entries = some(10, *[Outcome.SOLVED] * 9, Outcome.UNSOLVED)
    assert len(outcomes(published(entries), people(entries), Fraction(89, 100))) == 10
    assert outcomes(published(entries), people(entries), V1.outcome_share) == {}


groups = st.builds(
    lambda number, sector, category, region, one: some(
        number, *([Outcome.SOLVED] if one else MIXED), sector=sector, category=category, region=region
    ),
    st.integers(1, 60),
    st.sampled_from(["telecom", "rail"]),
    st.sampled_from(["billing", "refund"]),
    st.sampled_from(REGIONS),
    st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(groups, min_size=1, max_size=12).map(lambda found: [each for group in found for each in group]))
def test_no_month_gives_any_of_the_three_attacks_anybody(entries):
    file = published(entries)
    assert differences([file], site(entries)) == {}
    assert regions(file, site(entries)) == {}
    assert outcomes(file, people(entries), V1.outcome_share) == {}
