"""The table of states: every fact in every state, and walks that never leave it."""

from datetime import date

import pytest
from services.complaints.tests.world import (
    SAMPLES,
    TERMS,
    WAYS,
    WINDOW_END,
    a_check,
    at,
    given,
    ids,
    to_rate,
    to_respond,
)

from complaints.domain import answering, checking, facts, moderating, rating, thread
from complaints.domain.complaint import evolve
from complaints.domain.errors import STATE_SENTENCES, NotInThisStateError
from complaints.domain.facts import By
from complaints.domain.status import ENDED, PUBLIC, TRANSITIONS, Status, may_happen, picture

TABLE = """
                       filed     held      cleared   published answered  rated     presumed  suspended refused   removed
Held                   held      -         -         -         -         -         -         -         -         -
Cleared                cleared   cleared   -         -         -         -         -         -         -         -
Published              published published published -         -         -         -         -         -         -
Refused                -         refused   refused   -         -         -         -         -         -         -
Notified               -         -         -         =         =         =         =         =         -         -
Read                   -         -         -         =         =         =         =         =         -         -
MessagePosted          -         -         -         =         =         =         =         =         -         -
ResponsePublished      -         -         -         answered  =         =         answered  -         -         -
ResponseHeld           -         -         -         =         -         -         -         -         -         -
ResponseRefused        -         -         -         =         -         -         -         =         -         -
RatingReminded         -         -         -         -         =         -         -         -         -         -
ResponseRated          -         -         -         -         rated     =         rated     -         -         -
CommentHeld            -         -         -         -         -         =         -         -         -         -
CommentPublished       -         -         -         -         -         =         -         =         -         -
CommentRefused         -         -         -         -         -         =         -         =         -         -
SatisfactionPresumed   -         -         -         -         presumed  -         -         -         -         -
PromiseFellDue         -         -         -         =         =         =         =         -         -         -
PromiseAnswered        -         -         -         =         =         =         =         -         -         -
ReattributionProposed  -         -         -         =         =         -         =         -         -         -
ReattributionDeclined  -         -         -         =         =         =         =         -         -         -
Reattributed           -         -         -         =         published -         published -         -         -
Escalated              -         -         -         =         =         =         answered  =         -         -
Suspended              -         -         -         suspended suspended suspended suspended -         -         -
Reinstated             -         -         -         -         -         -         -         answered  -         -
Removed                -         -         -         removed   removed   removed   removed   removed   -         -
Withdrawn            withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn
"""
"""What each fact makes of each state: `-` it cannot happen, `=` the state stays. From `withdrawn`, nothing happens."""

HEAD, *LINES = (line.split() for line in TABLE.strip().splitlines())
CELLS = {(name, Status(state)): cell for name, *cells in LINES for state, cell in zip(HEAD, cells, strict=True)}
CELLS |= {(name, Status.WITHDRAWN): "-" for name, *_ in LINES}

each_fact = pytest.mark.parametrize("fact", SAMPLES.values(), ids=lambda fact: type(fact).__name__)
each_status = pytest.mark.parametrize("status", Status, ids=ids)


@each_status
def test_the_way_to_each_state_leads_there(status):
    assert given(*WAYS[status]).complaint.status is status


def test_the_table_names_every_fact_of_the_code_and_each_once():
    assert sorted(name for name, *_ in LINES) == sorted(fact.__name__ for fact in TRANSITIONS)
    assert set(SAMPLES) == set(TRANSITIONS)


@each_fact
@each_status
def test_a_fact_leads_where_the_table_says_or_cannot_happen(fact, status):
    cell = CELLS[type(fact).__name__, status]
    assert may_happen(type(fact), status) == (cell != "-")
    if cell != "-":
        complaint = given(*WAYS[status]).complaint
        after = evolve(complaint, fact)
        assert after.status == (status if cell == "=" else Status(cell))
        assert after.version == complaint.version + 1


def test_the_states_that_show_a_text_and_those_that_end_are_known():
    assert {Status.PUBLISHED, Status.ANSWERED, Status.RATED, Status.PRESUMED} == PUBLIC
    assert {Status.REFUSED, Status.REMOVED, Status.WITHDRAWN} == ENDED


def test_nothing_but_the_withdrawal_happens_to_a_complaint_that_has_ended():
    assert {name for (name, status), cell in CELLS.items() if status in ENDED and cell != "-"} == {"Withdrawn"}


DECISIONS = {
    "check": (facts.Held, lambda c: checking.check(c, a_check(), True, at(1))),
    "read": (facts.Read, lambda c: answering.read(c, at(2))),
    "post": (
        facts.MessagePosted,
        lambda c: thread.post(c, thread.PostMessage("message-1", By.BRAND, "Bonjour.", at(2))),
    ),
    "respond": (facts.ResponsePublished, lambda c: answering.respond(c, to_respond(), TERMS)),
    "remind": (facts.RatingReminded, lambda c: rating.remind(c, 1, at(7))),
    "rate": (facts.ResponseRated, lambda c: rating.rate(c, to_rate(), None)),
    "presume": (facts.SatisfactionPresumed, lambda c: rating.presume(c, WINDOW_END)),
    "promise due": (facts.PromiseFellDue, lambda c: answering.promise_due(c, at(30))),
    "suspend": (facts.Suspended, lambda c: moderating.suspend(c, "insult", at(5))),
    "reinstate": (facts.Reinstated, lambda c: moderating.reinstate(c, TERMS, at(6))),
    "remove": (facts.Removed, lambda c: moderating.remove(c, "insult", at(6))),
    "withdraw": (facts.Withdrawn, lambda c: moderating.withdraw(c, at(7))),
}
"""Each decision that the table alone guards, with the fact it leads to."""


@each_status
@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_is_refused_with_the_sentence_of_the_state_exactly_where_the_table_says(name, status):
    fact, decide = DECISIONS[name]
    decided = given(*WAYS[status]).when(decide)
    if may_happen(fact, status):
        assert decided.refusal is None
    else:
        decided.refused(NotInThisStateError, STATE_SENTENCES[status])


def test_each_state_has_a_sentence_of_its_own():
    assert set(STATE_SENTENCES) == set(Status)
    assert len(set(STATE_SENTENCES.values())) == len(Status)
    assert all(sentence.endswith(".") for sentence in STATE_SENTENCES.values())


def test_the_picture_shows_each_change_of_state_of_the_table():
    drawn = [line.strip() for line in picture().splitlines()[2:]]
    changes = {(s.value, cell) for (_, s), cell in CELLS.items() if cell not in {"-", "=", s.value}}
    changes |= {("suspended", status.value) for status in PUBLIC}
    assert {tuple(line.partition(":")[0].split(" --> ")) for line in drawn} == changes


def test_a_complaint_waits_for_its_brand_without_a_date_of_publication():
    assert given(*WAYS[Status.CLEARED]).complaint.published_at is None


def test_the_timeline_keeps_the_public_steps_in_order():
    complaint = given(*WAYS[Status.REMOVED]).complaint
    assert [step.name for step in complaint.timeline] == ["published", "answered", "removed"]
    assert complaint.experience_on == date(2026, 3, 2)
