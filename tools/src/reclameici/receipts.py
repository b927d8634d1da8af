"""The offline check of a receipt."""

import json
from collections.abc import Iterator
from pathlib import Path

from notifications.domain.receipts import AlteredReceiptError, verify_file
from notifications.sealing import signature_is_right
from reclameici.local.errors import LocalError


def verify(file: Path, keys: Path) -> Iterator[str]:
    """Says what an intact receipt holds.

    Args:
        keys: the site's public keys, a JWK set, downloaded once and kept apart from the receipts.

    Raises:
        LocalError: a file cannot be read, or the receipt is not what was sealed.
    """
    try:
        known = json.loads(keys.read_text())["keys"]
        records = verify_file(
            file.read_bytes(), lambda text, seal: any(signature_is_right(key, text, seal) for key in known)
        )
    except AlteredReceiptError as error:
        raise LocalError(f"REFUSED: {error}") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LocalError(f"The receipt or the keys cannot be read: {type(error).__name__}.") from error
    yield f"INTACT: receipt {records[0]['receipt_id']} of complaint {records[0]['complaint_number']}"
    for record in records:
        yield f"{record['at']}  {record['kind']:<12}  {record['hash'][:16]}…  {record['proves']}"
