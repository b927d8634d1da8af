"""Receipts: time-stamped records of a notification, hash-chained per brand and signed.

Evidence between the parties, a contractual « accusé de réception horodaté et scellé »: each record says what it proves
and what it does not. Canonical JSON as in RFC 8785 for the values used here: sorted keys, no spaces, UTF-8, no floats.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

VERSION = 1
FIRST = "0" * 64
"""What the first record of a brand names as the one before it."""


class ReceiptKind(StrEnum):
    """What happened to a notification."""

    DEPOSITED = "deposited"
    HANDED_OVER = "handed-over"
    OPENED = "opened"
    DOWNLOADED = "downloaded"


PROVES = {
    ReceiptKind.DEPOSITED: (
        "À cette date, la réclamation était publiée et sa notification mise à disposition de la marque.",
        "Que la marque en a pris connaissance.",
    ),
    ReceiptKind.HANDED_OVER: (
        "À cette date, le serveur de messagerie a accepté le message de notification.",
        "Que le message est arrivé dans la boîte, ni qu’il a été lu.",
    ),
    ReceiptKind.OPENED: (
        "À cette date, un compte habilité par la marque a ouvert la réclamation.",
        "L’identité civile de la personne, ni qu’elle a tout lu.",
    ),
    ReceiptKind.DOWNLOADED: (
        "À cette date, un compte habilité par la marque a téléchargé ce document.",
        "L’identité civile de la personne, ni ce qu’elle en a fait.",
    ),
}
"""For each record: what it proves, what it does not."""


@dataclass(frozen=True)
class Record:
    """One link of a brand's chain."""

    receipt_id: str
    sequence: int
    """Place in the brand's chain, from 1."""
    place: int
    """Place in the receipt, from 1: a dropped record leaves a gap."""
    brand_id: str
    complaint_id: str
    complaint_number: str
    kind: ReceiptKind
    at: datetime
    detail: str
    """Message-Id and the server's answer for a handover; empty elsewhere."""
    previous: str
    """Hash of the record before it in the brand's chain."""

    def body(self) -> dict[str, Any]:
        """What is hashed and signed."""
        values = asdict(self) | {"kind": self.kind.value, "at": _text(self.at), "version": VERSION}
        proves, does_not = PROVES[self.kind]
        return values | {"proves": proves, "does_not_prove": does_not}

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical body."""
        return hashlib.sha256(canonical(self.body())).hexdigest()


@dataclass(frozen=True)
class Sealed:
    """A record with its signature."""

    record: Record
    signature: str
    """Ed25519 over the hash, base64url."""


Verify = Callable[[str, str], bool]
"""Whether a signature is right for a hash."""


class AlteredReceiptError(Exception):
    """The file is not what was sealed."""


UNREADABLE = (AttributeError, KeyError, RecursionError, TypeError, ValueError)
"""What reading a file of another shape as a receipt may raise."""


def canonical(value: Any) -> bytes:
    """The one way to write a value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def next_record(last: Record | None, **values: Any) -> Record:
    """The link after the brand's last one."""
    return Record(sequence=last.sequence + 1 if last else 1, previous=last.hash if last else FIRST, **values)


def to_file(sealed: Sequence[Sealed], key_id: str) -> str:
    """The receipt as a file to keep: canonical, so that each byte counts."""
    records = [each.record.body() | {"hash": each.record.hash, "signature": each.signature} for each in sealed]
    return canonical({"key": key_id, "records": records, "type": "reclameici-receipt"}).decode()


def key_of(content: bytes) -> str:
    """The id of the key that a file says it was sealed with: whoever verifies knows that key, or refuses the file.

    Raises:
        AlteredReceiptError: not a receipt.
    """
    try:
        return str(json.loads(content)["key"])
    except UNREADABLE as error:
        raise AlteredReceiptError("Ce fichier n’est pas un accusé.") from error


def verify_file(content: bytes, verify: Verify) -> list[Mapping[str, Any]]:
    """The records of a file, if each byte is as it was sealed.

    Raises:
        AlteredReceiptError: not a receipt, a byte that differs, a wrong hash or signature, records out of order.
    """
    try:
        document = json.loads(content)
        records: list[dict[str, Any]] = document["records"]
        if canonical(document) != content or document["type"] != "reclameici-receipt" or not records:
            raise AlteredReceiptError("Ce fichier n’est pas un accusé intact.")
        for record in records:
            _verify_record(record, verify)
        if set(document) != {"key", "records", "type"}:
            raise AlteredReceiptError("Ce fichier contient un champ ajouté.")
    except UNREADABLE as error:
        raise AlteredReceiptError("Ce fichier n’est pas un accusé.") from error
    _verify_order(records)
    return [*records]


def _verify_record(record: Mapping[str, Any], verify: Verify) -> None:
    body = {name: value for name, value in record.items() if name not in {"hash", "signature"}}
    if hashlib.sha256(canonical(body)).hexdigest() != record["hash"]:
        raise AlteredReceiptError("Le contenu ne correspond pas à son empreinte.")
    if not verify(record["hash"], record["signature"]):
        raise AlteredReceiptError("La signature n’est pas celle de RéclameICI.")


def _verify_order(records: Sequence[Mapping[str, Any]]) -> None:
    if records[0]["kind"] != ReceiptKind.DEPOSITED:
        raise AlteredReceiptError("Le début de cet accusé manque.")
    if [record["place"] for record in records] != list(range(1, len(records) + 1)):
        raise AlteredReceiptError("Un enregistrement de cet accusé manque.")
    for before, after in pairwise(records):
        follows = after["sequence"] > before["sequence"] and after["receipt_id"] == before["receipt_id"]
        linked = after["sequence"] != before["sequence"] + 1 or after["previous"] == before["hash"]
        if not (follows and linked):
            raise AlteredReceiptError("Les enregistrements ne se suivent pas.")


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
