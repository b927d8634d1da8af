"""The claim code of a brand without an owner: who gets one, how long it is good, how often it may be tried."""

from datetime import timedelta

import pytest
from services.brands.tests.world import at, claimed, listed, suggested, to_claim

from brands.domain.brand import claim, note_contact
from brands.domain.claim_code import TRIES_A_DAY, VALIDITY, ClaimCode, give, try_code
from brands.domain.errors import AlreadyClaimedError, NotFoundError, TooManyTriesError
from brands.messages import to_public

HASH, OTHER = "hash-of-the-code", "hash-of-another"


def given() -> ClaimCode:
    """A code about complaint-1, sent on day 0."""
    return give(listed(), "complaint-1", HASH, at())


def tried(code: ClaimCode, times: int, day: float = 1) -> ClaimCode:
    """The code after some wrong tries of one day."""
    for _ in range(times):
        code, _ = try_code(code, OTHER, at(day))
    return code


@pytest.mark.promise("B7")
def test_a_code_is_good_for_ninety_days_to_the_moment():
    assert timedelta(days=90) == VALIDITY
    last = given().valid_until - timedelta(microseconds=1)
    assert try_code(given(), HASH, last)[1]
    assert not try_code(given(), HASH, given().valid_until)[1]


@pytest.mark.promise("B7")
def test_only_a_listed_brand_without_an_owner_gets_one():
    with pytest.raises(AlreadyClaimedError):
        give(claimed(), "complaint-1", HASH, at(2))
    with pytest.raises(NotFoundError):
        give(suggested(), "complaint-1", HASH, at(2))


def test_a_wrong_code_is_counted_and_a_right_one_may_be_used_again():
    code, right = try_code(given(), OTHER, at(1))
    assert (code.tries, code.tried_on, right) == (1, at(1).date(), False)
    assert try_code(code, HASH, at(1)) == (code, True)


def test_after_enough_wrong_tries_even_the_right_code_waits_until_tomorrow():
    code = tried(given(), TRIES_A_DAY)
    with pytest.raises(TooManyTriesError):
        try_code(code, HASH, at(1))
    assert try_code(code, HASH, at(2))[1]
    assert tried(code, 1, day=2).tries == 1


@pytest.mark.promise("B7")
def test_who_holds_the_code_claims_the_page_whatever_their_address():
    assert claim(listed(), to_claim(verified_domain="gmail.com", holds_code=True)).claimed_at
    assert claim(listed(website=None), to_claim(verified_domain=None, holds_code=True)).claimed_at


@pytest.mark.promise("B7")
def test_a_brand_that_was_told_shows_since_when():
    assert to_public(note_contact(listed(), at(2))).contacted_at == at(2)
    assert to_public(note_contact(note_contact(listed(), at(2)), at(3))).contacted_at == at(3)


def test_news_of_an_earlier_mail_or_of_a_claimed_brand_say_nothing():
    told = note_contact(listed(), at(2))
    assert note_contact(told, at(2)) is None
    assert note_contact(told, at(1)) is None
    assert note_contact(claimed(), at(2)) is None
