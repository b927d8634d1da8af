"""The secrets of the local platform: made at its first start and handed over by environment."""

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from joserfc.jwk import OKPKey

SEALED_FROM, SEALED_UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
"""Between these the local seal is valid: the demonstration travels in time."""


@dataclass(frozen=True)
class PlatformSecrets:
    """All secrets.

    A signing key is the JSON text of a private EdDSA JWK with its `kid`; the seal's, a PKCS#12 in base64.
    """

    principal_signing_key: str
    receipt_signing_key: str
    seal_key: str
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
            seal_key=_new_seal_key(),
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


def _new_seal_key() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    bundle = pkcs12.serialize_key_and_certificates(None, key, _certificate(key), None, NoEncryption())
    return base64.b64encode(bundle).decode()


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """Self-signed, for documents."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "RéclameICI, plateforme locale")])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(SEALED_FROM).not_valid_after(SEALED_UNTIL).add_extension(usage, critical=True)
    return builder.sign(key, SHA256())
