"""Keyed hashes, tokens and codes: what the gateway keeps instead of secrets and addresses."""

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata
from ipaddress import ip_address, ip_network
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gateway.domain.accounts import CLAIM_CODE_DIGITS, CODE_DIGITS

hasher = PasswordHasher()
"""Argon2id with the library's defaults (RFC 9106, low-memory profile)."""


class Keyed:
    """HMAC-SHA-256 with the site's key, a different message space for each use."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def email(self, address: str) -> bytes:
        """Hash of a normalised address: what the gateway knows of it."""
        return self._hash("email", normalise_email(address))

    def code(self, account_id: str, code: str) -> bytes:
        """Hash of a code for one account."""
        return self._hash("code", f"{account_id}:{code}")

    def token(self, token: str) -> bytes:
        """Hash of a session's token."""
        return self._hash("token", token)

    def network(self, host: str) -> bytes:
        """Hash of the network behind an address: the address itself for IPv4, what one subscriber has for IPv6."""
        return self._hash("network", subscriber_of(host))

    def csrf(self, session_id: str) -> str:
        """The token of a session's forms."""
        return self._hash("csrf", session_id).hex()

    def claim_code(self, key: str) -> str:
        """The claim code of a command by its idempotency key: twelve digits that nobody guesses from the key."""
        return str(int.from_bytes(self._hash("claim-code", key)) % 10**CLAIM_CODE_DIGITS).zfill(CLAIM_CODE_DIGITS)

    def claim_code_hash(self, complaint_id: str, code: str) -> str:
        """Hash of a claim code about one complaint: what the brands service knows of it."""
        return self._hash("claim-code-hash", f"{complaint_id}:{code}").hex()

    def seal(self, use: str, values: dict[str, Any]) -> str:
        """Values that a browser keeps for us between two steps: readable there, not alterable."""
        body = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
        return f"{body}.{self._hash(use, body).hex()}"

    def unseal(self, use: str, sealed: str) -> dict[str, Any] | None:
        """The values back; None where they are not ours."""
        body, _, signature = sealed.rpartition(".")
        if not body or not hmac.compare_digest(signature.encode(), self._hash(use, body).hex().encode()):
            return None
        values: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body))
        return values

    def _hash(self, use: str, value: str) -> bytes:
        return hmac.new(self._key, f"{use}\n{value}".encode(), hashlib.sha256).digest()


def normalise_email(address: str) -> str:
    """An address as it is compared: NFC, no surrounding space, lower case."""
    return unicodedata.normalize("NFC", address.strip()).lower()


def subscriber_of(host: str) -> str:
    """The part of an IP address that one subscriber cannot change at will: all of IPv4, 64 bits of IPv6."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def new_token() -> str:
    """256 random bits, in URL-safe base64."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """A code of six digits: they look alike in no font."""
    return "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))


def hash_password(password: str) -> str:
    """Argon2id, with its salt and parameters."""
    return hasher.hash(password)


DECOY = hash_password("a password nobody has")
"""Checked where there is no account, so that the answer takes the same time."""


def password_is_right(password_hash: str | None, password: str) -> bool:
    """True for the right password; takes the same time without an account."""
    try:
        hasher.verify(password_hash if password_hash is not None else DECOY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
