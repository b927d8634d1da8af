"""Accounts, codes and sessions: no address, only its keyed hash."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field

from gateway.domain.accounts import Account, Code, Role, Session
from gateway.storage.base import Table
from servicekit.ids import new_id
from servicekit.rows import columns, moment


class AccountRow(Table, table=True):
    """A person."""

    __tablename__ = "account"

    id: str = Field(primary_key=True)
    role: str
    email_hash: bytes = Field(unique=True)
    opened_at: datetime = moment()
    verified_at: datetime | None = moment(nullable=True)
    password_hash: str | None = None


class CodeRow(Table, table=True):
    """A code that was sent; the last one counts."""

    __tablename__ = "code"

    id: str = Field(primary_key=True)
    account_id: str = Field(index=True)
    code_hash: bytes
    sent_at: datetime = moment()
    tries: int = 0
    used: bool = False
    document_id: str = ""


class WrongTryRow(Table, table=True):
    """A wrong password, twice: by the keyed hash of the address typed, and of the network it came from."""

    __tablename__ = "wrong_try"
    __table_args__ = (Index("wrong_try_of", "who", "tried_at"),)

    id: str = Field(primary_key=True)
    who: bytes
    tried_at: datetime = moment()


class SessionRow(Table, table=True):
    """A session, by the hash of its token."""

    __tablename__ = "session"

    id: str = Field(primary_key=True)
    token_hash: bytes = Field(unique=True)
    account_id: str | None = Field(index=True)
    created_at: datetime = moment()
    seen_at: datetime = moment()
    verified_domain: str | None = None


class MembershipRow(Table, table=True):
    """Which brands an account acts for: what its menu shows."""

    __tablename__ = "membership"

    brand_id: str = Field(primary_key=True)
    account_id: str = Field(primary_key=True, index=True)
    role: str
    point_of_sale_id: str | None


class AccountStore:
    """Accounts of the site."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def by_email(self, email_hash: bytes) -> Account | None:
        """The account of an address."""
        table = columns(AccountRow)
        row = (await self._session.execute(select(AccountRow).where(table.email_hash == email_hash))).scalar()
        return _account(row) if row else None

    async def by_id(self, account_id: str) -> Account | None:
        """The account, or None."""
        row = await self._session.get(AccountRow, account_id)
        return _account(row) if row else None

    async def save(self, account: Account) -> None:
        """Stores an account's new state."""
        values = account.__dict__ | {"role": account.role.value}
        await self._session.merge(AccountRow(**values))
        await self._session.flush()

    async def add_code(self, code_id: str, code: Code) -> None:
        """Stores a code that is about to be sent."""
        self._session.add(CodeRow(id=code_id, **code.__dict__))

    async def last_code(self, account_id: str) -> tuple[str, Code] | None:
        """The last code of an account, locked, with its id."""
        table = columns(CodeRow)
        found = await self._session.execute(
            select(CodeRow)
            .where(table.account_id == account_id)
            .order_by(table.sent_at.desc())
            .limit(1)
            .with_for_update()
        )
        row = found.scalar()
        if row is None:
            return None
        return row.id, Code(row.account_id, row.code_hash, row.sent_at, row.tries, row.used, row.document_id)

    async def save_code(self, code_id: str, code: Code) -> None:
        """Stores a code's new state."""
        await self._session.merge(CodeRow(id=code_id, **code.__dict__))

    async def count_codes_since(self, account_id: str, since: datetime) -> int:
        """Codes sent to an account since a moment."""
        table = columns(CodeRow)
        query = select(func.count()).select_from(CodeRow).where(table.account_id == account_id, table.sent_at >= since)
        return await self._session.scalar(query) or 0


class WrongTryStore:
    """Wrong passwords of late."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def since(self, who: bytes, since: datetime) -> Sequence[datetime]:
        """When somebody was wrong; tries of the same account or network wait for each other until the end."""
        key = int.from_bytes(who[:8], signed=True)
        await self._session.execute(select(func.pg_advisory_xact_lock(key)))
        table = columns(WrongTryRow)
        found = await self._session.execute(select(table.tried_at).where(table.who == who, table.tried_at > since))
        return found.scalars().all()

    def add(self, who: bytes, now: datetime) -> None:
        """Remembers a wrong try."""
        self._session.add(WrongTryRow(id=new_id(), who=who, tried_at=now))

    async def forget(self, who: bytes) -> None:
        """Starts the count anew."""
        await self._session.execute(delete(WrongTryRow).where(columns(WrongTryRow).who == who))


BY_TOKEN = (
    select(SessionRow, AccountRow, MembershipRow)
    .join(AccountRow, columns(AccountRow).id == columns(SessionRow).account_id)
    .outerjoin(MembershipRow, columns(MembershipRow).account_id == columns(AccountRow).id)
    .where(columns(SessionRow).token_hash == bindparam("wanted"))
    .order_by(columns(MembershipRow).brand_id)
)
"""Made once: every request of somebody with an account asks it."""


class SessionStore:
    """Sessions of browsers and API clients."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def by_token(self, token_hash: bytes) -> tuple[Session, Account, list[MembershipRow]] | None:
        """The session of a token with its account and the brands it acts for: one query, made at each request."""
        rows = (await self._session.execute(BY_TOKEN, {"wanted": token_hash})).all()
        if not rows:
            return None
        return _session(rows[0][0]), _account(rows[0][1]), list(filter(None, (row[2] for row in rows)))

    async def save(self, session: Session) -> None:
        """Stores a session's new state."""
        await self._session.merge(SessionRow(**session.__dict__))

    async def remove(self, session_id: str) -> None:
        """Ends a session."""
        await self._session.execute(delete(SessionRow).where(columns(SessionRow).id == session_id))


class MembershipStore:
    """Replica of who acts for which brand."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def grant(self, row: MembershipRow) -> None:
        """Remembers a membership."""
        await self._session.merge(row)

    async def revoke(self, brand_id: str, account_id: str) -> None:
        """Forgets a membership."""
        table = columns(MembershipRow)
        await self._session.execute(
            delete(MembershipRow).where(table.brand_id == brand_id, table.account_id == account_id)
        )


def _account(row: AccountRow) -> Account:
    return Account(row.id, Role(row.role), row.email_hash, row.opened_at, row.verified_at, row.password_hash)


def _session(row: SessionRow) -> Session:
    return Session(row.id, row.token_hash, row.account_id, row.created_at, row.seen_at, row.verified_domain)
