"""The holder of a claim code answers one complaint; staff looks before it appears (promise B7)."""

from dataclasses import replace

import pytest
from services.complaints.tests.world import (
    ANSWER,
    ANSWERED,
    PUBLISHED,
    RESPONSE_HELD,
    TERMS,
    WINDOW_END,
    a_check,
    answered,
    at,
    given,
    response_held,
    to_respond,
)

from complaints.domain.access import HeldCode, Reader, holds_code
from complaints.domain.answering import hold, notify
from complaints.domain.checking import DecidePublication, decide
from complaints.domain.errors import InvalidError, NotInThisStateError, ResponseHeldError
from complaints.domain.facts import (
    Notified,
    Read,
    Reattributed,
    ReattributionProposed,
    ResponseKind,
    ResponsePublished,
    ResponseRefused,
    Subject,
    Suspended,
    Withdrawn,
)
from complaints.domain.status import Status
from complaints.messages.moderation import to_held_response
from complaints.storage.tables import StatementRow

REFUSED = ResponseRefused(at(5), "insult")


def publish(days: float = 5) -> DecidePublication:
    """A moderator lets the text appear."""
    return DecidePublication(True, None, at(days))


def holder(brand_id: str = "brand-1", complaint_id: str = "complaint-1") -> Reader:
    """Somebody without an account who typed a claim code."""
    return Reader("", "code-holder", held_code=HeldCode(brand_id, complaint_id))


@pytest.mark.promise("B7")
def test_a_code_opens_its_complaint_while_it_is_about_that_brand_and_nothing_else():
    complaint = given(*PUBLISHED).complaint
    assert holds_code(complaint, holder())
    assert not holds_code(complaint, holder(complaint_id="complaint-2"))
    assert not holds_code(complaint, Reader("account-1", "consumer"))
    moved = given(*ANSWERED, Reattributed(at(5), "brand-1", "brand-2")).complaint
    assert not holds_code(moved, holder())
    assert not holds_code(given(*PUBLISHED, Withdrawn(at(2))).complaint, holder())


@pytest.mark.promise("B7")
def test_the_response_is_held_as_written_with_what_was_found_in_it_and_the_complaint_stays_unanswered():
    held = response_held("insult")
    complaint = given(*PUBLISHED).when(hold, to_respond(), ("insult",)).then(held)
    assert (complaint.status, complaint.responses, complaint.review) == (Status.PUBLISHED, (), Subject.RESPONSE)
    assert complaint.findings == ("insult",)


def test_one_response_waits_at_a_time():
    given(*RESPONSE_HELD).when(hold, to_respond(), ()).refused(ResponseHeldError, "déjà en cours de contrôle")


def test_a_code_is_for_the_first_response():
    given(*ANSWERED).when(hold, to_respond(), ()).refused(NotInThisStateError, "déjà une réponse")


def test_what_is_wrong_with_a_response_is_said_before_anybody_looks():
    wrong = to_respond(kind=ResponseKind.REFUSAL, promise_due_on=at(9).date())
    given(*PUBLISHED).when(hold, wrong, ()).refused(InvalidError, "Seule une proposition", "promise_due_on")


@pytest.mark.promise("B7", "C8")
def test_once_staff_lets_it_appear_the_brand_has_read_and_answered_and_the_author_has_ten_days():
    published = replace(answered(rate_until=WINDOW_END), at=at(4.5), text="masqué")
    decided = given(*RESPONSE_HELD).when(decide, publish(4.5), a_check(text="masqué"), False, TERMS)
    complaint = decided.then(Read(at(4.5)), published)
    assert (complaint.status, complaint.review, complaint.held_response) == (Status.ANSWERED, None, None)


def test_the_other_brand_that_it_names_is_proposed_when_it_appears():
    decided = given(*PUBLISHED, Read(at(2)), response_held(other="brand-2")).when(
        decide, publish(), a_check(text=ANSWER), False, TERMS
    )
    assert [type(fact) for fact in decided.facts] == [ResponsePublished, ReattributionProposed]
    assert decided.after.proposed_brand_id == "brand-2"


@pytest.mark.promise("B7")
def test_after_a_refusal_another_response_may_be_written():
    refuse = DecidePublication(False, "insult", at(5))
    complaint = given(*RESPONSE_HELD).when(decide, refuse, a_check(), False, TERMS).then(REFUSED)
    assert (complaint.status, complaint.held_response) == (Status.PUBLISHED, None)
    given(*RESPONSE_HELD, REFUSED).when(hold, to_respond(), ()).then(response_held())


def test_nothing_is_answered_while_the_complaint_is_off_the_site():
    suspended = given(*RESPONSE_HELD, Suspended(at(5), "false"))
    suspended.when(decide, publish(6), a_check(), False, TERMS).refused(NotInThisStateError)


def test_the_owner_who_answers_first_ends_the_wait():
    assert given(*RESPONSE_HELD, answered()).complaint.held_response is None


def test_what_was_held_goes_with_the_complaint():
    assert given(*RESPONSE_HELD, Withdrawn(at(5))).complaint.held_response is None


def test_the_news_of_a_mail_is_moot_once_the_brand_has_answered():
    given(*PUBLISHED).when(notify, at(2)).then(Notified(at(2)))
    given(*ANSWERED).when(notify, at(5)).then_nothing()
    given(*PUBLISHED, Withdrawn(at(2))).when(notify, at(5)).then_nothing()


def statement(decision: str, explanation: str = "Des injures.") -> StatementRow:
    """A moderator's decision about a held response."""
    return StatementRow(
        id="s", complaint_id="complaint-1", subject="response", decision=decision, ground="insult",
        explanation=explanation, automatic_detection=[], moderator_id="m", decided_at=at(5),
    )  # fmt: skip


@pytest.mark.promise("B7")
@pytest.mark.parametrize(
    ("history", "statements", "state"),
    [
        (PUBLISHED, [], "none"),
        (RESPONSE_HELD, [], "held"),
        ((*RESPONSE_HELD, REFUSED), ["refuse"], "refused"),
        ((*RESPONSE_HELD, REFUSED, response_held()), ["refuse"], "held"),
        (ANSWERED, ["refuse", "publish"], "published"),
    ],
)
def test_the_holder_learns_what_became_of_the_response(history, statements, state):
    found = to_held_response(given(*history).complaint, [statement(each) for each in statements])
    assert found.state == state
    assert (found.ground, found.explanation) == (("insult", "Des injures.") if state == "refused" else (None, None))
