"""Addresses, preferences, codes."""

from collections.abc import Sequence

from contracts.http import notifications as http
from notifications.domain.addresses import masked
from notifications.domain.errors import InvalidError, NotAllowedError, NotFoundError
from notifications.domain.mails import CODE_TEMPLATES, CONTACT_TEMPLATE, Category
from notifications.sealing import Sealer
from notifications.storage.contacts import ContactStore, NameStore
from notifications.storage.tables import BrandAlertRow, ContactRow
from notifications.usecases.mails import Post, queue
from servicekit.ids import new_id
from servicekit.work import Work

GATEWAY = "gateway"
MODERATOR = "moderator"

CONTACT_LENGTH = 4000


async def put_contact(work: Work, account_id: str, body: http.PutContact) -> None:
    """The address of an account, given once by the gateway."""
    _require_gateway(work)
    row = ContactRow(account_id=account_id, email=body.email, pseudonym=body.pseudonym, role=body.role, unwanted=[])
    await ContactStore(work.session).save(row)


async def send_code(work: Work, body: http.SendCode, post: Post) -> None:
    """Queues a code's mail; the code is erased once it is sent."""
    _require_gateway(work)
    data = {"code": body.code, "minutes": body.valid_minutes}
    cause = f"code:{body.account_id}:{work.now.isoformat()}"
    await queue(work, post, CODE_TEMPLATES[body.purpose], body.account_id, cause, data, work.now)


async def send_contact_message(work: Work, body: http.SendContactMessage, post: Post) -> None:
    """Queues a message to staff; its words are erased here once it is sent. Raises InvalidError."""
    if len(body.text) > CONTACT_LENGTH:
        raise InvalidError(f"Écrivez {CONTACT_LENGTH} signes au plus.", "message")
    cause = f"contact:{new_id()}"
    await queue(work, post, CONTACT_TEMPLATE, "staff", cause, body.model_dump(), work.now, address=post.staff)


async def put_brand_alert(work: Work, brand_id: str, body: http.PutBrandAlert) -> None:
    """Where a brand wants its alerts. Raises NotAllowedError for who does not act for it."""
    if not await NameStore(work.session).is_member(brand_id, work.principal.account_id):
        raise NotAllowedError
    await ContactStore(work.session).save(BrandAlertRow(brand_id=brand_id, email=body.email))


async def view_contact(work: Work) -> http.ContactView:
    """The caller's own contact, with what they want to receive. Raises NotFoundError."""
    contact = await ContactStore(work.session).load(work.principal.account_id)
    if contact is None:
        raise NotFoundError
    wanted = {each.value: each.value not in contact.unwanted for each in Category}
    return http.ContactView(pseudonym=contact.pseudonym, masked_email=masked(contact.email), **wanted)


async def list_team(work: Work, brand_id: str) -> http.TeamContacts:
    """The masked addresses of a brand's team, for its owners. Raises NotAllowedError."""
    if not await NameStore(work.session).is_owner(brand_id, work.principal.account_id):
        raise NotAllowedError
    return _team(await ContactStore(work.session).of_brand(brand_id))


async def list_of_partners(work: Work, account_ids: Sequence[str]) -> http.TeamContacts:
    """The masked addresses of people of partners, for staff: of no other account. Raises NotAllowedError."""
    if work.principal.role != MODERATOR:
        raise NotAllowedError
    return _team(await ContactStore(work.session).of_partners(account_ids))


def _team(found: Sequence[ContactRow]) -> http.TeamContacts:
    return http.TeamContacts(
        contacts=tuple(http.TeamContact(account_id=each.account_id, masked_email=masked(each.email)) for each in found)
    )


async def set_preferences(work: Work, body: http.Preferences) -> http.Preferences:
    """Changes what the caller wants to receive."""
    contact = await ContactStore(work.session).load(work.principal.account_id)
    if contact is None:
        raise NotFoundError
    contact.unwanted = [each.value for each in Category if not getattr(body, each.value)]
    return body


async def unsubscribe(work: Work, token: str, sealer: Sealer) -> None:
    """One click: the link's category is switched off. Raises NotFoundError for a forged link."""
    found = sealer.read_unsubscribe_token(token)
    contact = await ContactStore(work.session).load(found[0]) if found else None
    if found is None or contact is None:
        raise NotFoundError
    contact.unwanted = sorted({*contact.unwanted, found[1].value})


def _require_gateway(work: Work) -> None:
    if work.principal.role != GATEWAY:
        raise NotAllowedError
