"""The private thread: open while the complaint is public or suspended, for words of some length."""

import pytest
from services.complaints.tests.world import ANSWERED, PUBLISHED, SUSPENDED, at, given, held

from complaints.domain.errors import InvalidError, NotInThisStateError
from complaints.domain.facts import By, MessagePosted, Removed
from complaints.domain.thread import PostMessage, post


def to_post(text="Avez-vous le numéro du colis ?", by=By.BRAND):
    return PostMessage("message-1", by, text, at(5))


@pytest.mark.promise("C7")
@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize("history", [PUBLISHED, ANSWERED, SUSPENDED], ids=["published", "answered", "suspended"])
def test_consumer_brand_and_staff_write_to_each_other(history, by):
    complaint = given(*history).when(post, to_post(by=by)).then(MessagePosted(at(5), "message-1", by))
    assert complaint.status is given(*history).complaint.status


@pytest.mark.promise("C7")
def test_neither_the_fact_nor_the_complaint_holds_the_words():
    complaint = given(*PUBLISHED).when(post, to_post("canari")).then(MessagePosted(at(5), "message-1", By.BRAND))
    assert "canari" not in repr(complaint)


def test_what_is_said_in_private_adds_no_step_that_everyone_sees():
    after = given(*PUBLISHED).when(post, to_post()).after
    assert after.timeline == given(*PUBLISHED).complaint.timeline


@pytest.mark.parametrize("text", ["", "   \n"])
def test_a_message_says_something(text):
    given(*PUBLISHED).when(post, to_post(text)).refused(InvalidError, "Écrivez votre message", "text")


def test_a_message_has_an_end():
    given(*PUBLISHED).when(post, to_post("a" * 4001)).refused(InvalidError, "4000 signes au plus", "text")
    given(*PUBLISHED).when(post, to_post("a" * 4000)).then(MessagePosted(at(5), "message-1", By.BRAND))


@pytest.mark.parametrize(
    "history", [(), (held(),), (*ANSWERED, Removed(at(5), "false"))], ids=["filed", "held", "removed"]
)
def test_before_the_publication_and_after_the_end_the_thread_is_closed(history):
    assert isinstance(given(*history).when(post, to_post()).refusal, NotInThisStateError)
