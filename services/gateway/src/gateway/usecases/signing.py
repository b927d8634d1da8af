"""Signing a document with a code that is mailed: the code is good for this document and this account alone."""

from dataclasses import replace

from contracts.http.notifications import SendCode
from gateway.domain.accounts import CODES_COUNTED_FOR, Account, Code, may_send, try_code
from gateway.identity import GATEWAY
from gateway.keyed import new_code
from gateway.storage.accounts import AccountStore
from gateway.usecases.accounts import SignIn
from servicekit.ids import new_id
from servicekit.principal import Principal, SignedDocument
from servicekit.work import Work


async def send_code(work: Work, sign_in: SignIn, account: Account, document_id: str) -> None:
    """Mails a code for a document. Raises TooManyCodesError, UnavailableError."""
    store = AccountStore(work.session)
    may_send(await store.count_codes_since(account.id, work.now - CODES_COUNTED_FOR))
    code = new_code()
    hashed = _hash(sign_in, account, document_id, code)
    await store.add_code(new_id(), Code(account.id, hashed, work.now, document_id=document_id))
    minutes = int(sign_in.code_lifetime.total_seconds() // 60)
    order = SendCode(account_id=account.id, code=code, purpose="signature", valid_minutes=minutes)
    await sign_in.notifications.send("POST", "/codes", GATEWAY, order, new_id())


async def awaits_code(work: Work, sign_in: SignIn, account: Account, document_id: str) -> bool:
    """Whether the last code that was mailed can still sign this document."""
    sent = await AccountStore(work.session).last_code(account.id)
    return bool(sent and sent[1].document_id == document_id and sent[1].is_usable(sign_in.code_lifetime, work.now))


async def check_code(work: Work, sign_in: SignIn, account: Account, document_id: str, code: str) -> bool:
    """Whether the code of this document was typed; a wrong try is kept, which is why it is an answer and no error."""
    store = AccountStore(work.session)
    sent = await store.last_code(account.id)
    typed = _hash(sign_in, account, document_id, code.strip())
    tried, right = try_code(sent[1] if sent else None, typed, sign_in.code_lifetime, work.now)
    if sent and tried:
        await store.save_code(sent[0], tried)
    return right


def _hash(sign_in: SignIn, account: Account, document_id: str, code: str) -> bytes:
    return sign_in.keyed.code(f"{account.id} {document_id}", code)


def signing(principal: Principal, document_id: str, host: str) -> Principal:
    """The same caller, whose signature of a document the gateway vouches for."""
    return replace(principal, signed_document=SignedDocument(document_id, host))
