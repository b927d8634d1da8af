"""Mails: queued with their cause, handed over as a step of its own, at most once outside the accept window."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.notifications import BrandNotified, MailBounced
from notifications.composing import Composer
from notifications.domain.mails import BY_TEMPLATE, KEPT_DATA, Category, Patience, State, To, first_state, is_hopeless
from notifications.domain.receipts import ReceiptKind
from notifications.mailer import Mailer, NotTakenError, RefusedForGoodError
from notifications.sealing import Sealer
from notifications.storage.contacts import ContactStore, NameStore
from notifications.storage.mails import MailStore
from notifications.storage.tables import BrandRow, ComplaintRow, ContactRow, MailRow
from notifications.usecases.receipts import append
from servicekit.clock import Clock
from servicekit.ids import new_id
from servicekit.work import Work, Works

POST_MAIL = "post-mail"
"""Step: hands one mail over."""


@dataclass(frozen=True)
class Post:
    """What sending works with, built once by `main.py`."""

    composer: Composer
    mailer: Mailer
    sealer: Sealer
    patience: Patience
    clock: Clock
    domain: str
    """Right side of Message-IDs."""
    staff: str
    """Where messages of the contact form go."""
    public_url: str


async def tell(
    work: Work,
    post: Post,
    template: str,
    complaint: ComplaintRow,
    cause: str,
    at: datetime,
    data: dict[str, Any],
    receipt_id: str | None = None,
) -> bool:
    """Queues a mail about a complaint to its author or to each agent of its brand; True where one will be sent."""
    kind = BY_TEMPLATE[template]
    brand = await NameStore(work.session).brand(complaint.brand_id)
    about = naming(complaint, brand) | data
    readers = [complaint.author_id] if kind.to is To.AUTHOR else await _agents(work, complaint)
    queued = False
    for reader in readers:
        queued |= await queue(work, post, template, reader, cause, about, at, complaint.complaint_id, receipt_id)
    return queued


def naming(complaint: ComplaintRow, brand: BrandRow | None) -> dict[str, Any]:
    """What a mail calls the complaint and its brand."""
    return {
        "number": complaint.number,
        "brand": brand.name if brand else "la marque",
        "brand_slug": brand.slug if brand else "",
    }


async def _agents(work: Work, complaint: ComplaintRow) -> list[str]:
    """Whom to write to for a brand: the alert address it chose, else its agents who see the point of sale."""
    if await ContactStore(work.session).alert_of(complaint.brand_id):
        return [f"brand:{complaint.brand_id}"]
    members = await NameStore(work.session).members(complaint.brand_id)
    return [each.account_id for each in members if each.point_of_sale_id in (None, complaint.point_of_sale_id)]


async def queue(
    work: Work,
    post: Post,
    template: str,
    reader: str,
    cause: str,
    data: dict[str, Any],
    at: datetime,
    complaint_id: str | None = None,
    receipt_id: str | None = None,
    address: str | None = None,
) -> bool:
    """Stores a mail and schedules its handover; False where it is suppressed or was queued before."""
    contact = await ContactStore(work.session).load(reader)
    kind = BY_TEMPLATE.get(template)
    wanted = not (kind and kind.category and contact and kind.category.value in contact.unwanted)
    # Age is judged by the real clock: a demonstration's past stays silent whatever its own time.
    state = first_state(at, wanted, post.patience, post.clock.now())
    mail_id = new_id()
    row = MailRow(
        id=mail_id,
        cause=cause,
        account_id=reader,
        address=address,
        template=template,
        data=data,
        complaint_id=complaint_id,
        receipt_id=receipt_id,
        message_id=f"<{mail_id}@{post.domain}>",
        state=state.value,
        queued_at=work.now,
    )
    added = await MailStore(work.session).add(row)
    if added and state is State.QUEUED:
        await work.schedule(POST_MAIL, mail_id, work.now)
    return added and state is State.QUEUED


async def post_mail(mail_id: str, works: Works, post: Post) -> None:
    """Step: hands a mail over.

    A crash between « handing over » and the server's answer leaves the mail in that state: it is given again with the
    same Message-ID, and counted. Everywhere else it is sent exactly once.

    Raises:
        NotTakenError, UncertainError: tried again later.
    """
    mail = await _begin(mail_id, works, post)
    if mail is None:
        return
    row, address, contact = mail
    try:
        reply = await post.mailer.send(_message(row, address, contact, post))
    except NotTakenError:
        await _back_to_queue(row.id, works)
        raise
    except RefusedForGoodError as error:
        await _give_up(row.id, works, str(error))
        return
    await _note_sent(row.id, works, post, reply)


async def _begin(mail_id: str, works: Works, post: Post) -> tuple[MailRow, str, ContactRow | None] | None:
    """Marks the mail as being handed over, before the server hears of it; None where there is nothing to do."""
    async with works.open() as work:
        row = await MailStore(work.session).load(mail_id)
        if row is None or row.state not in (State.QUEUED, State.HANDING_OVER):
            return None
        contact = await ContactStore(work.session).load(row.account_id)
        address = await _address(work, row, contact)
        if address is None or is_hopeless(row.queued_at, post.patience, work.now):
            _close(row, State.FAILED, "no address" if address is None else "given up")
            return None
        row.repeated += row.state == State.HANDING_OVER
        row.state = State.HANDING_OVER.value
        row.attempts += 1
        return row, address, contact


async def _address(work: Work, row: MailRow, contact: ContactRow | None) -> str | None:
    if row.address:
        return row.address
    if row.account_id.startswith("brand:"):
        return await ContactStore(work.session).alert_of(row.account_id.removeprefix("brand:"))
    return contact.email if contact and not contact.bounced_at else None


def _message(row: MailRow, address: str, contact: ContactRow | None, post: Post) -> Any:
    pseudonym = contact.pseudonym if contact else None
    composed = post.composer.compose(row.template, {"pseudonym": pseudonym, **row.data})
    kind = BY_TEMPLATE.get(row.template)
    link = _unsubscribe_link(row.account_id, kind.category, post) if kind and kind.category and contact else None
    return post.composer.message(composed, address, row.message_id, post.clock.now(), link)


def _unsubscribe_link(account_id: str, category: Category, post: Post) -> str:
    return f"{post.public_url}/desabonnement/{post.sealer.unsubscribe_token(account_id, category)}"


async def _back_to_queue(mail_id: str, works: Works) -> None:
    async with works.open() as work:
        if row := await MailStore(work.session).load(mail_id):
            row.state = State.QUEUED.value


async def _give_up(mail_id: str, works: Works, reply: str) -> None:
    """The server refused the address for good: it is not written to again."""
    async with works.open() as work:
        row = await MailStore(work.session).load(mail_id)
        if row is None:
            return
        _close(row, State.FAILED, reply)
        if contact := await ContactStore(work.session).load(row.account_id):
            contact.bounced_at = work.now
            work.publish(MailBounced(account_id=contact.account_id, at=work.now))


async def _note_sent(mail_id: str, works: Works, post: Post, reply: str) -> None:
    async with works.open() as work:
        row = await MailStore(work.session).load(mail_id)
        if row is None or row.state == State.SENT:
            return
        _close(row, State.SENT, reply)
        row.sent_at = work.now
        complaint = await NameStore(work.session).complaint(row.complaint_id) if row.complaint_id else None
        if row.receipt_id and complaint:
            detail = f"{row.message_id} {reply}"
            await append(work, post.sealer, row.receipt_id, complaint, ReceiptKind.HANDED_OVER, work.now, detail)
            work.publish(
                BrandNotified(
                    complaint_id=complaint.complaint_id,
                    brand_id=complaint.brand_id,
                    receipt_id=row.receipt_id,
                    at=work.now,
                )
            )


def _close(row: MailRow, state: State, reply: str) -> None:
    """A mail that is over keeps neither code nor address."""
    row.state, row.reply, row.address = state.value, reply[:300], None
    row.data = {name: value for name, value in row.data.items() if name in KEPT_DATA}
