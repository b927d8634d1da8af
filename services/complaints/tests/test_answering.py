"""The brand reads, answers, names another brand; promises are asked about once."""

from datetime import date, timedelta

import pytest
from services.complaints.tests.world import (
    ANSWERED,
    PRESUMED,
    PROPOSED,
    PUBLISHED,
    RATED,
    SUSPENDED,
    TERMS,
    WINDOW_END,
    answered,
    at,
    given,
    to_respond,
)

from complaints.domain.answering import answer_promise, answer_reattribution, promise_due, read, respond
from complaints.domain.days import end_of
from complaints.domain.errors import (
    InvalidError,
    NoReattributionError,
    NotInThisStateError,
    PromiseNotAskedError,
    ResponseNeedsRewordingError,
)
from complaints.domain.facts import (
    By,
    PromiseAnswered,
    PromiseFellDue,
    Read,
    Reattributed,
    ReattributionDeclined,
    ReattributionProposed,
    ResponseKind,
    ResponsePublished,
    Suspended,
    Withdrawn,
)
from complaints.domain.status import Status

DUE = date(2026, 3, 20)
PROMISED = (*PUBLISHED, answered(due_on=DUE))
ASKED = (*PROMISED, PromiseFellDue(at(11), "response-1", DUE))


def not_concerned(days=4.0, other="brand-2", **changes):
    return to_respond(days, kind=ResponseKind.NOT_CONCERNED, other_brand_id=other, **changes)


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


@pytest.mark.promise("C7")
def test_a_brand_that_is_not_concerned_may_name_the_right_one():
    command = not_concerned()
    complaint = (
        given(*PUBLISHED)
        .when(respond, command, TERMS)
        .then(
            ResponsePublished(
                at(4), "response-1", ResponseKind.NOT_CONCERNED, command.text, None, WINDOW_END, first=True
            ),
            ReattributionProposed(at(4), "brand-2"),
        )
    )
    assert (complaint.brand_id, complaint.proposed_brand_id) == ("brand-1", "brand-2")


def test_a_brand_that_is_not_concerned_need_not_name_another():
    decided = given(*PUBLISHED).when(respond, not_concerned(other=None), TERMS)
    assert decided.after.proposed_brand_id is None


def test_a_brand_does_not_name_itself():
    decided = given(*PUBLISHED).when(respond, not_concerned(other="brand-1"), TERMS)
    decided.refused(InvalidError, "une autre marque que la vôtre", "other_brand_id")


@pytest.mark.parametrize("kind", [ResponseKind.PROPOSAL, ResponseKind.REFUSAL])
def test_only_a_brand_that_is_not_concerned_names_another(kind):
    command = to_respond(kind=kind, other_brand_id="brand-2")
    given(*PUBLISHED).when(respond, command, TERMS).refused(InvalidError, "non concernée", "other_brand_id")


def test_a_rated_complaint_is_not_proposed_to_another_brand():
    decided = given(*RATED).when(respond, not_concerned(8, response_id="response-2"), TERMS)
    decided.refused(NotInThisStateError, "a déjà donné son avis")


def test_the_complaint_moves_when_its_author_accepts_and_the_new_brand_starts_afresh():
    moved = Reattributed(at(5), "brand-1", "brand-2")
    read_before = (*PUBLISHED, Read(at(2)), *PROPOSED[1:])
    situation = given(*read_before, point_of_sale_id="shop-1")
    complaint = situation.when(answer_reattribution, True, By.CONSUMER, at(5)).then(moved)
    assert (complaint.brand_id, complaint.point_of_sale_id, complaint.status) == ("brand-2", None, Status.PUBLISHED)
    assert (complaint.responses, complaint.rate_until, complaint.read_at) == ((), None, None)
    assert complaint.published_at == at(1)


def test_the_first_answer_of_the_new_brand_is_a_first_answer():
    moved = (*PROPOSED, Reattributed(at(5), "brand-1", "brand-2"))
    assert given(*moved).when(respond, to_respond(6, response_id="response-2"), TERMS).facts[0].first


def test_the_author_speaks_first_then_staff():
    proposed = given(*PROPOSED)
    for side in (By.STAFF, By.BRAND):
        proposed.when(answer_reattribution, True, side, at(5)).refused(NoReattributionError)
    declined = proposed.when(answer_reattribution, False, By.CONSUMER, at(5)).then(
        ReattributionDeclined(at(5), By.CONSUMER)
    )
    assert declined.proposed_brand_id == "brand-2"
    for side in (By.CONSUMER, By.BRAND):
        given(complaint=declined).when(answer_reattribution, True, side, at(6)).refused(NoReattributionError)
    given(complaint=declined).when(answer_reattribution, True, By.STAFF, at(6)).then(
        Reattributed(at(6), "brand-1", "brand-2")
    )


def test_the_no_of_staff_ends_the_proposal_and_a_new_one_is_the_authors_again():
    no_to_both = (
        *PROPOSED,
        ReattributionDeclined(at(5), By.CONSUMER),
        ReattributionDeclined(at(6), By.STAFF),
    )
    ended = given(*no_to_both)
    assert ended.complaint.proposed_brand_id is None
    ended.when(answer_reattribution, True, By.STAFF, at(7)).refused(NoReattributionError)
    again = given(*no_to_both, ReattributionProposed(at(8), "brand-3"))
    again.when(answer_reattribution, True, By.STAFF, at(9)).refused(NoReattributionError)
    again.when(answer_reattribution, True, By.CONSUMER, at(9)).then(Reattributed(at(9), "brand-1", "brand-3"))


def test_nobody_answers_where_nothing_is_proposed():
    given(*ANSWERED).when(answer_reattribution, True, By.CONSUMER, at(5)).refused(NoReattributionError)


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("end", [Suspended(at(5), "insult"), Withdrawn(at(5))], ids=["suspended", "withdrawn"])
def test_a_proposal_is_not_answered_while_the_complaint_is_not_on_the_site(accepted, end):
    decided = given(*PROPOSED, end).when(answer_reattribution, accepted, By.CONSUMER, at(6))
    assert isinstance(decided.refusal, NotInThisStateError)


def test_a_suspended_complaint_takes_no_answer():
    given(*SUSPENDED).when(respond, to_respond(6), TERMS).refused(NotInThisStateError, "suspendue")
