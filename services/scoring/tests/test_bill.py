"""The bill of a score, line by line."""

from fractions import Fraction

import pytest
from services.scoring.tests.world import at, published, rated, told

from scoring.domain.bill import bill
from scoring.domain.facts import Answered, Presumed, Reattributed, Removed, Suspended
from scoring.domain.formula import Part

DAY = at(60).date()
ANSWERED = (published(), Answered(at(1)))


def billed(facts, day=DAY, subject="brand-a"):
    board = told(facts)
    return bill(board.score(subject, day), board.tally([subject], day), subject, board.histories)


def test_presumed_satisfactions_share_on_the_bill_what_the_cap_leaves_them():
    presumed = {f"presumed-{n}": (*ANSWERED, Presumed(at(12))) for n in range(8)}
    found = billed({"rated": (*ANSWERED, rated(2, 10)), **presumed})
    points = {line.complaint_id: line.points[Part.SATISFACTION] for line in found.lines}
    assert points["rated"] == 8 * points["presumed-0"]  # eight quarters weigh no more than one rating
    assert sum(points.values()) == found.months[at(0).date().replace(day=1)][Part.SATISFACTION]


def test_a_bill_lists_the_complaints_that_count_oldest_first():
    found = billed(
        {
            "newer": (published(20),),
            "older": (published(3),),
            "suspended": (published(4), Suspended(at(5))),
            "removed": (published(4), Removed(at(5))),
            "moved": (published(4), Reattributed(at(5), "brand-b")),
            "another brand's": (published(4, "brand-b"),),
            "not yet": (published(61),),
        }
    )
    assert [line.complaint_id for line in found.lines] == ["older", "newer"]


def test_a_complaint_of_an_older_month_brings_less():
    facts = {"june": (published(100), Answered(at(101))), "march": (published(8), Answered(at(9)))}
    found = billed(facts, at(120).date())
    march, june = (line.points[Part.DELAY] for line in found.lines)
    assert march == june * Fraction(707_107, 1_000_000)


@pytest.mark.parametrize("note", [0, 5, 10])
def test_a_rating_brings_its_tenth_of_the_weight(note):
    found = billed({"it": (*ANSWERED, rated(2, note))})
    part = found.score.parts[Part.SATISFACTION]
    expected = part.unit * Fraction(note, 10) * Fraction(793_701, 1_000_000)
    assert found.lines[0].points[Part.SATISFACTION] == expected
