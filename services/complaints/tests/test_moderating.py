"""Suspension, reinstatement, removal with published grounds; the author's withdrawal erases what was written."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum

import pytest
from services.complaints.tests.world import (
    ANSWERED,
    PRESUMED,
    PUBLISHED,
    RATED,
    SUSPENDED,
    TERMS,
    WAYS,
    WINDOW_END,
    answered,
    at,
    given,
    held,
    ids,
    rated,
)

from complaints.domain.checking import GROUNDS
from complaints.domain.complaint import Product
from complaints.domain.days import window_end
from complaints.domain.errors import InvalidError, NotInThisStateError
from complaints.domain.facts import Control, Published, Reinstated, Removed, Suspended, Withdrawn
from complaints.domain.moderating import reinstate, remove, suspend, withdraw
from complaints.domain.rating import presume
from complaints.domain.status import Status


def suspended_after(*history):
    return given(*history, Suspended(at(9), "insult"))


@pytest.mark.promise("C9")
@pytest.mark.parametrize("ground", GROUNDS)
def test_staff_suspends_and_removes_on_published_grounds(ground):
    suspended = given(*ANSWERED).when(suspend, ground, at(5)).then(Suspended(at(5), ground))
    assert (suspended.status, suspended.ground) == (Status.SUSPENDED, ground)
    removed = given(*ANSWERED).when(remove, ground, at(5)).then(Removed(at(5), ground))
    assert (removed.status, removed.ground) == (Status.REMOVED, ground)


@pytest.mark.parametrize("decide", [suspend, remove], ids=ids)
@pytest.mark.parametrize("ground", [None, "", "ugly", "brand-refused"])
def test_no_other_ground_will_do(decide, ground):
    given(*ANSWERED).when(decide, ground, at(5)).refused(InvalidError, "motifs publiés", "ground")


@pytest.mark.promise("C9")
def test_an_answer_that_was_not_rated_gets_a_whole_new_window_when_it_is_public_again():
    new_end = window_end(at(12), TERMS.rating_window)
    complaint = given(*SUSPENDED).when(reinstate, TERMS, at(12)).then(Reinstated(at(12), new_end))
    assert (complaint.status, complaint.rate_until) == (Status.ANSWERED, new_end)
    assert (complaint.ground, complaint.suspended_from) == (None, None)
    given(complaint=complaint).when(presume, WINDOW_END).then_nothing()


@pytest.mark.parametrize("history", [RATED, PRESUMED], ids=["rated", "presumed"])
def test_a_verdict_that_was_given_or_presumed_stands_when_it_is_public_again(history):
    before = given(*history).complaint
    after = suspended_after(*history).when(reinstate, TERMS, at(30)).then(Reinstated(at(30), WINDOW_END))
    assert (after.status, after.rate_until) == (before.status, WINDOW_END)
    assert (after.rating, after.presumed_at) == (before.rating, before.presumed_at)


def test_a_complaint_without_an_answer_waits_on_without_a_window():
    after = suspended_after(*PUBLISHED).when(reinstate, TERMS, at(12)).then(Reinstated(at(12), None))
    assert (after.status, after.rate_until) == (Status.PUBLISHED, None)


def test_nothing_is_presumed_while_a_complaint_is_suspended():
    given(*SUSPENDED).when(presume, WINDOW_END).refused(NotInThisStateError, "suspendue")


def test_a_suspended_complaint_may_still_be_removed_for_another_ground():
    complaint = given(*SUSPENDED).when(remove, "false", at(9)).then(Removed(at(9), "false"))
    assert complaint.ground == "false"
    given(complaint=complaint).when(reinstate, TERMS, at(10)).refused(NotInThisStateError, "retirée par la modération")


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.WITHDRAWN], ids=ids)
def test_the_author_may_withdraw_at_any_time(status):
    given(*WAYS[status]).when(withdraw, at(40)).then(Withdrawn(at(40)))


def test_nobody_withdraws_twice():
    given(*WAYS[Status.WITHDRAWN]).when(withdraw, at(40)).refused(NotInThisStateError, "retirée par son auteur")


CANARIES = {
    "title": "canari-titre",
    "text": "canari-recit",
    "wish": "canari-souhait",
    "pseudonym": "canari-pseudonyme",
    "marks": ("canari-marque",),
    "product": Product("canari-lot", "canari-code", "canari-date", "canari-lieu"),
    "amount_cents": 777_777,
    "first_note": 3,
}

WRITTEN = (
    held("canari-soupçon"),
    Published(at(1), Control.MODERATOR_MASKED, "canari-titre-montré", "canari-recit-montré"),
    replace(answered(due_on=date(2026, 3, 20)), text="canari-réponse"),
    rated(comment="canari-avis"),
)


def strings_of(value):
    """Every text within a value, however deep."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from strings_of(getattr(value, each.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from strings_of(each)


def test_the_canaries_are_there_before_the_withdrawal():
    found = {text for text in strings_of(given(*WRITTEN, **CANARIES).complaint) if text.startswith("canari")}
    assert len(found) == 14


@pytest.mark.parametrize("end", [(), (Suspended(at(9), "insult"),), (Removed(at(9), "false"),)], ids=len)
def test_a_withdrawal_erases_everything_that_anyone_wrote(end):
    withdrawn = given(*WRITTEN, *end, Withdrawn(at(10)), **CANARIES).complaint
    assert [text for text in strings_of(withdrawn) if "canari" in text] == []
    assert (withdrawn.amount_cents, withdrawn.first_note, withdrawn.product) == (None, None, None)


def test_a_withdrawal_leaves_an_empty_shell_with_its_ids_and_dates():
    before = given(*WRITTEN, **CANARIES).complaint
    after = given(Withdrawn(at(10)), complaint=before).complaint
    kept = (
        "id",
        "number",
        "author_id",
        "brand_id",
        "category",
        "experience_on",
        "filed_at",
        "published_at",
        "timeline",
    )
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert all(isinstance(step.at, datetime) for step in after.timeline)
