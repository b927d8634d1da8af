"""What leaves for a partner is encrypted to its key: JWE, ECDH-ES+A256KW, A256GCM (RFC 7516, 7518)."""

from collections.abc import Mapping
from typing import Any

from joserfc import jwe
from joserfc.jwk import JWKRegistry

ALGORITHM = "ECDH-ES+A256KW"
ENCRYPTION = "A256GCM"


def encrypt(payload: bytes, jwk: Mapping[str, Any], kid: str) -> str:
    """The compact serialisation of a payload that only the key's owner can read."""
    key = JWKRegistry.import_key(dict(jwk))
    header = {"alg": ALGORITHM, "enc": ENCRYPTION, "kid": kid, "cty": "application/json"}
    return jwe.encrypt_compact(header, payload, key)
