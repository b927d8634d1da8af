"""A promise has a day; once it is over the author is asked, once, whether it was kept."""

from datetime import date, timedelta

import pytest
from services.complaints.tests.world import (
    ANSWERED,
    PUBLISHED,
    answered,
    at,
    given,
)

from complaints.domain.answering import answer_promise, promise_due
from complaints.domain.days import end_of
from complaints.domain.errors import (
    NotInThisStateError,
    PromiseNotAskedError,
)
from complaints.domain.facts import (
    PromiseAnswered,
    PromiseFellDue,
    Suspended,
)

DUE = date(2026, 3, 20)
PROMISED = (*PUBLISHED, answered(due_on=DUE))
ASKED = (*PROMISED, PromiseFellDue(at(11), "response-1", DUE))


@pytest.mark.promise("C10")
def test_the_author_is_asked_about_a_promise_once_its_day_is_over_in_paris():
    given(*PROMISED).when(promise_due, end_of(DUE) - timedelta(seconds=1)).then_nothing()
    given(*PROMISED).when(promise_due, end_of(DUE)).then(PromiseFellDue(end_of(DUE), "response-1", DUE))


@pytest.mark.promise("C10")
def test_nobody_is_asked_twice_about_one_promise():
    given(*ASKED).when(promise_due, at(60)).then_nothing()


def test_each_promise_whose_day_is_over_is_asked_about_and_no_other():
    later, latest = date(2026, 3, 22), date(2026, 4, 30)
    two_more = (answered(5, due_on=later, id_="response-2"), answered(5, due_on=latest, id_="response-3"))
    given(*PROMISED, *two_more).when(promise_due, at(20)).then(
        PromiseFellDue(at(20), "response-1", DUE), PromiseFellDue(at(20), "response-2", later)
    )


def test_an_answer_without_a_promise_is_never_asked_about():
    given(*ANSWERED).when(promise_due, at(300)).then_nothing()


@pytest.mark.promise("C10")
@pytest.mark.parametrize("kept", [True, False])
def test_the_author_says_whether_a_promise_was_kept(kept):
    complaint = (
        given(*ASKED).when(answer_promise, "response-1", kept, at(12)).then(PromiseAnswered(at(12), "response-1", kept))
    )
    assert complaint.responses[0].promise_kept is kept


def test_the_last_word_about_a_promise_counts():
    first = PromiseAnswered(at(12), "response-1", kept=False)
    after = given(*ASKED, first).when(answer_promise, "response-1", True, at(13)).after
    assert after.responses[0].promise_kept is True


@pytest.mark.parametrize("history", [PROMISED, ANSWERED, ASKED], ids=["not due yet", "no promise", "another answer"])
def test_nobody_answers_about_a_promise_that_was_not_asked_about(history):
    which = "response-2" if history is ASKED else "response-1"
    given(*history).when(answer_promise, which, True, at(12)).refused(PromiseNotAskedError)


def test_no_promise_is_asked_about_while_the_complaint_is_suspended():
    suspended = (*PROMISED, Suspended(at(5), "insult"))
    given(*suspended).when(promise_due, at(30)).refused(NotInThisStateError, "suspendue")
