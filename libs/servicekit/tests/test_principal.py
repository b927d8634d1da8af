"""A service believes a caller only by a fresh token of the gateway, made for this very service."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from servicekit.principal import (
    ANONYMOUS,
    CLOCK_SKEW,
    CODE_HOLDER,
    LIFETIME,
    HeldCode,
    Principal,
    PrincipalError,
    PrincipalSigner,
    PrincipalVerifier,
)

T0 = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
AGENT = Principal("account-1", "agent", "session-1", verified_domain="filandre.example")
HOLDER = Principal("", CODE_HOLDER, held_code=HeldCode("brand-1", "complaint-1"))


class SetClock:
    """A clock that the test moves."""

    def __init__(self, moment=T0):
        self.moment = moment

    def now(self):
        return self.moment


def a_key(kid="key-1"):
    return OKPKey.generate_key("Ed25519", {"kid": kid})


KEY = a_key()
PUBLIC = {"keys": [KEY.as_dict(private=False)]}


def signed(principal=AGENT, audience="complaints", at=T0, key=KEY):
    return PrincipalSigner(key.as_dict(private=True), SetClock(at)).sign(principal, audience)


def verify(token, now=T0, keys=PUBLIC, audience="complaints"):
    return PrincipalVerifier(keys, audience, SetClock(now)).verify(token)


def forged(claims=None, header=None, key=KEY, algorithm="Ed25519"):
    """A token that follows our habits except where told otherwise."""
    good = {
        "sub": "account-1",
        "role": "moderator",
        "sid": "session-1",
        "aud": "complaints",
        "iat": int(T0.timestamp()),
        "exp": int((T0 + LIFETIME).timestamp()),
    }
    head = {"alg": algorithm, "kid": "key-1"} | (header or {})
    return jwt.encode(head, good | (claims or {}), key, algorithms=[algorithm])


def without_signature(token, **header):
    def encode(part):
        return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")

    return f"{encode({'alg': 'none', 'kid': 'key-1'} | header)}.{token.split('.')[1]}."


@pytest.mark.parametrize("principal", [AGENT, HOLDER, Principal("", ANONYMOUS), Principal("a", "agent", "s", at=T0)])
def test_what_the_gateway_vouched_for_arrives(principal):
    assert verify(signed(principal)) == principal


@pytest.mark.parametrize("audience", ["brands", "", "complaints2"])
def test_a_token_for_another_service_is_refused(audience):
    with pytest.raises(PrincipalError):
        verify(signed(audience=audience))


def test_a_token_lives_for_sixty_seconds_and_the_skew_of_two_clocks():
    last = T0 + LIFETIME + CLOCK_SKEW
    assert verify(signed(), now=last) == AGENT
    with pytest.raises(PrincipalError):
        verify(signed(), now=last + SECOND)


def test_a_token_from_the_future_is_refused_beyond_the_skew():
    assert verify(signed(), now=T0 - CLOCK_SKEW) == AGENT
    with pytest.raises(PrincipalError):
        verify(signed(), now=T0 - CLOCK_SKEW - SECOND)


def test_no_token_lives_longer_than_sixty_seconds_whatever_it_says():
    for_an_hour = forged({"exp": int((T0 + timedelta(hours=1)).timestamp())})
    assert verify(for_an_hour).role == "moderator"
    with pytest.raises(PrincipalError):
        verify(for_an_hour, now=T0 + LIFETIME + CLOCK_SKEW + SECOND)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "abc",
        "a.b.c",
        signed()[:-4] + "AAAA",
        signed(key=a_key()),
        signed(key=a_key("key-2")),
        forged(header={"kid": "nobody"}),
        without_signature(signed()),
        without_signature(signed(), alg="Ed25519"),
        forged(algorithm="HS256", key=OctKey.import_key(json.dumps(PUBLIC["keys"][0]))),
    ],
    ids=[
        "empty",
        "no token",
        "three words",
        "other signature",
        "other key, same name",
        "other key",
        "unknown key name",
        "no algorithm",
        "no signature",
        "public key as a secret",
    ],
)
def test_a_forged_token_is_refused(token):
    with pytest.raises(PrincipalError):
        verify(token)


def test_a_token_whose_claims_were_changed_is_refused():
    head, _, signature = signed().split(".")
    _, claims, _ = forged().split(".")
    with pytest.raises(PrincipalError):
        verify(f"{head}.{claims}.{signature}")


@pytest.mark.parametrize("claim", ["sub", "role", "sid", "aud", "iat", "exp"])
def test_a_token_without_one_of_its_claims_is_refused(claim):
    claims = dict(jwt.decode(forged(), KEY, algorithms=["Ed25519"]).claims)
    del claims[claim]
    token = jwt.encode({"alg": "Ed25519", "kid": "key-1"}, claims, KEY, algorithms=["Ed25519"])
    with pytest.raises(PrincipalError):
        verify(token)


@pytest.mark.parametrize("changes", [{"iat": "now"}, {"exp": None}, {"at": "yesterday"}, {"at": 7}], ids=str)
def test_a_token_with_a_claim_of_the_wrong_kind_is_refused(changes):
    with pytest.raises(PrincipalError):
        verify(forged(changes))


def test_a_refusal_says_nothing_of_the_token():
    with pytest.raises(PrincipalError) as raised:
        verify(signed(key=a_key()))
    assert "account-1" not in str(raised.value)


def test_two_keys_may_be_good_at_once_while_one_replaces_the_other():
    new = a_key("key-2")
    both = {"keys": [*PUBLIC["keys"], new.as_dict(private=False)]}
    assert verify(signed(), keys=both) == verify(signed(key=new), keys=both) == AGENT
