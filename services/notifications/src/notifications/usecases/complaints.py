"""The mails of each step of a complaint."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from contracts import complaints as facts
from contracts import disputes
from contracts.complaints import ComplaintFact
from contracts.disputes import DisputeFact
from contracts.http import notifications as http
from notifications.domain.errors import NotFoundError
from notifications.domain.mails import CLAIM_TEMPLATE
from notifications.domain.receipts import ReceiptKind
from notifications.storage.contacts import NameStore
from notifications.storage.mails import ReceiptStore
from notifications.storage.tables import ComplaintRow
from notifications.usecases.mails import Post, naming, queue, tell
from notifications.usecases.receipts import append, receipt_of
from servicekit.work import Work

CaseFact: TypeAlias = ComplaintFact | DisputeFact
"""A step of a complaint or of its dispute."""

PLAIN: Mapping[type[CaseFact], tuple[str, ...]] = {
    facts.ComplaintHeld: ("complaint_held",),
    facts.ComplaintRefused: ("complaint_refused",),
    facts.RatingReminded: ("rating_reminded",),
    facts.SatisfactionPresumed: ("satisfaction_presumed",),
    facts.ResponseRated: ("response_rated",),
    facts.CommentHeld: ("comment_held",),
    facts.CommentPublished: ("comment_published",),
    facts.CommentRefused: ("comment_refused",),
    facts.PromiseFellDue: ("promise_fell_due",),
    facts.PromiseAnswered: ("promise_answered",),
    facts.ReattributionProposed: ("reattribution_proposed",),
    facts.ComplaintSuspended: ("complaint_suspended", "complaint_suspended_for_brand"),
    facts.ComplaintReinstated: ("complaint_reinstated",),
    facts.ComplaintRemoved: ("complaint_removed", "complaint_removed_for_brand"),
    facts.ComplaintWithdrawn: ("complaint_withdrawn", "complaint_withdrawn_for_brand"),
    facts.EvidenceRequested: ("evidence_requested",),
    disputes.DisputeOpened: ("dispute_opened", "dispute_opened_for_brand"),
    disputes.SettlementOffered: ("settlement_offered",),
    disputes.SettlementDeclined: ("settlement_declined",),
    disputes.MediationRequested: ("mediation_requested",),
    disputes.MediationGivenBack: ("mediation_given_back",),
    disputes.MediationCorrected: ("mediation_corrected",),
    disputes.MandateSigned: ("mandate_signed",),
    disputes.DisputeReminded: ("dispute_reminded",),
    disputes.DisputeClosed: ("dispute_closed", "dispute_closed_for_brand"),
}
"""Facts whose mails need nothing but the fact itself."""


async def tell_plainly(work: Work, fact: CaseFact, post: Post) -> None:
    """The mails of a step, as the table above says."""
    for template in PLAIN[type(fact)]:
        await _tell(work, post, template, fact)


async def tell_filed(work: Work, fact: facts.ComplaintFiled, post: Post) -> None:
    """Remembers the complaint, and confirms it to its author."""
    await NameStore(work.session).save(_row(fact, fact.number, None))
    await _tell(work, post, "complaint_filed", fact)


async def tell_published(work: Work, fact: facts.ComplaintPublished, post: Post) -> None:
    """The author is told, and the brand is notified against a receipt."""
    await NameStore(work.session).save(_row(fact, fact.number, fact.point_of_sale_id))
    await _tell(work, post, "complaint_published", fact)
    await _notify(work, fact, post)


async def tell_reattributed(work: Work, fact: facts.ComplaintReattributed, post: Post) -> None:
    """The author is told, and the new brand is notified against a receipt of its own."""
    names = NameStore(work.session)
    if known := await names.complaint(fact.complaint_id):
        await names.save(_row(fact, known.number, None))
    await _tell(work, post, "complaint_reattributed", fact)
    await _notify(work, fact, post)


async def _notify(work: Work, fact: ComplaintFact, post: Post) -> None:
    """A claimed brand's notification counts as received: its receipt starts here. An old one is not notified anew."""
    complaint = await NameStore(work.session).complaint(fact.complaint_id)
    if complaint is None:
        return
    receipt_id = receipt_of(complaint.complaint_id, complaint.brand_id)
    data = fact.model_dump(mode="json")
    if await tell(work, post, "complaint_notified", complaint, _cause(fact), fact.at, data, receipt_id):
        await append(work, post.sealer, receipt_id, complaint, ReceiptKind.DEPOSITED, work.now, "")


async def notify_unclaimed(work: Work, body: http.SendClaimCode, post: Post) -> None:
    """A brand without an owner is told at the address staff found, against a receipt; the address goes with the mail.

    Raises:
        NotFoundError: no such complaint of this brand.
    """
    names = NameStore(work.session)
    complaint, brand = await names.complaint(body.complaint_id), await names.brand(body.brand_id)
    if complaint is None or brand is None or complaint.brand_id != body.brand_id:
        raise NotFoundError
    data = naming(complaint, brand) | {"code": body.code, "valid_until": body.valid_until.isoformat()}
    cause = f"claim-code:{body.complaint_id}:{work.now.isoformat()}"
    receipt_id = receipt_of(body.complaint_id, body.brand_id)
    reader, now = f"brand:{body.brand_id}", post.clock.now()
    await queue(work, post, CLAIM_TEMPLATE, reader, cause, data, now, body.complaint_id, receipt_id, address=body.email)
    await append(work, post.sealer, receipt_id, complaint, ReceiptKind.DEPOSITED, work.now, "")


async def tell_read(work: Work, fact: facts.ComplaintRead, post: Post) -> None:
    """The brand opened the complaint: a line of the receipt, where there is one."""
    complaint = await NameStore(work.session).complaint(fact.complaint_id)
    if complaint:
        await _note_opened(work, complaint, fact, post)
        await _tell(work, post, "complaint_read", fact)


async def _note_opened(work: Work, complaint: ComplaintRow, fact: facts.ComplaintRead, post: Post) -> None:
    receipt_id = receipt_of(complaint.complaint_id, complaint.brand_id)
    if await ReceiptStore(work.session).has(receipt_id, ReceiptKind.DEPOSITED):
        await append(work, post.sealer, receipt_id, complaint, ReceiptKind.OPENED, fact.at, "")


async def tell_message(work: Work, fact: facts.MessagePosted, post: Post) -> None:
    """The other sides are told that somebody wrote; the words stay in the thread."""
    if fact.by != "consumer":
        await _tell(work, post, "message_to_author", fact)
    if fact.by != "brand":
        await _tell(work, post, "message_to_brand", fact)


async def tell_response(work: Work, fact: facts.ResponsePublished, post: Post) -> None:
    """The author is told of the response and until when it can be rated."""
    await _tell(work, post, "response_published", fact)


async def tell_mandate_revoked(work: Work, fact: disputes.MandateRevoked, post: Post) -> None:
    """The author is told, and the brand if it knew the mandate; one that ends with its dispute is told with it."""
    if not fact.with_dispute:
        await _tell(work, post, "mandate_revoked", fact)
        if fact.towards_brand:
            await _tell(work, post, "mandate_revoked_for_brand", fact)


async def _tell(work: Work, post: Post, template: str, fact: CaseFact) -> None:
    complaint = await NameStore(work.session).complaint(fact.complaint_id)
    if complaint:
        data: dict[str, Any] = fact.model_dump(mode="json")
        await tell(work, post, template, _as_of(complaint, fact), _cause(fact), fact.at, data)


def _as_of(complaint: ComplaintRow, fact: CaseFact) -> ComplaintRow:
    """The complaint as the fact knows it: what happened before it changed brands is its former brand's affair."""
    return complaint if complaint.brand_id == fact.brand_id else _row(fact, complaint.number, None)


def _cause(fact: CaseFact) -> str:
    """One mail per step and reader: what tells this step from the same one later."""
    return f"{fact.type}:{fact.complaint_id}:{fact.at.isoformat()}"


def _row(fact: CaseFact, number: str, point_of_sale_id: str | None) -> ComplaintRow:
    return ComplaintRow(
        complaint_id=fact.complaint_id,
        number=number,
        author_id=fact.author_id,
        brand_id=fact.brand_id,
        point_of_sale_id=point_of_sale_id,
    )
