"""The partner's keys: made here, kept here. RéclameICI only ever sees the public halves."""

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from joserfc import jwe
from joserfc.jwk import ECKey, KeySet

ALGORITHMS = ["ECDH-ES+A256KW", "A256GCM"]


def new_key(folder: Path) -> dict[str, Any]:
    """Makes a key pair, stores it for this user alone, returns the public half to be registered."""
    kid = f"{datetime.now(UTC):%Y-%m-%d}-{secrets.token_hex(3)}"
    key = ECKey.generate_key("P-256", {"kid": kid, "use": "enc"})
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"{kid}.json"
    file.touch(mode=0o600)
    file.write_text(json.dumps(key.as_dict(private=True)), encoding="utf-8")
    return dict(key.as_dict(private=False))


def decrypt(sealed: bytes, folder: Path) -> bytes:
    """What a record says, by the key that its header names: an old key still opens what was sent before its successor.

    Raises:
        JoseError: no such key, or altered on its way. Stop then: what is skipped is lost.
    """
    keys = KeySet([ECKey.import_key(json.loads(file.read_text())) for file in sorted(folder.glob("*.json"))])
    return jwe.decrypt_compact(sealed, keys, algorithms=ALGORITHMS).plaintext or b""
