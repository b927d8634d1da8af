"""Codes by e-mail, passwords, sessions: pure rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from gateway.domain.errors import InvalidError, TooManyCodesError, TooManyTriesError

MAX_TRIES = 5
"""Tries of one code."""

CODES_AN_HOUR = 6
"""Codes one address may be sent in an hour."""

CODES_COUNTED_FOR = timedelta(hours=1)

CODE_DIGITS = 6

CLAIM_CODE_DIGITS = 12
"""Of the code that opens a complaint to a brand without an owner: it lives for weeks, not minutes."""

PASSWORD_LENGTH = (12, 200)
"""NIST SP 800-63B: length, not composition."""


class Role(StrEnum):
    """What an account may be."""

    CONSUMER = "consumer"
    AGENT = "agent"
    MODERATOR = "moderator"
    OPERATOR = "operator"
    PARTNER = "partner"


@dataclass(frozen=True)
class Account:
    """A person; the address itself lives in notifications."""

    id: str
    role: Role
    email_hash: bytes
    opened_at: datetime
    verified_at: datetime | None = None
    password_hash: str | None = None


@dataclass(frozen=True)
class Code:
    """A code that was sent, kept as a keyed hash."""

    account_id: str
    code_hash: bytes
    sent_at: datetime
    tries: int = 0
    used: bool = False
    document_id: str = ""
    """Of the document that it signs; empty where it opens a session."""

    def is_usable(self, lifetime: timedelta, now: datetime) -> bool:
        """Not used, exhausted or too old."""
        return not self.used and self.tries < MAX_TRIES and now < self.sent_at + lifetime


@dataclass(frozen=True)
class Session:
    """A visitor's session; `account_id` is None until a code or a password was right."""

    id: str
    token_hash: bytes
    account_id: str | None
    created_at: datetime
    seen_at: datetime
    verified_domain: str | None = None


def may_send(sent_lately: int) -> None:
    """Raises TooManyCodesError where the address was sent enough codes within the hour."""
    if sent_lately >= CODES_AN_HOUR:
        raise TooManyCodesError


def try_code(code: Code | None, code_hash: bytes, lifetime: timedelta, now: datetime) -> tuple[Code | None, bool]:
    """The code after one try, and whether it was right. A used, old or exhausted code is never right."""
    if code is None:
        return None, False
    right = code.is_usable(lifetime, now) and code.code_hash == code_hash
    return replace(code, tries=code.tries + 1, used=code.used or right), right


@dataclass(frozen=True)
class TryLimits:
    """How many wrong passwords are borne within a window. A right one starts its account's count anew."""

    window: timedelta
    an_account: int
    a_network: int


def may_try(wrong_at: Sequence[datetime], limit: int, window: timedelta, now: datetime) -> None:
    """Whether another password may be tried.

    Args:
        wrong_at: moments of the wrong tries, of one account or of one network.

    Raises:
        TooManyTriesError: not before the oldest of the last ones has left the window.
    """
    lately = sorted(at for at in wrong_at if now < at + window)
    if len(lately) >= limit:
        raise TooManyTriesError(lately[-limit] + window - now)


def check_password(password: str) -> str:
    """The password, if it is long enough. Raises InvalidError."""
    low, high = PASSWORD_LENGTH
    if not low <= len(password) <= high:
        raise InvalidError(f"Choisissez un mot de passe d’au moins {low} signes.", "password")
    return password


def is_alive(session: Session, lifetime: timedelta, now: datetime) -> bool:
    """True until the session was not seen for its lifetime."""
    return now < session.seen_at + lifetime
