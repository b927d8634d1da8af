"""What becomes of a dispute, and who may act on it."""

import pytest
from services.disputes.tests.world import OFFER, a_dispute, at

from disputes.domain.access import Membership, Reader, Side, require_side, side_of
from disputes.domain.dispute import Status, answer_offer, evolve, forget, offer_settlement, request_mediation, withdraw
from disputes.domain.errors import (
    ClosedError,
    DisputeNotFoundError,
    InvalidError,
    MediationAlreadyRequestedError,
    NoOfferError,
    OfferChangedError,
    OtherSideError,
)
from disputes.domain.facts import DisputeClosed, MediationRequested, Outcome, SettlementDeclined, SettlementOffered
from disputes.messages.disputes import to_contract, to_public, to_view

OFFERED = SettlementOffered(at(22), "offer-1", OFFER)
SENT = MediationRequested(at(25), "Médiateur national de l'énergie", at(24).date())
CLOSED = DisputeClosed(at(30), Outcome.UNRESOLVED)


@pytest.mark.promise("D1")
def test_the_brand_may_still_settle():
    dispute = evolve(a_dispute(), offer_settlement(a_dispute(), "offer-1", f" {OFFER} ", at(22)))
    assert (dispute.offer.text, dispute.status) == (OFFER, Status.OPEN)
    closed = evolve(dispute, answer_offer(dispute, "offer-1", True, at(23)))
    assert (closed.status, closed.outcome) == (Status.CLOSED, Outcome.SETTLED)


@pytest.mark.promise("D1")
def test_what_both_agreed_on_is_kept_until_the_complaint_is_gone():
    agreed = evolve(a_dispute(OFFERED), answer_offer(a_dispute(OFFERED), "offer-1", True, at(23)))
    assert agreed.offer.text == OFFER
    assert forget(agreed).offer is None
    assert evolve(a_dispute(OFFERED), DisputeClosed(at(23), Outcome.UNRESOLVED)).offer is None


def test_an_offer_that_is_declined_leaves_the_dispute_open():
    dispute = a_dispute(OFFERED)
    assert answer_offer(dispute, "offer-1", False, at(23)) == SettlementDeclined(at(23))
    assert evolve(dispute, SettlementDeclined(at(23))).offer is None


def test_a_new_offer_takes_the_place_of_the_one_that_waits():
    better = offer_settlement(a_dispute(OFFERED), "offer-2", OFFER + " Port compris.", at(24))
    assert evolve(a_dispute(OFFERED), better).offer.made_at == at(24)


@pytest.mark.promise("D1")
@pytest.mark.parametrize("accepted", [True, False])
def test_an_answer_to_another_offer_than_the_one_that_was_read_does_nothing(accepted):
    worse = evolve(a_dispute(OFFERED), SettlementOffered(at(24), "offer-2", "Un bon d’achat de cinq euros."))
    with pytest.raises(OfferChangedError):
        answer_offer(worse, "offer-1", accepted, at(25))


@pytest.mark.parametrize("text", ["", "Oui.", "a" * 4001])
def test_an_offer_says_something_and_not_too_much(text):
    with pytest.raises(InvalidError, match="20 à 4000"):
        offer_settlement(a_dispute(), "offer-1", text, at(22))


def test_there_must_be_an_offer_to_answer():
    with pytest.raises(NoOfferError):
        answer_offer(a_dispute(), "offer-1", True, at(22))


def test_a_mediator_is_asked_once():
    dispute = a_dispute(SENT)
    assert (dispute.status, dispute.mediator, dispute.sent_on) == (Status.MEDIATION, SENT.mediator, SENT.sent_on)
    with pytest.raises(MediationAlreadyRequestedError):
        request_mediation(dispute, "CM2C", at(26).date(), at(26))


@pytest.mark.parametrize(
    "act",
    [
        lambda d: offer_settlement(d, "offer-1", OFFER, at(31)),
        lambda d: answer_offer(d, "offer-1", True, at(31)),
        lambda d: request_mediation(d, "CM2C", at(31).date(), at(31)),
        lambda d: withdraw(d, at(31)),
    ],
    ids=["offer", "answer", "mediation", "withdrawal"],
)
def test_nothing_happens_to_a_dispute_that_is_closed(act):
    with pytest.raises(ClosedError):
        act(a_dispute(CLOSED))


@pytest.mark.parametrize(
    ("outcome", "counts"),
    [
        (Outcome.SETTLED, True),
        (Outcome.MEDIATED, True),
        (Outcome.UNRESOLVED, True),
        (Outcome.INADMISSIBLE, False),
        (Outcome.WITHDRAWN, False),
    ],
)
def test_the_score_forgets_what_was_given_up_or_was_none_for_a_mediator(outcome, counts):
    assert to_contract(a_dispute(), DisputeClosed(at(30), outcome)).counts == counts


def test_an_offer_goes_neither_to_the_bus_nor_to_the_site():
    dispute = a_dispute(OFFERED)
    assert OFFER not in to_contract(dispute, OFFERED).model_dump_json()
    assert OFFER not in to_public(dispute).model_dump_json()


@pytest.mark.parametrize(
    ("reader", "side"),
    [
        (Reader("author-1", "consumer"), Side.CONSUMER),
        (Reader("somebody", "agent", (Membership("brand-1", None),)), Side.BRAND),
        (Reader("somebody", "agent", (Membership("brand-1", "shop-1"),)), Side.BRAND),
        (Reader("staff", "moderator"), Side.STAFF),
    ],
)
def test_a_dispute_has_three_sides(reader, side):
    assert side_of(a_dispute(point_of_sale_id="shop-1"), reader) is side


@pytest.mark.parametrize(
    "reader",
    [
        Reader("", "anonymous"),
        Reader("somebody", "consumer"),
        Reader("somebody", "agent", (Membership("brand-2", None),)),
        Reader("somebody", "agent", (Membership("brand-1", "shop-2"),)),
        Reader("somebody", "partner"),
        Reader("somebody", "operator"),
    ],
)
def test_for_anybody_else_it_does_not_exist(reader):
    with pytest.raises(DisputeNotFoundError):
        side_of(a_dispute(point_of_sale_id="shop-1"), reader)


def test_a_side_acts_where_it_is_its_turn():
    author = Reader("author-1", "consumer")
    assert require_side(a_dispute(), author, Side.CONSUMER) is Side.CONSUMER
    with pytest.raises(OtherSideError):
        require_side(a_dispute(), author, Side.BRAND)


@pytest.mark.promise("D1")
def test_what_was_obtained_is_shown_to_its_author_alone():
    closed = a_dispute(SENT, DisputeClosed(at(30), Outcome.MEDIATED, 12_050))
    shown = {side: to_view(closed, side).obtained_cents for side in Side}
    assert shown == {Side.CONSUMER: 12_050, Side.BRAND: None, Side.STAFF: None}
    assert "12050" not in to_public(closed).model_dump_json()
    assert "12050" not in to_contract(closed, DisputeClosed(at(30), Outcome.MEDIATED, 12_050)).model_dump_json()
