"""The author's verdict, reminders of it, and what silence means."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from services.complaints.tests.world import (
    ANSWERED,
    COMMENT,
    COMMENT_HELD,
    PRESUMED,
    PUBLISHED,
    RATED,
    TERMS,
    WINDOW_END,
    a_check,
    answered,
    at,
    given,
    rated,
    to_rate,
    to_respond,
)

from complaints.domain.answering import escalate, respond
from complaints.domain.days import window_end
from complaints.domain.errors import InvalidError, NotInThisStateError
from complaints.domain.facts import Escalated, RatingReminded, SatisfactionPresumed, Subject, Withdrawn
from complaints.domain.rating import presume, rate, remind, reminder_times
from complaints.domain.status import Status

LAST_SECOND = WINDOW_END - timedelta(seconds=1)


@pytest.mark.promise("C8")
def test_the_author_rates_the_answer():
    complaint = given(*ANSWERED).when(rate, to_rate(6), None).then(rated(6))
    assert (complaint.status, complaint.rating.note, complaint.rating.comment) == (Status.RATED, 8, None)


@pytest.mark.parametrize("note", [0, 10])
def test_a_note_goes_from_0_to_10(note):
    given(*ANSWERED).when(rate, to_rate(note=note), None).then(rated(note=note))


@pytest.mark.parametrize("note", [-1, 11])
def test_a_note_beyond_is_refused(note):
    given(*ANSWERED).when(rate, to_rate(note=note), None).refused(InvalidError, "de 0 à 10", "note")


def test_a_comment_is_short():
    long = "a" * 1001
    decided = given(*ANSWERED).when(rate, to_rate(comment=long), a_check(text=long))
    decided.refused(InvalidError, "1000 signes au plus", "comment")


@pytest.mark.promise("C5")
def test_a_comment_appears_at_once_with_its_masks():
    checked = a_check(masked=True, findings=("phone",), text="Merci au [masqué].")
    expected = rated(comment="Merci au 06 12 34 56 78.", shown="Merci au [masqué].")
    complaint = given(*ANSWERED).when(rate, to_rate(comment="Merci au 06 12 34 56 78."), checked).then(expected)
    assert complaint.review is None


@pytest.mark.promise("C5")
def test_a_doubtful_comment_waits_for_a_human_while_its_rating_counts():
    doubtful = a_check(hold=True, findings=("insult",), text=COMMENT)
    complaint = given(*ANSWERED).when(rate, to_rate(comment=COMMENT), doubtful).then(*COMMENT_HELD[-2:])
    assert (complaint.status, complaint.rating.note, complaint.rating.shown_comment) == (Status.RATED, 8, None)
    assert (complaint.review, complaint.held_at) == (Subject.COMMENT, at(6))


def test_a_new_rating_takes_the_place_of_a_comment_that_was_held():
    complaint = given(*COMMENT_HELD).when(rate, to_rate(8), None).then(rated(8))
    assert (complaint.review, complaint.findings, complaint.rating.comment) == (None, (), None)


def test_there_is_nothing_to_rate_before_an_answer():
    given(*PUBLISHED).when(rate, to_rate(), None).refused(NotInThisStateError, "pas encore de réponse")


@pytest.mark.promise("C8")
def test_a_rating_is_late_from_the_end_of_the_tenth_day_in_paris():
    given(*ANSWERED).when(rate, to_rate(now=LAST_SECOND), None).then(replace(rated(), at=LAST_SECOND))
    given(*ANSWERED).when(rate, to_rate(now=WINDOW_END), None).then(replace(rated(late=True), at=WINDOW_END))


@pytest.mark.promise("C8")
def test_a_late_rating_replaces_the_presumption():
    complaint = given(*PRESUMED).when(rate, to_rate(30, note=2), None).then(rated(30, note=2, late=True))
    assert (complaint.status, complaint.presumed_at, complaint.rating.late) == (Status.RATED, None, True)


def test_the_last_rating_counts():
    complaint = given(*RATED).when(rate, to_rate(8, note=1), None).then(rated(8, note=1))
    assert complaint.rating.note == 1


@pytest.mark.promise("C8")
def test_silence_until_the_end_of_the_window_is_presumed_satisfaction_and_no_rating():
    complaint = given(*ANSWERED).when(presume, WINDOW_END).then(SatisfactionPresumed(WINDOW_END))
    assert (complaint.status, complaint.presumed_at, complaint.rating) == (Status.PRESUMED, WINDOW_END, None)


def test_nothing_is_presumed_a_second_before_the_end_of_the_window():
    given(*ANSWERED).when(presume, LAST_SECOND).then_nothing()


def test_nothing_is_presumed_at_the_end_of_a_window_that_was_opened_anew():
    again = given(*ANSWERED).when(respond, to_respond(12, response_id="response-2"), TERMS).after
    given(complaint=again).when(presume, WINDOW_END).then_nothing()
    new_end = window_end(at(12), TERMS.rating_window)
    given(complaint=again).when(presume, new_end).then(SatisfactionPresumed(new_end))


@pytest.mark.parametrize("history", [RATED, PRESUMED, PUBLISHED], ids=["rated", "presumed", "published"])
def test_nothing_is_presumed_where_no_rating_is_waited_for(history):
    decided = given(*history).when(presume, at(60))
    assert isinstance(decided.refusal, NotInThisStateError)


@pytest.mark.parametrize(
    ("answered_at", "ends"),
    [
        ("2026-03-19T22:30", "2026-03-29T22:00"),  # 23:30 in Paris; the last day has 23 hours
        ("2026-10-15T21:30", "2026-10-25T23:00"),  # 23:30 in Paris; the last day has 25 hours
    ],
)
def test_the_window_closes_at_midnight_in_paris_on_the_days_that_summer_time_begins_and_ends(answered_at, ends):
    now, end = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (answered_at, ends))
    complaint = given(*PUBLISHED).when(respond, to_respond(now=now), TERMS).after
    assert complaint.rate_until == end
    given(complaint=complaint).when(presume, end - timedelta(seconds=1)).then_nothing()
    given(complaint=complaint).when(presume, end).then(SatisfactionPresumed(end))


@pytest.mark.promise("C8")
def test_the_author_is_reminded_on_days_3_7_and_9():
    assert reminder_times(at(4), TERMS) == (at(7), at(11), at(13))


def test_no_reminder_falls_after_the_end_of_a_shorter_window():
    terms = replace(TERMS, rating_window=timedelta(days=5))
    assert reminder_times(at(4), terms) == (at(7),)


def test_a_reminder_at_the_very_end_of_the_window_is_none():
    terms = replace(TERMS, rating_window=timedelta(seconds=15), reminders=(timedelta(seconds=15),))
    assert reminder_times(at(4), terms) == ()


def test_a_reminder_changes_nothing_that_anyone_sees():
    complaint = given(*ANSWERED).when(remind, 2, at(11)).then(RatingReminded(at(11), 2))
    assert complaint.timeline == given(*ANSWERED).complaint.timeline


def test_nobody_is_reminded_of_what_was_rated():
    given(*RATED).when(remind, 1, at(7)).refused(NotInThisStateError, "a déjà donné son avis")


def test_a_rating_within_a_window_that_was_opened_anew_is_not_late():
    again = answered(12, window_end(at(12), TERMS.rating_window), id_="response-2")
    given(*ANSWERED, again).when(rate, to_rate(16), None).then(rated(16))


@pytest.mark.promise("D1")
def test_silence_about_a_complaint_in_dispute_is_never_presumed_satisfaction():
    complaint = given(*ANSWERED).when(escalate, at(6)).then(Escalated(at(6)))
    assert (complaint.escalated_at, complaint.rate_until) == (at(6), None)
    given(complaint=complaint).when(presume, WINDOW_END).then_nothing()


def test_an_answer_to_a_dispute_opens_no_window_that_silence_could_close():
    disputed = given(*PUBLISHED, Escalated(at(3))).complaint
    answered_late = given(complaint=disputed).when(respond, to_respond(12), TERMS).after
    assert answered_late.rate_until is None
    given(complaint=answered_late).when(rate, to_rate(60), None).then(rated(60))


def test_a_presumption_gives_way_to_a_dispute():
    complaint = given(*PRESUMED).when(escalate, at(30)).then(Escalated(at(30)))
    assert (complaint.status, complaint.presumed_at) == (Status.ANSWERED, None)


def test_what_is_over_takes_no_dispute():
    given(*PUBLISHED, Withdrawn(at(2))).when(escalate, at(3)).then_nothing()
