"""The secrets of the local platform: made at its first start and handed over by environment."""

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from joserfc.jwk import OKPKey


@dataclass(frozen=True)
class PlatformSecrets:
    """All secrets. A key is the JSON text of a private EdDSA JWK with its `kid`."""

    principal_signing_key: str
    receipt_signing_key: str
    hash_key: str
    database_key: str
    s3_access_key: str
    s3_secret_key: str

    @classmethod
    def load_or_create(cls, path: Path) -> Self:
        """The secrets in the file, made (mode 0600) if it does not exist."""
        if not path.exists():
            _write_private(path, json.dumps(asdict(cls._generate()), indent=2))
        return cls(**json.loads(path.read_text()))

    @property
    def principal_keys(self) -> str:
        """The public JWKS that every service checks principals with."""
        private: dict[str, Any] = json.loads(self.principal_signing_key)
        public = {name: value for name, value in private.items() if name != "d"}
        return json.dumps({"keys": [public]})

    def database_password(self, role: str) -> str:
        """The password of a database role; derived, so that a new service needs no new secret."""
        return hmac.new(self.database_key.encode(), role.encode(), hashlib.sha256).hexdigest()

    @classmethod
    def _generate(cls) -> Self:
        return cls(
            principal_signing_key=_new_signing_key(),
            receipt_signing_key=_new_signing_key(),
            hash_key=secrets.token_urlsafe(32),
            database_key=secrets.token_urlsafe(32),
            s3_access_key=secrets.token_hex(10),
            s3_secret_key=secrets.token_urlsafe(30),
        )


def write_private(path: Path, text: str) -> None:
    """Writes a file that only its owner can read."""
    path.unlink(missing_ok=True)
    _write_private(path, text)


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def _new_signing_key() -> str:
    key = OKPKey.generate_key("Ed25519", {"use": "sig"})
    return json.dumps({**key.as_dict(private=True), "kid": key.thumbprint()})
