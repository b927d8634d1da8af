"""Receipts: links appended to a brand's chain, read by the case's parties."""

from datetime import datetime

from contracts.http import notifications as http
from contracts.http.paging import PAGE
from notifications.domain.errors import NotFoundError
from notifications.domain.receipts import (
    PROVES,
    AlteredReceiptError,
    ReceiptKind,
    Sealed,
    next_record,
    to_file,
    verify_file,
)
from notifications.sealing import Sealer, signature_is_right
from notifications.storage.contacts import NameStore
from notifications.storage.mails import ReceiptStore
from notifications.storage.tables import ComplaintRow
from servicekit.work import Work

MODERATOR = "moderator"


async def append(
    work: Work, sealer: Sealer, receipt_id: str, complaint: ComplaintRow, kind: ReceiptKind, at: datetime, detail: str
) -> None:
    """Seals one more link; only the first of each kind counts for a receipt."""
    store = ReceiptStore(work.session)
    last = await store.last(complaint.brand_id)
    before = await store.of_receipt(receipt_id)
    if kind in {each.record.kind for each in before}:
        return
    record = next_record(
        last,
        place=len(before) + 1,
        receipt_id=receipt_id,
        brand_id=complaint.brand_id,
        complaint_id=complaint.complaint_id,
        complaint_number=complaint.number,
        kind=kind,
        at=at,
        detail=detail,
    )
    await store.add(Sealed(record, sealer.sign(record.hash)))


def receipt_of(complaint_id: str, brand_id: str) -> str:
    """A receipt's id: one per complaint and brand it was notified to."""
    return f"{complaint_id}.{brand_id}"


async def view_receipt(work: Work, receipt_id: str, sealer: Sealer) -> http.ReceiptView:
    """A receipt, for the brand it was made out to, the author and staff. Raises NotFoundError."""
    return _view(await _load(work, receipt_id), sealer)


async def download_receipt(work: Work, receipt_id: str, sealer: Sealer) -> http.ReceiptView:
    """The same; a download by the brand is one more fact of the receipt."""
    sealed = await _load(work, receipt_id)
    first, names = sealed[0].record, NameStore(work.session)
    complaint = await names.complaint(first.complaint_id)
    if complaint and await names.is_member(first.brand_id, work.principal.account_id):
        await append(work, sealer, receipt_id, complaint, ReceiptKind.DOWNLOADED, work.now, "")
        sealed = await ReceiptStore(work.session).of_receipt(receipt_id)
    return _view(sealed, sealer)


async def _load(work: Work, receipt_id: str) -> list[Sealed]:
    """A receipt's records, for who may read them. Raises NotFoundError."""
    sealed = await ReceiptStore(work.session).of_receipt(receipt_id)
    if not sealed or not await _may_read(work, sealed[0]):
        raise NotFoundError
    return sealed


async def list_receipts(work: Work, brand_id: str, offset: int, sealer: Sealer) -> http.ReceiptList:
    """A page of a brand's receipts, newest first, for its agents. Raises NotFoundError."""
    if not await NameStore(work.session).is_member(brand_id, work.principal.account_id):
        raise NotFoundError
    found, total = await ReceiptStore(work.session).of_brand(brand_id, PAGE, offset)
    return http.ReceiptList(receipts=tuple(_view(each, sealer) for each in found), total=total)


async def _may_read(work: Work, sealed: Sealed) -> bool:
    if work.principal.role == MODERATOR:
        return True
    names = NameStore(work.session)
    complaint = await names.complaint(sealed.record.complaint_id)
    is_author = complaint is not None and complaint.author_id == work.principal.account_id
    return is_author or await names.is_member(sealed.record.brand_id, work.principal.account_id)


def _view(sealed: list[Sealed], sealer: Sealer) -> http.ReceiptView:
    first = sealed[0].record
    file = to_file(sealed, sealer.key_id)
    return http.ReceiptView(
        receipt_id=first.receipt_id,
        complaint_id=first.complaint_id,
        complaint_number=first.complaint_number,
        brand_id=first.brand_id,
        events=tuple(
            http.ReceiptEvent(
                kind=each.record.kind.value,
                at=each.record.at,
                proves=PROVES[each.record.kind][0],
                does_not_prove=PROVES[each.record.kind][1],
                hash=each.record.hash,
            )
            for each in sealed
        ),
        intact=_is_intact(file, sealer),
        file=file,
    )


def _is_intact(file: str, sealer: Sealer) -> bool:
    try:
        verify_file(file.encode(), lambda text, seal: signature_is_right(sealer.public_key, text, seal))
    except AlteredReceiptError:
        return False
    return True
