"""« Not us, but them »: the author decides, then staff; the named brand starts afresh."""

import pytest
from services.complaints.tests.world import (
    ANSWERED,
    PROPOSED,
    PUBLISHED,
    RATED,
    TERMS,
    WINDOW_END,
    at,
    given,
    to_respond,
)

from complaints.domain.answering import answer_reattribution, respond
from complaints.domain.errors import (
    InvalidError,
    NoReattributionError,
    NotInThisStateError,
)
from complaints.domain.facts import (
    By,
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


def not_concerned(days=4.0, other="brand-2", **changes):
    return to_respond(days, kind=ResponseKind.NOT_CONCERNED, other_brand_id=other, **changes)


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
