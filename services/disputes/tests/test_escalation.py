"""When a complaint may become a dispute."""

from datetime import date

import pytest
from services.disputes.tests.world import TODAY, a_case, a_dispute, at

from disputes.domain.case import Ground, escalation_of
from disputes.domain.dispute import Status, escalation, open_
from disputes.domain.errors import CannotEscalateError
from disputes.domain.facts import DisputeClosed, Outcome

ANSWERED = {"answered_at": at(4)}


@pytest.mark.promise("D1")
@pytest.mark.parametrize(
    ("today", "ground"),
    [
        (date(2026, 3, 25), None),  # the fifteenth day after the tenth of March is not over
        (date(2026, 3, 26), Ground.NO_RESPONSE),
        (date(2027, 3, 26), Ground.NO_RESPONSE),
    ],
)
def test_silence_is_a_ground_once_the_brands_delay_is_over(today, ground):
    found = escalation_of(a_case(), 15, today)
    assert (found.ground, found.from_on) == (ground, date(2026, 3, 26))


@pytest.mark.parametrize(("days", "from_on"), [(1, date(2026, 3, 12)), (30, date(2026, 4, 10))])
def test_the_delay_is_the_one_the_brand_announces(days, from_on):
    assert escalation_of(a_case(), days, date(2026, 3, 10)).from_on == from_on


def test_the_delay_counts_days_of_paris():
    late_evening = a_case(waiting_since=at(0).replace(hour=23, minute=30))  # already the eleventh in Paris
    assert escalation_of(late_evening, 15, TODAY).from_on == date(2026, 3, 27)


@pytest.mark.promise("D1")
@pytest.mark.parametrize(
    ("note", "solved", "ground"),
    [
        (2, False, Ground.DISSATISFIED),
        (9, False, Ground.DISSATISFIED),
        (4, True, Ground.DISSATISFIED),
        (5, True, None),
        (10, True, None),
    ],
)
def test_an_explicit_dissatisfied_rating_is_a_ground(note, solved, ground):
    case = a_case(**ANSWERED, note=note, solved=solved)
    assert escalation_of(case, 15, TODAY).ground == ground


def test_an_answer_must_be_rated_before_it_is_disputed():
    found = escalation_of(a_case(**ANSWERED), 15, TODAY)
    assert (found.ground, "donnez d’abord votre avis" in found.reason) == (None, True)


@pytest.mark.promise("D1")
@pytest.mark.parametrize("rating", [{}, {"note": 10, "solved": True}])
def test_a_broken_promise_is_a_ground_whatever_was_rated(rating):
    case = a_case(**ANSWERED, **rating, promise_broken=True)
    assert escalation_of(case, 15, TODAY).ground is Ground.BROKEN_PROMISE


@pytest.mark.parametrize("gone", [{"suspended": True}, {"ended": True}])
def test_what_is_off_the_site_is_not_escalated(gone):
    assert escalation_of(a_case(**gone), 15, TODAY).ground is None


def test_one_dispute_at_a_time():
    assert escalation(a_case(), (a_dispute(),), 15, TODAY).ground is None


@pytest.mark.parametrize(
    ("outcome", "again"),
    [
        (Outcome.WITHDRAWN, True),
        (Outcome.INADMISSIBLE, True),
        (Outcome.SETTLED, False),
        (Outcome.MEDIATED, False),
        (Outcome.UNRESOLVED, False),
    ],
)
def test_a_dispute_that_was_fought_to_its_end_is_not_fought_again(outcome, again):
    former = a_dispute(DisputeClosed(at(30), outcome))
    assert (escalation(a_case(), (former,), 15, TODAY).ground is not None) == again


def test_a_dispute_begins_open_with_its_ground():
    dispute = open_("dispute-1", a_case(), escalation(a_case(), (), 15, TODAY), at(41))
    assert (dispute.status, dispute.ground, dispute.opened_at) == (Status.OPEN, Ground.NO_RESPONSE, at(41))


def test_without_a_ground_the_refusal_says_what_it_takes():
    with pytest.raises(CannotEscalateError, match="15 jours pour vous répondre"):
        open_("dispute-1", a_case(), escalation(a_case(), (), 15, date(2026, 3, 11)), at(1))
