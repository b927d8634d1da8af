"""Who is calling: a short-lived signed token that the gateway adds to each call.

Ed25519 over a compact JWS (RFC 7515, RFC 9864), audience = the called service, at most 60 seconds old.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, cast

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from servicekit.clock import Clock

LIFETIME = timedelta(seconds=60)
"""How long a token is good: longer than any call, shorter than any use of a stolen one."""

CLOCK_SKEW = timedelta(seconds=5)
"""How far two machines' clocks may differ."""

ANONYMOUS = "anonymous"
"""Role of a visitor without an account."""


class PrincipalError(Exception):
    """The token is missing, forged, for somebody else, or too old."""


CODE_HOLDER = "code-holder"
"""Role of somebody without an account who typed a brand's claim code."""


@dataclass(frozen=True)
class HeldCode:
    """A claim code that was typed just now: whose it is, and about which complaint."""

    brand_id: str
    complaint_id: str


@dataclass(frozen=True)
class SignedDocument:
    """A document whose signing code was typed just now, and the network address that it came from."""

    document_id: str
    ip_address: str


LINK_HOLDER = "link-holder"
"""Role of a partner that opened a document's link."""


@dataclass(frozen=True)
class SharedPiece:
    """The one document that a link opened just now, and whose consent opened it."""

    subject_id: str
    """The complaint that it is a piece of, or the dispute whose file it is."""
    document_id: str
    sharer_id: str


@dataclass(frozen=True)
class Principal:
    """The account behind a call, as the gateway vouches for it."""

    account_id: str
    """Empty for an anonymous visitor."""
    role: str
    session_id: str = ""
    verified_domain: str | None = None
    """Domain of a professional address whose code was just typed."""
    held_code: HeldCode | None = None
    shared_piece: SharedPiece | None = None
    signed_document: SignedDocument | None = None
    at: datetime | None = None
    """The moment a demonstration command pretends to happen at."""


class Verifier(Protocol):
    """Reads a token back."""

    def verify(self, token: str) -> Principal:
        """Raises PrincipalError."""
        ...


class PrincipalSigner:
    """The gateway's side."""

    def __init__(self, key: dict[str, Any], clock: Clock) -> None:
        """Args: key: private OKP (Ed25519) JWK with a `kid`."""
        self._key = OKPKey.import_key(key)
        self._clock = clock

    def sign(self, principal: Principal, audience: str) -> str:
        """A token for one call to the service `audience`."""
        now = self._clock.now()
        claims: dict[str, Any] = {
            "sub": principal.account_id,
            "role": principal.role,
            "sid": principal.session_id,
            "aud": audience,
            "iat": int(now.timestamp()),
            "exp": int((now + LIFETIME).timestamp()),
        }
        if principal.verified_domain:
            claims["verified_domain"] = principal.verified_domain
        if principal.held_code:
            claims["held_code"] = asdict(principal.held_code)
        if principal.shared_piece:
            claims["shared_piece"] = asdict(principal.shared_piece)
        if principal.signed_document:
            claims["signed_document"] = asdict(principal.signed_document)
        if principal.at:
            claims["at"] = principal.at.isoformat()
        return jwt.encode({"alg": "Ed25519", "kid": self._key.kid}, claims, self._key, algorithms=["Ed25519"])


class PrincipalVerifier:
    """A service's side."""

    def __init__(self, keys: dict[str, Any], audience: str, clock: Clock) -> None:
        """Args: keys: public JWK set; audience: this service's name."""
        self._keys = KeySet.import_key_set(cast("Any", keys))
        self._audience = audience
        self._clock = clock

    def verify(self, token: str) -> Principal:
        """The principal of a token.

        Raises:
            PrincipalError: bad signature, audience or age.
        """
        try:
            claims = jwt.decode(token, self._keys, algorithms=["Ed25519"]).claims
            self._check(claims)
            at, held, shared = claims.get("at"), claims.get("held_code"), claims.get("shared_piece")
            signed = claims.get("signed_document")
            return Principal(
                account_id=claims["sub"],
                role=claims["role"],
                session_id=claims["sid"],
                verified_domain=claims.get("verified_domain"),
                held_code=HeldCode(**held) if held else None,
                shared_piece=SharedPiece(**shared) if shared else None,
                signed_document=SignedDocument(**signed) if signed else None,
                at=datetime.fromisoformat(at) if at else None,
            )
        except (JoseError, KeyError, ValueError, TypeError) as error:
            raise PrincipalError(type(error).__name__) from error

    def _check(self, claims: dict[str, Any]) -> None:
        now, skew = self._clock.now().timestamp(), CLOCK_SKEW.total_seconds()
        if claims["aud"] != self._audience:
            raise PrincipalError("audience")
        if not claims["iat"] - skew <= now <= min(claims["exp"], claims["iat"] + LIFETIME.total_seconds()) + skew:
            raise PrincipalError("age")
