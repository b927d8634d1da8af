"""The check before publication: what the machine may decide, what is a moderator's."""

import pytest
from services.complaints.tests.world import (
    COMMENT,
    COMMENT_HELD,
    TERMS,
    TEXT,
    TITLE,
    WAYS,
    a_check,
    a_complaint,
    at,
    given,
    held,
    ids,
)

from complaints.data import load_guidance, load_lexicons, load_triage
from complaints.domain.checking import (
    GROUNDS,
    DecidePublication,
    check,
    decide,
    publish_cleared,
    refuse_with_brand,
)
from complaints.domain.errors import STATE_SENTENCES, InvalidError, NotInThisStateError
from complaints.domain.facts import (
    Cleared,
    CommentPublished,
    CommentRefused,
    Control,
    Held,
    Published,
    Refused,
    Suspended,
)
from complaints.domain.screening import PERSONAL_DATA
from complaints.domain.status import Status
from complaints.domain.terms import Terms
from complaints.usecases.common import EVERYTHING, Rules, check_texts

MASKED = a_check(masked=True, text="Appelez-moi au [masqué : téléphone].")
CLEARED = WAYS[Status.CLEARED]


def to_publish(days=1):
    return DecidePublication(publish=True, ground=None, now=at(days))


def to_refuse(ground, days=1):
    return DecidePublication(publish=False, ground=ground, now=at(days))


@pytest.mark.promise("C5")
def test_a_decent_text_is_published_as_it_is():
    given().when(check, a_check(), True, at(1)).then(Published(at(1), Control.AUTOMATIC, TITLE, TEXT))


@pytest.mark.promise("C5")
def test_a_masked_text_is_published_at_once_and_says_that_it_was_masked():
    published = Published(at(1), Control.AUTOMATIC_MASKED, TITLE, MASKED.text)
    complaint = given().when(check, MASKED, True, at(1)).then(published)
    assert (complaint.shown_text, complaint.text) == (MASKED.text, TEXT)


@pytest.mark.promise("C5")
def test_a_doubtful_text_waits_for_a_human_and_shows_nothing():
    doubtful = a_check(hold=True, findings=("threat", "phone"))
    complaint = given().when(check, doubtful, True, at(1)).then(Held(at(1), ("threat", "phone")))
    assert (complaint.status, complaint.shown_text, complaint.published_at) == (Status.HELD, None, None)


def test_a_checked_complaint_about_a_brand_without_a_page_waits_for_the_page():
    complaint = given().when(check, a_check(), False, at(1)).then(Cleared(at(1), Control.AUTOMATIC, TITLE, TEXT))
    assert complaint.published_at is None


def test_the_check_happens_once():
    for status in set(Status) - {Status.FILED}:
        given(*WAYS[status]).when(check, a_check(), True, at(1)).refused(NotInThisStateError, STATE_SENTENCES[status])


def test_a_complaint_that_waited_appears_as_it_was_checked_once_the_brand_has_its_page():
    waiting = Cleared(at(1), Control.MODERATOR_MASKED, TITLE, MASKED.text)
    expected = Published(at(9), Control.MODERATOR_MASKED, TITLE, MASKED.text)
    complaint = given(waiting).when(publish_cleared, at(9)).then(expected)
    assert complaint.published_at == at(9)


def test_a_complaint_about_a_brand_that_will_have_no_page_is_refused_for_that_reason():
    complaint = given(*CLEARED).when(refuse_with_brand, at(9)).then(Refused(at(9), "brand-refused"))
    assert complaint.ground == "brand-refused"


def test_a_moderator_may_publish_what_was_held():
    given(held()).when(decide, to_publish(), a_check(), True, TERMS).then(
        Published(at(1), Control.MODERATOR, TITLE, TEXT)
    )


def test_personal_data_stay_masked_when_a_moderator_publishes():
    published = Published(at(1), Control.MODERATOR_MASKED, TITLE, MASKED.text)
    given(held()).when(decide, to_publish(), MASKED, True, TERMS).then(published)


def test_what_a_moderator_clears_waits_for_the_page_of_the_brand_too():
    given(held()).when(decide, to_publish(), a_check(), False, TERMS).then(
        Cleared(at(1), Control.MODERATOR, TITLE, TEXT)
    )


@pytest.mark.promise("C5")
@pytest.mark.parametrize("ground", GROUNDS)
def test_a_moderator_refuses_with_one_of_the_published_grounds(ground):
    complaint = given(held()).when(decide, to_refuse(ground), a_check(), True, TERMS).then(Refused(at(1), ground))
    assert (complaint.status, complaint.ground) == (Status.REFUSED, ground)


@pytest.mark.promise("C5")
def test_a_moderator_publishes_a_held_comment_as_it_is_shown():
    shown = a_check(masked=True, text="Enfin une réponse, mais quel [masqué].")
    complaint = (
        given(*COMMENT_HELD).when(decide, to_publish(7), shown, True, TERMS).then(CommentPublished(at(7), shown.text))
    )
    assert (complaint.rating.shown_comment, complaint.status, complaint.review) == (shown.text, Status.RATED, None)


@pytest.mark.promise("C5")
def test_a_refused_comment_is_not_shown_and_its_rating_counts_on():
    decided = given(*COMMENT_HELD).when(decide, to_refuse("insult", 7), a_check(), True, TERMS)
    complaint = decided.then(CommentRefused(at(7), "insult"))
    assert (complaint.rating.shown_comment, complaint.rating.note, complaint.status) == (None, 8, Status.RATED)
    assert (complaint.review, complaint.ground) == (None, None)


def test_a_held_comment_may_be_decided_while_the_complaint_is_suspended():
    suspended = given(*COMMENT_HELD, Suspended(at(7), "false"))
    suspended.when(decide, to_publish(8), a_check(text=COMMENT), True, TERMS).then(CommentPublished(at(8), COMMENT))


@pytest.mark.parametrize("ground", [None, "", "ugly", "brand-refused"])
def test_a_refusal_without_a_published_ground_is_no_decision(ground):
    given(held()).when(decide, to_refuse(ground), a_check(), True, TERMS).refused(
        InvalidError, "motifs publiés", "ground"
    )


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.HELD], ids=ids)
@pytest.mark.parametrize("command", [to_publish(), to_refuse("insult")], ids=["publish", "refuse"])
@pytest.mark.parametrize("listed", [True, False])
def test_a_moderator_decides_on_what_is_held_and_on_nothing_else(status, command, listed):
    decided = given(*WAYS[status]).when(decide, command, a_check(), listed, TERMS)
    decided.refused(NotInThisStateError, STATE_SENTENCES[status])


RULES = Rules(Terms(), load_lexicons(), load_triage(), load_guidance())

PHONE = "Ils ne répondent jamais, alors j’attends toujours leur appel au 06 12 34 56 78 comme convenu lundi."
INSULT = "Le vendeur a refusé l’échange et je le dis tout net, ce connard m’a ri au nez devant tout le monde."
SLUR = "Au guichet on m’a traité de sale arabe devant mes enfants, et personne n’a présenté la moindre excuse."


def test_a_phone_number_is_masked_where_it_stands_and_nowhere_else():
    checked = check_texts(a_complaint(text=PHONE), RULES)
    assert (checked.hold, checked.masked, checked.title, checked.findings) == (False, True, TITLE, ("phone",))
    assert checked.text == PHONE.replace("06 12 34 56 78", "[masqué\u00a0: téléphone]")


def test_a_victim_who_quotes_a_slur_is_read_by_a_human():
    assert check_texts(a_complaint(text=SLUR), RULES).hold


@pytest.mark.parametrize("field", ["wish", "pseudonym"])
def test_a_text_that_has_no_masked_form_goes_to_a_human_with_whatever_is_found_in_it(field):
    assert check_texts(a_complaint(**{field: "0612345678"}), RULES).hold


def test_a_complaint_whose_counterpart_is_unsure_is_looked_at_by_a_human():
    assert not check_texts(a_complaint(marks=("purchase-unsure",)), RULES).hold
    assert check_texts(a_complaint(marks=("counterpart-unsure",)), RULES).hold


def test_a_moderator_who_publishes_as_written_keeps_the_insult_and_masks_the_number_all_the_same():
    complaint = a_complaint(text=f"{INSULT} {PHONE}")
    as_written = check_texts(complaint, RULES, PERSONAL_DATA)
    assert "connard" in as_written.text
    assert "06 12" not in as_written.text
    assert "connard" not in check_texts(complaint, RULES, EVERYTHING).text
