"""Who is behind a request: a visitor, an account by its session, an address that waits for its code."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gateway.domain.accounts import Account, Session, is_alive
from gateway.domain.errors import NotAllowedError, SignInNeededError
from gateway.keyed import Keyed
from gateway.storage.accounts import SessionStore
from servicekit.principal import ANONYMOUS, CODE_HOLDER, HeldCode, Principal
from servicekit.work import Work

GATEWAY = Principal(account_id="", role="gateway")
"""The gateway itself, where it asks for no account."""

SEEN_EVERY = timedelta(hours=1)
"""How often a visit is written to the session: not at each request."""


@dataclass(frozen=True)
class BrandRole:
    """An account's part in a brand."""

    brand_id: str
    role: str
    point_of_sale_id: str | None


@dataclass(frozen=True)
class Visitor:
    """A request's person."""

    token: str
    """The browser's random token; empty for an API client without a session."""
    session: Session | None = None
    account: Account | None = None
    brands: tuple[BrandRole, ...] = ()
    held_code: HeldCode | None = None
    """A claim code that was typed here lately."""
    at: datetime | None = None
    """The moment a demonstration command pretends to happen at."""

    @property
    def role(self) -> str:
        """The account's role, or `anonymous`."""
        return self.account.role.value if self.account else ANONYMOUS

    def principal(self) -> Principal:
        """What the called services are told."""
        if not self.account or not self.session:
            role = CODE_HOLDER if self.held_code else ANONYMOUS
            return Principal(account_id="", role=role, held_code=self.held_code, at=self.at)
        return Principal(
            self.account.id,
            self.role,
            self.session.id,
            verified_domain=self.session.verified_domain,
            held_code=self.held_code,
            at=self.at,
        )

    def require(self, *roles: str) -> "Visitor":
        """This visitor, if the account has one of the roles. Raises SignInNeededError, NotAllowedError."""
        if not self.account:
            raise SignInNeededError
        if roles and self.role not in roles:
            raise NotAllowedError
        return self


@dataclass(frozen=True)
class Pending:
    """An address that waits for its code, and where to go after; it lives in the browser's cookie, signed."""

    email: str
    next_path: str
    purpose: str = "login"
    password_hash: str | None = None
    """Argon2 hash of a password to set once the address is proved."""
    brand: str | None = None
    """Slug of the brand whose page is being claimed."""


async def recognise(work: Work, keyed: Keyed, token: str, lifetime: timedelta) -> Visitor:
    """The visitor of a token: with an account where the token has a living session."""
    found = await SessionStore(work.session).by_token(keyed.token(token)) if token else None
    if found is None or not is_alive(found[0], lifetime, work.now):
        return Visitor(token)
    session, account, memberships = found
    if work.now - session.seen_at > SEEN_EVERY:
        session = replace(session, seen_at=work.now)
        await SessionStore(work.session).save(session)
    brands = tuple(BrandRole(row.brand_id, row.role, row.point_of_sale_id) for row in memberships)
    return Visitor(token, session, account, brands)
