"""Builders of receipts, mails and the people they go to."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from joserfc.jwk import OKPKey

from contracts.complaints import ComplaintFact
from notifications.composing import Composer
from notifications.domain.mails import Patience
from notifications.domain.receipts import (
    AlteredReceiptError,
    ReceiptKind,
    Record,
    Sealed,
    key_of,
    next_record,
    to_file,
    verify_file,
)
from notifications.sealing import Sealer, signature_is_right
from reclameici.docs.examples import FULL, path_of

T0 = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
"""A Tuesday morning in Paris, three weeks before summer time."""

PATIENCE = Patience(give_up_after=timedelta(days=2), stale_after=timedelta(days=3))
SITE = "https://reclameici.example"
SENDER = "RéclameICI <ne-pas-repondre@reclameici.example>"
COMPOSER = Composer(SITE, SENDER)


def at(days: float = 0, **more: float) -> datetime:
    """A moment, counted from T0."""
    return T0 + timedelta(days=days, **more)


def a_sealer() -> Sealer:
    """A service with a key of its own."""
    return Sealer(OKPKey.generate_key("Ed25519").as_dict(private=True))


SEALER = a_sealer()


def chain(*kinds: ReceiptKind, brand: str = "brand-1", receipt: str = "receipt-1") -> list[Record]:
    """Records of a brand, one after the other."""
    records: list[Record] = []
    for kind in kinds:
        records.append(a_record(records[-1] if records else None, kind, brand, receipt))
    return records


def a_record(
    last: Record | None, kind: ReceiptKind, brand: str = "brand-1", receipt: str = "receipt-1", place: int | None = None
) -> Record:
    """The next record of a chain, and of its receipt where that is the last one's too."""
    return next_record(
        last,
        place=place or (last.place + 1 if last and last.receipt_id == receipt else 1),
        receipt_id=receipt,
        brand_id=brand,
        complaint_id="complaint-1",
        complaint_number="R-2026-000001",
        kind=kind,
        at=at(hours=last.sequence if last else 0),
        detail="<1@reclameici.example> 250 queued as é42" if kind is ReceiptKind.HANDED_OVER else "",
    )


def sealed(records: list[Record], sealer: Sealer = SEALER) -> list[Sealed]:
    """Records with their signatures."""
    return [Sealed(each, sealer.sign(each.hash)) for each in records]


def a_file(records: list[Record], sealer: Sealer = SEALER) -> bytes:
    """A receipt as it is downloaded."""
    return to_file(sealed(records, sealer), sealer.key_id).encode()


def rewritten(content: bytes, **changes: Any) -> bytes:
    """A file with some fields changed, written as canonically as ours."""
    document = json.loads(content) | changes
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


KEYS = {SEALER.key_id: SEALER.public_key}
"""The keys that a verifier knows."""


def verified(content: bytes) -> list[Any]:
    """What somebody who has our public key does with a file. Raises AlteredReceiptError."""
    key = KEYS.get(key_of(content))
    if key is None:
        raise AlteredReceiptError("unknown key")
    return verify_file(content, partial(signature_is_right, key))


def is_refused(content: bytes) -> bool:
    """True where the file is not what was sealed; any other accident would be a fault of the verifier."""
    try:
        verified(content)
    except AlteredReceiptError:
        return True
    return False


def example(fact: type[ComplaintFact], **changes: Any) -> ComplaintFact:
    """The full example of a fact."""
    given = json.loads(path_of(fact, FULL).read_text(encoding="utf-8"))
    return fact.model_validate(given | changes)
