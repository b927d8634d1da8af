"""Suspension, reinstatement, removal with published grounds; the author's withdrawal erases what was written."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum

import pytest
from services.complaints.tests.world import (
    ANSWERED,
    COMMENT_HELD,
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
    ids,
    rated,
)

from complaints.domain.checking import GROUNDS
from complaints.domain.complaint import Product
from complaints.domain.days import window_end
from complaints.domain.errors import CaseChangedError, CaseTakenError, InvalidError, NotInThisStateError
from complaints.domain.facts import (
    CommentHeld,
    Control,
    Published,
    Reinstated,
    Removed,
    Subject,
    Suspended,
    Withdrawn,
)
from complaints.domain.moderating import (
    Opening,
    Statement,
    check_turn,
    decisions,
    open_case,
    reinstate,
    remove,
    state_reasons,
    suspend,
    withdraw,
)
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


FIRST = open_case(None, "moderator-1", TERMS, at(hours=1))


@pytest.mark.promise("C5")
def test_a_case_that_a_moderator_opened_is_theirs_for_fifteen_minutes():
    assert Opening("moderator-1", at(hours=1), at(hours=1, minutes=15)) == FIRST
    assert open_case(FIRST, "moderator-2", TERMS, at(hours=1, minutes=14)) == FIRST
    late = at(hours=1, minutes=15)
    assert open_case(FIRST, "moderator-2", TERMS, late) == Opening("moderator-2", late, at(hours=1, minutes=30))


def test_who_reads_their_own_case_again_keeps_it_for_longer():
    again = open_case(FIRST, "moderator-1", TERMS, at(hours=1, minutes=10))
    assert again == Opening("moderator-1", at(hours=1), at(hours=1, minutes=25))


@pytest.mark.promise("C5")
def test_a_case_that_a_colleague_has_open_is_read_but_not_decided():
    case = given(*WAYS[Status.HELD])
    soon, late = at(hours=1, minutes=14), at(hours=1, minutes=15)
    decided = case.when(check_turn, case.complaint.version, FIRST, "moderator-2", soon)
    decided.refused(
        CaseTakenError, "par un collègue à 11\u00a0h\u00a000. Vous pourrez décider à partir de 11\u00a0h\u00a015"
    )
    case.when(check_turn, case.complaint.version, FIRST, "moderator-2", late).then_nothing()
    case.when(check_turn, case.complaint.version, FIRST, "moderator-1", soon).then_nothing()
    case.when(check_turn, case.complaint.version, None, "moderator-2", soon).then_nothing()


@pytest.mark.promise("C5")
def test_a_decision_on_a_case_that_changed_since_is_refused_with_its_present_state():
    read = given(*WAYS[Status.HELD]).complaint.version
    withdrawn = given(*WAYS[Status.HELD], Withdrawn(at(1)))
    decided = withdrawn.when(check_turn, read, None, "moderator-1", at(1))
    decided.refused(
        CaseChangedError, "a changé depuis que vous l’avez lu. Cette réclamation a été retirée par son auteur."
    )


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (WAYS[Status.HELD], ("publish", "publish-masked", "refuse")),
        (WAYS[Status.CLEARED], ()),
        (ANSWERED, ("suspend", "remove")),
        (COMMENT_HELD, ("publish", "publish-masked", "refuse", "suspend", "remove")),
        (SUSPENDED, ("reinstate", "remove")),
        (WAYS[Status.REFUSED], ()),
    ],
    ids=["held", "cleared", "answered", "comment held", "suspended", "refused"],
)
def test_what_may_be_decided_follows_from_the_text_in_review_and_the_state(history, expected):
    assert decisions(given(*history).complaint) == expected


def reasons(*history, decision="refuse", ground="insult", explanation=" Le mot « escroc ». "):
    return state_reasons(given(*history).complaint, decision, ground, explanation, at(9))


@pytest.mark.promise("C9")
def test_a_statement_says_what_was_decided_of_which_text_on_which_facts():
    told = Statement(Subject.COMMENT, "refuse", "insult", "Le mot « escroc ».", ("insult",), at(9))
    assert reasons(*COMMENT_HELD) == told
    assert reasons(*WAYS[Status.HELD]).subject is Subject.COMPLAINT


def test_the_suspension_of_a_complaint_is_about_the_complaint_even_while_a_comment_waits():
    told = reasons(*COMMENT_HELD, decision="suspend")
    assert (told.subject, told.automatic_detection) == (Subject.COMPLAINT, ())


def test_a_decision_against_the_author_says_its_facts():
    with pytest.raises(InvalidError, match="quels faits") as raised:
        reasons(*ANSWERED, decision="remove", explanation=" ")
    assert raised.value.field == "explanation"
    assert reasons(*WAYS[Status.HELD], decision="publish", ground=None, explanation="").explanation == ""


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
    "region": "53",
}

WRITTEN = (
    Published(at(1), Control.MODERATOR_MASKED, "canari-titre-montré", "canari-recit-montré"),
    replace(answered(due_on=date(2026, 3, 20)), text="canari-réponse"),
    rated(comment="canari-avis", shown="canari-avis-montré"),
    CommentHeld(at(8), ("canari-soupçon",)),
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
    assert len(found) == 15


@pytest.mark.parametrize("end", [(), (Suspended(at(9), "insult"),), (Removed(at(9), "false"),)], ids=len)
def test_a_withdrawal_erases_everything_that_anyone_wrote(end):
    withdrawn = given(*WRITTEN, *end, Withdrawn(at(10)), **CANARIES).complaint
    assert [text for text in strings_of(withdrawn) if "canari" in text] == []
    assert (withdrawn.amount_cents, withdrawn.first_note, withdrawn.product, withdrawn.region) == (None,) * 4


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
