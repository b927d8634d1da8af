"""Opening an account, coming back, leaving: by a code, or by a password."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from email_validator import EmailNotValidError, validate_email

from contracts.accounts import AccountOpened, RoleGranted
from contracts.http.notifications import PutContact, SendCode
from gateway.backends import Backend
from gateway.domain.accounts import (
    CODES_COUNTED_FOR,
    Account,
    Code,
    Role,
    Session,
    TryLimits,
    check_password,
    may_send,
    may_try,
    try_code,
)
from gateway.domain.errors import InvalidError, NotFoundError
from gateway.identity import GATEWAY, Visitor
from gateway.keyed import Keyed, hash_password, new_code, new_token, password_is_right
from gateway.storage import contact
from gateway.storage.accounts import AccountStore, SessionStore, WrongTryStore
from servicekit.ids import new_id
from servicekit.work import Work

"""What the gateway is to notifications when nobody has signed in yet."""


@dataclass(frozen=True)
class SignIn:
    """What signing in works with."""

    keyed: Keyed
    notifications: Backend
    code_lifetime: timedelta
    limits: TryLimits


@dataclass(frozen=True)
class Opened:
    """A new session and the token that only its browser knows."""

    token: str
    session: Session
    account: Account


def checked_email(address: str) -> str:
    """The address, if it can be one. Raises InvalidError."""
    try:
        return validate_email(address.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise InvalidError("Indiquez une adresse e-mail valide, par exemple nom@exemple.fr.", "email") from error


async def ask_code(work: Work, sign_in: SignIn, address: str, pseudonym: str | None, role: Role) -> None:
    """Sends a code to an address, opening an account where it has none; the answer never says which.

    Raises:
        InvalidError: not an address.
        TooManyCodesError: enough codes within the hour.
        UnavailableError: notifications does not answer; nothing is kept.
    """
    account = await _account_of(work, sign_in, checked_email(address), pseudonym, role)
    may_send(await AccountStore(work.session).count_codes_since(account.id, work.now - CODES_COUNTED_FOR))
    await _send_code(work, sign_in, account)


async def _account_of(work: Work, sign_in: SignIn, address: str, pseudonym: str | None, role: Role) -> Account:
    """The account of an address; a new one's address goes to notifications before anything is kept here."""
    store = AccountStore(work.session)
    email_hash = sign_in.keyed.email(address)
    account = await store.by_email(email_hash)
    if account is None:
        account = Account(new_id(), role, email_hash, work.now)
        await store.save(account)
        contact = PutContact(email=address, pseudonym=pseudonym, role=role.value)
        await sign_in.notifications.send("PUT", f"/contacts/{account.id}", GATEWAY, contact, new_id())
    return account


async def _send_code(
    work: Work,
    sign_in: SignIn,
    account: Account,
    purpose: Literal["sign-in", "invitation", "partner-invitation"] = "sign-in",
) -> None:
    code = new_code()
    code_hash = sign_in.keyed.code(account.id, code)
    await AccountStore(work.session).add_code(new_id(), Code(account.id, code_hash, work.now))
    minutes = int(sign_in.code_lifetime.total_seconds() // 60)
    order = SendCode(account_id=account.id, code=code, purpose=purpose, valid_minutes=minutes)
    await sign_in.notifications.send("POST", "/codes", GATEWAY, order, new_id())


async def verify_code(work: Work, sign_in: SignIn, address: str, code: str) -> Opened | None:
    """Opens a session for a right code; None for a wrong one, whose try is kept.

    The first right code of an account is the proof of its address.
    """
    store = AccountStore(work.session)
    address = checked_email(address)
    account = await store.by_email(sign_in.keyed.email(address))
    sent = await store.last_code(account.id) if account else None
    tried, right = try_code(
        sent[1] if sent else None,
        sign_in.keyed.code(account.id if account else "", code.strip()),
        sign_in.code_lifetime,
        work.now,
    )
    if sent and tried:
        await store.save_code(sent[0], tried)
    if not right or account is None:
        return None
    if account.verified_at is None:
        account = replace(account, verified_at=work.now)
        await store.save(account)
        work.publish(AccountOpened(account_id=account.id, role=account.role.value, at=work.now))
    domain = address.rpartition("@")[2].strip().lower()
    return await open_session(work, sign_in.keyed, account, domain)


async def sign_in_with_password(work: Work, sign_in: SignIn, address: str, password: str, host: str) -> Opened | None:
    """Opens a session for a right password; None for a wrong one, whose try is kept.

    Answer, time and limits are the same whether the account exists or not.

    Args:
        host: the network address that the try comes from.

    Raises:
        TooManyTriesError: too many wrong ones of late for this account or from this network.
    """
    address = checked_email(address)
    keyed, limits, tries = sign_in.keyed, sign_in.limits, WrongTryStore(work.session)
    network, email = keyed.network(host), keyed.email(address)
    for who, limit in ((network, limits.a_network), (email, limits.an_account)):
        may_try(await tries.since(who, work.now - limits.window), limit, limits.window, work.now)
    account = await AccountStore(work.session).by_email(email)
    if not password_is_right(account.password_hash if account else None, password) or account is None:
        tries.add(network, work.now)
        tries.add(email, work.now)
        return None
    await tries.forget(email)
    return await open_session(work, keyed, account, address.rpartition("@")[2].strip().lower())


async def open_session(work: Work, keyed: Keyed, account: Account, domain: str | None) -> Opened:
    """A new session with a new token: what was known before signing in is worth nothing after."""
    token = new_token()
    session = Session(new_id(), keyed.token(token), account.id, work.now, work.now, domain)
    await SessionStore(work.session).save(session)
    return Opened(token, session, account)


async def set_password(work: Work, account_id: str, password: str) -> None:
    """Sets an account's password. Raises InvalidError."""
    store = AccountStore(work.session)
    if account := await store.by_id(account_id):
        await store.save(replace(account, password_hash=hashed(password)))


def hashed(password: str) -> str:
    """The hash of a chosen password. Raises InvalidError."""
    return hash_password(check_password(password))


async def keep_password_hash(work: Work, account_id: str, password_hash: str) -> None:
    """Sets a password that was hashed before the address was proved."""
    store = AccountStore(work.session)
    if account := await store.by_id(account_id):
        await store.save(replace(account, password_hash=password_hash))


async def sign_out(work: Work, session_id: str) -> None:
    """Ends a session."""
    await SessionStore(work.session).remove(session_id)


async def grant_role(work: Work, account_id: str, role: Role) -> None:
    """Gives an account another role: the operator's command. Raises NotFoundError."""
    store = AccountStore(work.session)
    account = await store.by_id(account_id)
    if account is None:
        raise NotFoundError
    await store.save(replace(account, role=role))
    work.publish(RoleGranted(account_id=account.id, role=role.value, at=work.now))


async def become_agent(work: Work, visitor: Visitor) -> None:
    """Who claims a page acts for a brand from now on."""
    if visitor.account and visitor.account.role is Role.CONSUMER:
        await grant_role(work, visitor.account.id, Role.AGENT)


async def invite(work: Work, sign_in: SignIn, address: str) -> Account:
    """The account of an invited address, opened where there is none: the code it gets proves the address.

    Raises:
        InvalidError, TooManyCodesError, UnavailableError.
    """
    account = await _account_of(work, sign_in, checked_email(address), None, Role.AGENT)
    may_send(await AccountStore(work.session).count_codes_since(account.id, work.now - CODES_COUNTED_FOR))
    await _send_code(work, sign_in, account, "invitation")
    return account


async def partner_account(work: Work, sign_in: SignIn, address: str) -> Account:
    """The account of somebody of a partner, who may be invited now; one that plays another part cannot play this one.

    Raises:
        InvalidError, TooManyCodesError, UnavailableError.
    """
    account = await _account_of(work, sign_in, checked_email(address), None, Role.PARTNER)
    if account.role is not Role.PARTNER:
        raise InvalidError("Cette adresse a déjà un compte d’un autre genre.", "email")
    may_send(await AccountStore(work.session).count_codes_since(account.id, work.now - CODES_COUNTED_FOR))
    return account


async def invite_partner(work: Work, sign_in: SignIn, account: Account) -> None:
    """Mails the code by which somebody of a partner enters, once they may see its cases. Raises UnavailableError."""
    await _send_code(work, sign_in, account, "partner-invitation")


async def count_contact(work: Work, subject: str) -> None:
    """Counts a message of the contact form by its subject."""
    contact.count(work.session, subject, work.now)


def require_opened(opened: Opened | None, refusal: InvalidError) -> Opened:
    """The session that a code or a password opened. Raises the refusal where it was wrong."""
    if opened is None:
        raise refusal
    return opened
