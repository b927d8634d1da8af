"""Who sees all of a complaint and acts on it; to everybody else it does not exist."""

import pytest
from services.complaints.tests.world import PROPOSED, PUBLISHED, WAYS, at, given, ids

from complaints.domain.access import Membership, Reader, require_side, side_of
from complaints.domain.errors import ComplaintNotFoundError, NotAllowedError, NotFoundError
from complaints.domain.facts import By, Reattributed
from complaints.domain.status import ENDED, PUBLIC, Status

AUTHOR = Reader("author-1", "consumer")
HEAD_OFFICE = Reader("agent-1", "agent", (Membership("brand-1", None),))
SHOP = Reader("agent-2", "agent", (Membership("brand-1", "shop-1"),))
OTHER_SHOP = Reader("agent-3", "agent", (Membership("brand-1", "shop-2"),))
OTHER_BRAND = Reader("agent-4", "agent", (Membership("brand-2", None),))
BOTH = Reader("agent-5", "agent", (Membership("brand-2", None), Membership("brand-1", None)))
MODERATOR = Reader("moderator-1", "moderator")
OPERATOR = Reader("operator-1", "operator")
STRANGER = Reader("consumer-2", "consumer")
VISITOR = Reader("", "anonymous")

OUTSIDERS = [OTHER_SHOP, OTHER_BRAND, OPERATOR, STRANGER, VISITOR]


def complaint(*history, **changes):
    return given(*history, **{"point_of_sale_id": "shop-1"} | changes).complaint


def sees(reader, case):
    try:
        return side_of(case, reader)
    except ComplaintNotFoundError:
        return None


@pytest.mark.promise("C4")
@pytest.mark.parametrize(
    ("reader", "side"),
    [(AUTHOR, By.CONSUMER), (HEAD_OFFICE, By.BRAND), (SHOP, By.BRAND), (BOTH, By.BRAND), (MODERATOR, By.STAFF)],
    ids=lambda value: getattr(value, "account_id", value),
)
def test_author_concerned_brand_and_staff_see_a_published_complaint(reader, side):
    assert sees(reader, complaint(*PUBLISHED)) is side


@pytest.mark.promise("C4")
@pytest.mark.parametrize("reader", OUTSIDERS, ids=lambda reader: reader.account_id or "visitor")
@pytest.mark.parametrize("status", Status, ids=ids)
def test_to_anybody_else_a_complaint_does_not_exist(reader, status):
    with pytest.raises(ComplaintNotFoundError, match="n’existe pas, ou n’est pas accessible"):
        side_of(complaint(*WAYS[status]), reader)


@pytest.mark.parametrize("status", Status, ids=ids)
def test_the_brand_sees_a_complaint_from_its_publication_until_it_ends(status):
    visible = status in PUBLIC | {Status.SUSPENDED}
    assert sees(HEAD_OFFICE, complaint(*WAYS[status])) is (By.BRAND if visible else None)


@pytest.mark.parametrize("status", Status, ids=ids)
def test_the_author_and_staff_see_a_complaint_in_every_state(status):
    assert sees(AUTHOR, complaint(*WAYS[status])) is By.CONSUMER
    assert sees(MODERATOR, complaint(*WAYS[status])) is By.STAFF


def test_a_complaint_about_the_brand_as_a_whole_is_for_the_head_office_not_for_a_shop():
    whole = complaint(*PUBLISHED, point_of_sale_id=None)
    assert sees(HEAD_OFFICE, whole) is By.BRAND
    assert sees(SHOP, whole) is None


def test_a_complaint_that_moved_is_the_new_brands_and_no_longer_the_old_ones():
    moved = complaint(*PROPOSED, Reattributed(at(5), "brand-1", "brand-2"))
    assert sees(OTHER_BRAND, moved) is By.BRAND
    assert sees(HEAD_OFFICE, moved) is None


def test_a_brand_that_is_only_named_sees_nothing_yet():
    assert sees(OTHER_BRAND, complaint(*PROPOSED)) is None


def test_an_author_who_is_also_an_agent_of_the_brand_stays_its_author():
    both = Reader("author-1", "agent", (Membership("brand-1", None),))
    assert sees(both, complaint(*PUBLISHED)) is By.CONSUMER


def test_a_visitor_is_not_the_author_of_a_complaint_without_one():
    assert sees(VISITOR, complaint(*PUBLISHED, author_id="")) is None


def test_a_side_whose_turn_it_is_not_is_told_so():
    with pytest.raises(NotAllowedError, match="ne permet pas cette action sur ce dossier"):
        require_side(complaint(*PUBLISHED), AUTHOR, By.BRAND, By.STAFF)
    assert require_side(complaint(*PUBLISHED), HEAD_OFFICE, By.BRAND, By.STAFF) is By.BRAND


@pytest.mark.parametrize("reader", OUTSIDERS, ids=lambda reader: reader.account_id or "visitor")
def test_an_outsider_is_told_that_there_is_nothing_rather_than_that_it_is_forbidden(reader):
    with pytest.raises(NotFoundError):
        require_side(complaint(*PUBLISHED), reader, By.CONSUMER, By.BRAND, By.STAFF)


def test_ended_states_are_closed_to_the_brand_even_where_the_complaint_was_published():
    for status in ENDED:
        assert sees(HEAD_OFFICE, complaint(*WAYS[status], published_at=at(1))) is None
