"""Codes, passwords and sessions: what opens an account and for how long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.domain.accounts import (
    CODES_AN_HOUR,
    MAX_TRIES,
    Account,
    Code,
    Role,
    Session,
    check_password,
    is_alive,
    may_send,
    may_try,
    try_code,
)
from gateway.domain.errors import (
    InvalidError,
    NotAllowedError,
    SignInNeededError,
    TooManyCodesError,
    TooManyTriesError,
    WrongCodeError,
)
from gateway.identity import Visitor
from gateway.keyed import (
    Keyed,
    hash_password,
    new_code,
    new_token,
    normalise_email,
    password_is_right,
)
from gateway.usecases.accounts import checked_email, require_opened
from servicekit.principal import Principal

T0 = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)
SECOND = timedelta(seconds=1)
KEYED = Keyed("a key of the tests")
RIGHT, WRONG = KEYED.code("account-1", "271828"), KEYED.code("account-1", "314159")
SENT = Code("account-1", RIGHT, T0)


def tried(code, code_hash=RIGHT, now=T0):
    return try_code(code, code_hash, TEN_MINUTES, now)


def after_wrong_tries(count):
    code = SENT
    for _ in range(count):
        code, right = tried(code, WRONG)
        assert not right
    return code


@pytest.mark.promise("G2")
def test_the_code_that_was_sent_is_right_once():
    used, right = tried(SENT)
    assert right
    assert (used.used, used.tries) == (True, 1)
    assert tried(used) == (replace(used, tries=2), False)


@pytest.mark.promise("G2")
def test_a_code_is_good_for_ten_minutes():
    assert tried(SENT, now=T0 + TEN_MINUTES - SECOND)[1]
    assert not tried(SENT, now=T0 + TEN_MINUTES)[1]


@pytest.mark.promise("G2")
def test_a_code_may_be_tried_five_times():
    assert MAX_TRIES == 5
    assert tried(after_wrong_tries(4))[1]
    assert not tried(after_wrong_tries(5))[1]


def test_a_wrong_try_is_counted_even_when_nothing_is_left():
    assert after_wrong_tries(9).tries == 9


def test_a_code_of_another_account_is_wrong():
    assert not tried(SENT, KEYED.code("account-2", "271828"))[1]


def test_no_code_is_right_where_none_was_sent():
    assert tried(None) == (None, False)


def test_six_codes_an_hour_are_sent_and_no_more():
    assert CODES_AN_HOUR == 6
    may_send(5)
    with pytest.raises(TooManyCodesError, match="attendez une heure"):
        may_send(6)


def test_a_wrong_a_used_and_an_old_code_get_the_same_answer():
    with pytest.raises(WrongCodeError, match="faux ou expiré") as raised:
        require_opened(None, WrongCodeError())
    assert raised.value.field == "code"


QUARTER = timedelta(minutes=15)
MINUTE = timedelta(minutes=1)
THREE = (T0, T0 + 2 * MINUTE, T0 + 4 * MINUTE)
"""Wrong passwords, at the limit of the tests."""


@pytest.mark.promise("G2")
def test_after_the_last_wrong_password_one_waits_until_the_first_has_left_the_window():
    may_try(THREE[:2], 3, QUARTER, T0 + 5 * MINUTE)
    with pytest.raises(TooManyTriesError, match="dans 10\u00a0minutes, ou demandez un code") as raised:
        may_try(THREE, 3, QUARTER, T0 + 5 * MINUTE)
    assert raised.value.retry_after == 10 * MINUTE
    with pytest.raises(TooManyTriesError, match="dans 1\u00a0minute,"):
        may_try(THREE, 3, QUARTER, T0 + QUARTER - SECOND)
    may_try(THREE, 3, QUARTER, T0 + QUARTER)


def test_where_a_limit_was_lowered_enough_tries_must_leave_the_window():
    with pytest.raises(TooManyTriesError) as raised:
        may_try(THREE, 1, QUARTER, T0 + 5 * MINUTE)
    assert raised.value.retry_after == 14 * MINUTE


@pytest.mark.parametrize(
    ("host", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ],
)
def test_a_network_is_known_by_a_hash_of_what_one_subscriber_has(host, other, same):
    assert (KEYED.network(host) == KEYED.network(other)) == same
    assert host.encode() not in KEYED.network(host)


def test_codes_have_six_digits_and_are_drawn_anew():
    codes = {new_code() for _ in range(200)}
    assert all(len(code) == 6 and code.isascii() and code.isdigit() for code in codes)
    assert len(codes) > 190


@pytest.mark.parametrize("length", [12, 64, 200])
def test_a_password_counts_by_its_length(length):
    assert check_password("é" * length) == "é" * length


@pytest.mark.parametrize("length", [0, 1, 11, 201])
def test_a_short_or_endless_password_is_refused(length):
    with pytest.raises(InvalidError, match="au moins 12 signes") as raised:
        check_password("a" * length)
    assert raised.value.field == "password"


@pytest.mark.promise("G2")
def test_a_password_is_kept_as_argon2_and_recognised():
    kept = hash_password("un mot de passe assez long")
    assert kept.startswith("$argon2id$")
    assert "passe" not in kept
    assert password_is_right(kept, "un mot de passe assez long")
    assert not password_is_right(kept, "un mot de passe assez lonG")


@pytest.mark.parametrize("kept", [None, "not a hash"])
def test_where_there_is_no_password_none_is_right_not_even_the_decoy(kept):
    assert not password_is_right(kept, "a password nobody has")


def a_session(**changes):
    return replace(Session("session-1", b"hash", "account-1", T0, T0), **changes)


@pytest.mark.promise("G2")
def test_a_session_ends_when_it_was_not_seen_for_its_lifetime():
    month = timedelta(days=30)
    assert is_alive(a_session(), month, T0 + month - SECOND)
    assert not is_alive(a_session(), month, T0 + month)
    seen_later = a_session(seen_at=T0 + month - SECOND)
    assert is_alive(seen_later, month, T0 + month)


def test_tokens_have_256_bits_and_only_their_keyed_hash_is_kept():
    token = new_token()
    assert len(token) >= 43
    assert token not in repr(KEYED.token(token))
    assert KEYED.token(token) == Keyed("a key of the tests").token(token) != Keyed("another key").token(token)


def test_an_address_is_known_by_a_hash_that_forgives_case_and_spaces():
    assert KEYED.email(" Camille@Exemple.example ") == KEYED.email("camille@exemple.example")
    assert normalise_email("e\u0301t\u00e9@exemple.example") == "été@exemple.example"
    assert KEYED.email("camille@exemple.example") != KEYED.email("camille@exemples.example")


def test_one_value_has_different_hashes_for_different_uses():
    sealed = {KEYED.seal(use, {}).rpartition(".")[2] for use in ("pending", "held-code")}
    hashes = {KEYED.email("x").hex(), KEYED.network("x").hex(), KEYED.token("x").hex(), KEYED.csrf("x"), *sealed}
    assert len(hashes) == 6


@pytest.mark.parametrize("address", ["camille@exemple.example", " camille@exemple.example ", "d’or@exemple.example"])
def test_an_address_may_come_with_spaces_and_french_signs(address):
    assert checked_email(address).endswith("@exemple.example")


@pytest.mark.parametrize(
    "address", ["", "camille", "camille@", "@exemple.example", "a b@exemple.example", "a@b@c.example"]
)
def test_what_is_no_address_is_told_so_with_an_example(address):
    with pytest.raises(InvalidError, match=r"nom@exemple\.fr") as raised:
        checked_email(address)
    assert raised.value.field == "email"


CONSUMER = Account("account-1", Role.CONSUMER, b"hash", T0)


def visitor(role=Role.CONSUMER, **session):
    return Visitor("token", a_session(**session), replace(CONSUMER, role=role))


def test_a_visitor_without_an_account_is_anonymous_to_every_service():
    assert Visitor("token").principal() == Principal("", "anonymous")
    assert Visitor("token", account=CONSUMER).principal() == Principal("", "anonymous")


def test_an_account_is_vouched_for_with_the_domain_whose_code_was_typed():
    told = visitor(verified_domain="filandre.example").principal()
    assert told == Principal("account-1", "consumer", "session-1", verified_domain="filandre.example")


def test_a_page_for_some_roles_asks_the_others_to_sign_in_or_says_no():
    assert visitor(Role.MODERATOR).require("moderator", "operator").role == "moderator"
    with pytest.raises(NotAllowedError):
        visitor().require("moderator")
    with pytest.raises(SignInNeededError):
        Visitor("token").require("moderator")
    with pytest.raises(SignInNeededError):
        Visitor("token").require()
