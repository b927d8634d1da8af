"""What leaves for a partner is encrypted to its key: JWE, ECDH-ES+A256KW, A256GCM (RFC 7516, 7518)."""

from collections.abc import Mapping
from typing import Any

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry

from partners.domain.errors import InvalidError

ALGORITHM = "ECDH-ES+A256KW"
ENCRYPTION = "A256GCM"


def encrypt(payload: bytes, jwk: Mapping[str, Any], kid: str) -> str:
    """The compact serialisation of a payload that only the key's owner can read."""
    key = JWKRegistry.import_key(dict(jwk))
    header = {"alg": ALGORITHM, "enc": ENCRYPTION, "kid": kid, "cty": "application/json"}
    return jwe.encrypt_compact(header, payload, key)


def require_usable(jwk: Mapping[str, Any]) -> None:
    """Raises InvalidError for a key that nothing can be encrypted to: a case would wait for it for ever."""
    try:
        encrypt(b"{}", jwk, "trial")
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise InvalidError(
            "Cette clé ne peut pas servir\u00a0: un de ses éléments manque ou ne convient pas.", "jwk"
        ) from error
