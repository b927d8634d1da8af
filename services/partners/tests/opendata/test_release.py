"""The rule book of open data: which groups of a month are published, and what becomes of the others."""

from collections import Counter
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from services.partners.tests.opendata.world import MIXED, MONTH, sizes, some

from partners.domain.opendata.counted import Outcome
from partners.domain.opendata.release import BANDS, LEVELS, LONGEST, release
from partners.domain.opendata.rules import CURRENT, V1, closes_at

pytestmark = pytest.mark.promise("P5")

EVERYWHERE = ("53", "11", "76")


def published(*groups):
    return release(MONTH, [each for group in groups for each in group], V1)


def test_a_month_of_ten_authors_and_three_brands_is_published():
    (cell,) = published(some(10))
    assert (cell.key, cell.complaints, cell.answered) == (("telecom", "billing"), 10, 8)
    assert cell.outcomes == {Outcome.SOLVED: 3, Outcome.UNSOLVED: 3, Outcome.PRESUMED: 2, Outcome.OPEN: 2}


@pytest.mark.parametrize(
    "group",
    [
        some(9),
        some(12, authors=9),
        some(12, brands=2),
        some(12, Outcome.SOLVED),
        some(21, *[Outcome.OPEN] * 20, Outcome.SOLVED),
    ],
    ids=["nine complaints", "nine authors", "two brands", "one outcome", "one outcome but for one in twenty-one"],
)
def test_a_month_that_does_not_hide_its_members_is_not_published(group):
    assert published(group) == ()


def test_a_month_without_complaints_has_no_cell():
    assert published() == ()


def test_regions_are_told_apart_where_none_of_them_says_where_an_author_lives():
    cells = published(*(some(12, region=region) for region in EVERYWHERE))
    assert sizes(cells) == {("telecom", "billing", region): 12 for region in EVERYWHERE}


def test_a_small_region_is_among_the_others_and_takes_the_smallest_one_with_it_until_they_are_ten():
    cells = published(*(some(12 + nth, region=region) for nth, region in enumerate(EVERYWHERE)), some(4, region="94"))
    assert sizes(cells) == {
        ("telecom", "billing", "11"): 13,
        ("telecom", "billing", "76"): 14,
        ("telecom", "billing"): 16,
    }


def test_who_did_not_say_the_region_is_among_the_others():
    cells = published(*(some(12, region=region) for region in EVERYWHERE), some(12, region=None))
    assert sizes(cells)["telecom", "billing"] == 12


def test_a_region_with_more_than_half_of_the_complaints_is_not_told():
    assert sizes(published(some(24, region="53"), some(23, region="11"))) == {
        ("telecom", "billing", "11"): 23,
        ("telecom", "billing"): 24,
    }


def test_a_region_with_most_of_one_outcome_is_not_told_since_pages_tell_the_outcome():
    disputed = some(12, *MIXED[:3], Outcome.DISPUTED, region="53")
    cells = published(disputed, some(12, region="11"), some(12, region="76"))
    assert ("telecom", "billing", "53") not in sizes(cells)


def test_a_small_category_is_among_the_others_of_its_sector_and_a_small_sector_among_all_others():
    cells = published(
        some(20), some(15, category="refund"), some(11, category="delay"), some(5, category="delivery"),
        some(7, sector="water"), some(6, sector="food"),
    )  # fmt: skip
    assert sizes(cells) == {
        ("telecom", "billing"): 20,
        ("telecom", "refund"): 15,
        ("telecom",): 16,
        (): 13,
    }


def test_a_small_sector_takes_the_smallest_one_with_it():
    cells = published(some(20), some(12, sector="rail"), some(3, sector="water"))
    assert sizes(cells) == {("telecom", "billing"): 20, (): 15}


def test_a_median_delay_is_a_band_and_needs_ten_answers():
    assert published(some(10))[0].delay is None
    assert published(some(20))[0].delay == "3-7"
    assert [band for _, band in BANDS] + [LONGEST] == ["0-2", "3-7", "8-15", "16-30", "over-30"]


def test_a_cell_keeps_its_id_and_another_month_has_another():
    first, again = published(some(10)), published(some(12))
    assert first[0].id == again[0].id
    assert release("2026-11", some(10), V1)[0].id != first[0].id


@pytest.mark.parametrize(
    ("month", "closes"),
    [("2026-10", datetime(2026, 11, 4, 23, tzinfo=UTC)), ("2026-12", datetime(2027, 1, 4, 23, tzinfo=UTC))],
)
def test_a_month_closes_on_the_fifth_of_the_next_in_paris(month, closes):
    assert closes_at(month) == closes


def test_the_thresholds_in_force_are_those_that_the_site_promises():
    assert CURRENT is V1
    assert (V1.complaints, V1.brands, V1.outcome_share, V1.region_share) == (10, 3, Fraction(9, 10), Fraction(1, 2))


groups = st.builds(
    lambda number, outcomes, brands, authors, place: some(
        number, *outcomes, brands=brands, authors=authors, **dict(zip(LEVELS, place, strict=True))
    ),
    st.integers(1, 40),
    st.lists(st.sampled_from(Outcome), min_size=1, max_size=5),
    st.integers(1, 5),
    st.integers(1, 40),
    st.tuples(
        st.sampled_from(["telecom", "rail", "water"]),
        st.sampled_from(["billing", "refund"]),
        st.sampled_from(["53", "11", "76", None]),
    ),
)
months = st.lists(groups, max_size=12).map(lambda found: [each for group in found for each in group])


def cell_of(entry, keys):
    """The cell that a complaint is in: the most precise one there is of what it says."""
    said = tuple(getattr(entry, level) for level in LEVELS)
    return next(said[:depth] for depth in (3, 2, 1, 0) if said[:depth] in keys)


@settings(max_examples=300, deadline=None)
@given(months)
def test_each_complaint_is_in_one_cell_and_each_cell_hides_its_members(entries):
    cells = {cell.key: cell for cell in release(MONTH, entries, V1)}
    members = {key: [] for key in cells}
    for entry in entries if cells else ():
        members[cell_of(entry, cells)].append(entry)
    for key, inside in members.items():
        assert cells[key].complaints == len(inside)
        assert cells[key].outcomes == Counter(each.outcome for each in inside)
        assert len({each.author_id for each in inside}) >= 10
        assert len({each.brand_id for each in inside}) >= 3
        assert max(Counter(each.outcome for each in inside).values()) * 10 <= len(inside) * 9


@settings(max_examples=300, deadline=None)
@given(months)
def test_no_group_below_ten_is_what_the_site_counts_less_what_is_published(entries):
    """The pages of the site count every sector and category; only the regions are not on them."""
    cells = release(MONTH, entries, V1)
    for depth in (0, 1, 2):
        counted = Counter(tuple(getattr(each, level) for level in LEVELS[:depth]) for each in entries)
        for key, total in counted.items():
            below = sum(cell.complaints for cell in cells if cell.key[:depth] == key and len(cell.key) > depth)
            assert not below or total == below or total - below >= 10


@settings(max_examples=300, deadline=None)
@given(months)
def test_no_region_has_more_than_half_of_what_a_page_tells(entries):
    for cell in release(MONTH, entries, V1):
        if len(cell.key) == 3:
            alike = [each for each in entries if (each.sector, each.category) == cell.key[:2]]
            assert 2 * cell.complaints <= len(alike)
            here = [each for each in alike if each.region == cell.key[2]]
            for same in {(each.outcome, each.delay_days is None) for each in here}:
                told = [each.region for each in alike if (each.outcome, each.delay_days is None) == same]
                assert 2 * told.count(cell.key[2]) <= len(told)
