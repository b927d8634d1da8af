"""Signatures: of receipts, and of one-click unsubscribe links."""

import json
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from notifications.domain.mails import Category


class Sealer:
    """Signs with the service's Ed25519 key (RFC 8037)."""

    def __init__(self, key: dict[str, Any]) -> None:
        """Args: key: private OKP JWK."""
        self._key = OKPKey.import_key(key)

    @property
    def key_id(self) -> str:
        """RFC 7638 thumbprint of the public key."""
        return self._key.thumbprint()

    @property
    def public_key(self) -> dict[str, Any]:
        """What anybody needs to check a receipt."""
        return dict(self._key.as_dict(private=False)) | {"kid": self.key_id}

    def sign(self, text: str) -> str:
        """A compact JWS whose payload is `text`."""
        return jws.serialize_compact({"alg": "Ed25519"}, text, self._key, algorithms=["Ed25519"])

    def unsubscribe_token(self, account_id: str, category: Category) -> str:
        """What a one-click link carries."""
        return self.sign(json.dumps({"use": "unsubscribe", "account": account_id, "category": category.value}))

    def read_unsubscribe_token(self, token: str) -> tuple[str, Category] | None:
        """The account and category of a link; None for a forged one."""
        try:
            payload = json.loads(jws.deserialize_compact(token, self._key, algorithms=["Ed25519"]).payload)
            return payload["account"], Category(payload["category"])
        except (JoseError, ValueError, KeyError):
            return None


def signature_is_right(public_key: dict[str, Any], text: str, signature: str) -> bool:
    """True where the JWS is this key's, over this text."""
    try:
        found = jws.deserialize_compact(signature, OKPKey.import_key(public_key), algorithms=["Ed25519"])
    except (JoseError, ValueError):
        return False
    return found.payload == text.encode()
