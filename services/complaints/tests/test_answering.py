"""The brand reads and answers: what an answer may be, and the window it opens."""

from datetime import date

import pytest
from services.complaints.tests.world import (
    ANSWERED,
    PRESUMED,
    PUBLISHED,
    RATED,
    SUSPENDED,
    TERMS,
    WINDOW_END,
    at,
    given,
    to_respond,
)

from complaints.domain.answering import read, respond
from complaints.domain.days import end_of
from complaints.domain.errors import (
    InvalidError,
    NotInThisStateError,
    ResponseNeedsRewordingError,
)
from complaints.domain.facts import (
    Read,
    ResponseKind,
    ResponsePublished,
)
from complaints.domain.status import Status

DUE = date(2026, 3, 20)


def test_only_the_first_opening_by_the_brand_counts():
    complaint = given(*PUBLISHED).when(read, at(2)).then(Read(at(2)))
    assert complaint.read_at == at(2)
    given(*PUBLISHED, Read(at(2))).when(read, at(3)).then_nothing()


@pytest.mark.promise("C7")
@pytest.mark.parametrize("kind", ResponseKind)
def test_an_answer_has_a_kind_and_opens_the_window_of_the_rating(kind):
    command = to_respond(kind=kind)
    expected = ResponsePublished(at(4), "response-1", kind, command.text, None, WINDOW_END, first=True)
    complaint = given(*PUBLISHED).when(respond, command, TERMS).then(expected)
    assert (complaint.status, complaint.rate_until) == (Status.ANSWERED, WINDOW_END)


def test_only_the_first_answer_is_the_first():
    decided = given(*ANSWERED).when(respond, to_respond(6, response_id="response-2"), TERMS)
    assert [fact.first for fact in decided.facts] == [False]
    assert [each.id for each in decided.after.responses] == ["response-1", "response-2"]


def test_another_answer_opens_the_window_anew():
    decided = given(*ANSWERED).when(respond, to_respond(8, response_id="response-2"), TERMS)
    assert decided.after.rate_until == end_of(date(2026, 3, 28))


def test_an_answer_after_the_presumption_takes_it_back_and_opens_a_window():
    after = given(*PRESUMED).when(respond, to_respond(20, response_id="response-2"), TERMS).after
    assert (after.status, after.presumed_at) == (Status.ANSWERED, None)
    assert after.rate_until > at(20)


def test_an_answer_after_the_rating_leaves_the_rating_and_its_window_alone():
    decided = given(*RATED).when(respond, to_respond(8, response_id="response-2"), TERMS)
    assert decided.facts[0].rate_until is None
    assert (decided.after.status, decided.after.rate_until) == (Status.RATED, WINDOW_END)
    assert decided.after.rating == given(*RATED).complaint.rating


@pytest.mark.parametrize("text", ["", "   ", "Bonjour.", "a" * 19, " " * 30 + "Merci", "a" * 6001])
def test_an_answer_says_something_within_its_bounds(text):
    given(*PUBLISHED).when(respond, to_respond(text=text), TERMS).refused(InvalidError, "de 20 à 6000 signes", "text")


@pytest.mark.parametrize("length", [20, 6000])
def test_an_answer_at_its_bounds_is_taken(length):
    decided = given(*PUBLISHED).when(respond, to_respond(text=f" {'a' * length} "), TERMS)
    assert decided.after.responses[0].text == "a" * length


def test_an_answer_that_carries_what_a_complaint_may_not_carry_is_sent_back_with_what_is_held_against_it():
    command = to_respond(objections=("menace", "propos raciste"))
    given(*PUBLISHED).when(respond, command, TERMS).refused(
        ResponseNeedsRewordingError, "menace, propos raciste", "text"
    )


@pytest.mark.parametrize("kind", [ResponseKind.REFUSAL, ResponseKind.NOT_CONCERNED])
def test_only_a_proposal_promises_something_for_a_day(kind):
    command = to_respond(kind=kind, promise_due_on=DUE)
    given(*PUBLISHED).when(respond, command, TERMS).refused(InvalidError, "Seule une proposition", "promise_due_on")


def test_a_promise_is_for_today_or_later():
    promised_for = {due: to_respond(promise_due_on=due) for due in (date(2026, 3, 13), date(2026, 3, 14))}
    yesterday, today = promised_for.values()
    given(*PUBLISHED).when(respond, yesterday, TERMS).refused(InvalidError, "déjà passée", "promise_due_on")
    after = given(*PUBLISHED).when(respond, today, TERMS).after
    assert after.responses[0].promise_due_on == date(2026, 3, 14)


def test_a_suspended_complaint_takes_no_answer():
    given(*SUSPENDED).when(respond, to_respond(6), TERMS).refused(NotInThisStateError, "suspendue")
