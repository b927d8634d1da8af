"""Referrals, the ledger of consents, links to documents, referral fees."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from partners.domain.consent import Document
from partners.domain.mandate import Mandate
from partners.domain.partner import Field
from partners.domain.referral import Matter, Purge, Referral, Status
from partners.storage.tables import ConsentTextRow, FeeRow, LedgerRow, LinkRow, MandateRow, ReferralRow, ReportRow
from servicekit.rows import columns

MATTER = ("complaint_id", "dispute_id")


class ReferralStore:
    """Referrals."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def load(self, referral_id: str) -> Referral | None:
        """The referral, locked until the end of the transaction."""
        row = await self._session.get(ReferralRow, referral_id, with_for_update=True, populate_existing=True)
        return _referral(row) if row else None

    async def save(self, referral: Referral) -> None:
        """Stores a referral's new state."""
        await self._session.merge(_row(referral))

    async def hold(self, account_id: str) -> None:
        """Waits for the account's other consents to be decided: of two at once, the second must see the first."""
        await self._session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(account_id, 0))))

    async def of_account(self, account_id: str) -> list[Referral]:
        """An account's referrals, newest first."""
        return await self._found(columns(ReferralRow).account_id == account_id)

    async def of_partner(self, slug: str, limit: int, offset: int) -> tuple[list[Referral], int]:
        """Some of a partner's referrals that left, newest first, and how many there are."""
        table = columns(ReferralRow)
        left = (table.partner == slug) & table.handed_over_at.is_not(None)
        total = await self._session.scalar(select(func.count()).select_from(ReferralRow).where(left))
        order = (table.consented_at.desc(), table.id)
        query = select(ReferralRow).where(left).order_by(*order).limit(limit).offset(offset)
        return [_referral(row) for row in (await self._session.execute(query)).scalars()], total or 0

    async def standing_of(self, complaint_id: str) -> list[Referral]:
        """The referrals of a complaint whose consent stands, locked in the order of their ids."""
        return await self._standing(columns(ReferralRow).complaint_id == complaint_id)

    async def standing_about(self, account_id: str, matter: Matter) -> list[Referral]:
        """An account's referrals of a dispute, or of its complaint, whose consent stands, locked as above."""
        table = columns(ReferralRow)
        about = or_(*(table[name] == value for name, value in asdict(matter).items() if value))
        return await self._standing(about & (table.account_id == account_id))

    async def _standing(self, condition: Any) -> list[Referral]:
        table = columns(ReferralRow)
        query = select(ReferralRow).where(condition, table.withdrawn_at.is_(None)).order_by(table.id).with_for_update()
        return [_referral(row) for row in (await self._session.execute(query)).scalars()]

    async def waiting_for(self, slug: str) -> Sequence[str]:
        """The ids of a partner's referrals that have not left, and whose consent stands."""
        table = columns(ReferralRow)
        waiting = (table.partner == slug) & (table.status == Status.CONSENTED.value) & table.withdrawn_at.is_(None)
        return (await self._session.execute(select(table.id).where(waiting))).scalars().all()

    async def to_be_purged(self, slug: str) -> list[Referral]:
        """A partner's referrals whose purge is not confirmed."""
        table = columns(ReferralRow)
        asked = (table.partner == slug) & table.purge.in_([Purge.ASKED.value, Purge.OVERDUE.value])
        return await self._found(asked)

    async def count_silent(self, since: datetime) -> dict[str, int]:
        """Standing cases that left before a moment and were not acknowledged, by partner."""
        table = columns(ReferralRow)
        left = (table.status == Status.HANDED_OVER.value) & (table.handed_over_at <= since)
        return await self._counted(left & table.withdrawn_at.is_(None))

    async def count_overdue(self) -> dict[str, int]:
        """Purges that were not confirmed in time, by partner."""
        return await self._counted(columns(ReferralRow).purge == Purge.OVERDUE.value)

    async def with_another_price(self) -> dict[str, tuple[str, ...]]:
        """The ids of the cases whose consumer complained of the price and waits, newest first, by partner."""
        table = columns(ReferralRow)
        waits = table.price_complained_at.is_not(None) & table.price_settled_at.is_(None)
        query = select(table.partner, table.id).where(waits)
        found: dict[str, tuple[str, ...]] = {}
        for slug, referral_id in await self._session.execute(query.order_by(table.price_complained_at.desc())):
            found[slug] = (*found.get(slug, ()), referral_id)
        return found

    async def _counted(self, condition: Any) -> dict[str, int]:
        slug = columns(ReferralRow).partner
        query = select(slug, func.count()).where(condition).group_by(slug)
        return dict((await self._session.execute(query)).all())

    async def _found(self, condition: Any) -> list[Referral]:
        query = select(ReferralRow).where(condition).order_by(columns(ReferralRow).consented_at.desc())
        return [_referral(row) for row in (await self._session.execute(query)).scalars()]


def _row(referral: Referral) -> ReferralRow:
    values = {name: getattr(referral, name) for name in ReferralRow.model_fields if name not in MATTER}
    values |= {"values": {field.value: value for field, value in referral.values.items()}}
    values |= {"documents": [asdict(each) for each in referral.documents], "steps": list(referral.steps)}
    values |= {"documents_requested_at": list(referral.documents_requested_at)}
    return ReferralRow(**values, **asdict(referral.matter))


def _referral(row: ReferralRow) -> Referral:
    values = {name: getattr(row, name) for name in ReferralRow.model_fields if name not in MATTER}
    return Referral(
        **values
        | {
            "matter": Matter(row.complaint_id, row.dispute_id),
            "values": {Field(name): value for name, value in row.values.items()},
            "documents": tuple(Document(**each) for each in row.documents),
            "status": Status(row.status),
            "steps": tuple(row.steps),
            "documents_requested_at": tuple(row.documents_requested_at),
            "purge": Purge(row.purge) if row.purge else None,
        }
    )


class Ledger:
    """Consents and withdrawals, append-only."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def append(self, row: LedgerRow, text: str | None = None) -> None:
        """Adds an entry, and the text that it is about where it is a new one."""
        if text is not None:
            values = {"hash": row.text_hash, "text": text, "first_used_at": row.at}
            await self._session.execute(upsert(ConsentTextRow).values(**values).on_conflict_do_nothing())
        self._session.add(row)

    async def of_account(self, account_id: str) -> Sequence[tuple[LedgerRow, str]]:
        """All entries of an account with their texts, oldest first."""
        ledger, texts = columns(LedgerRow), columns(ConsentTextRow)
        query = (
            select(LedgerRow, texts.text)
            .join(ConsentTextRow, texts.hash == ledger.text_hash)
            .where(ledger.account_id == account_id)
            .order_by(ledger.at, ledger.id)
        )
        return [(row, text) for row, text in await self._session.execute(query)]


class LinkStore:
    """Links to documents."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, token_hash: str, referral_id: str, document_id: str, expires_at: datetime) -> None:
        """A new link."""
        self._session.add(
            LinkRow(
                token_hash=token_hash,
                referral_id=referral_id,
                document_id=document_id,
                expires_at=expires_at,
                used_at=None,
            )
        )

    async def expire(self, referral_id: str, now: datetime) -> None:
        """All links to a referral's documents are over."""
        table = columns(LinkRow)
        living = (table.referral_id == referral_id) & (table.expires_at > now)
        await self._session.execute(update(LinkRow).where(living).values(expires_at=now))

    async def referral_of(self, token_hash: str) -> str | None:
        """The id of the referral whose document a link leads to."""
        table = columns(LinkRow)
        found: str | None = await self._session.scalar(select(table.referral_id).where(table.token_hash == token_hash))
        return found

    async def load(self, token_hash: str) -> LinkRow | None:
        """The link, locked until the end of the transaction; its referral is locked before it."""
        return await self._session.get(LinkRow, token_hash, with_for_update=True, populate_existing=True)


class ReportStore:
    """Reports that were taken, by what their senders call them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def is_new(self, slug: str, report_id: str | None, now: datetime) -> bool:
        """Remembers a report of a partner; False where it was taken before. One without an id is always new."""
        if not report_id:
            return True
        # The id is the sender's word, of any length.
        digest = hashlib.sha256(report_id.encode()).hexdigest()
        new = upsert(ReportRow).values(partner=slug, digest=digest, heard_at=now).on_conflict_do_nothing()
        return (await self._session.execute(new.returning(columns(ReportRow).digest))).first() is not None


class FeeStore:
    """Referral fees that partners owe us."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def accrue(self, row: FeeRow) -> None:
        """One fee per referral, whatever is reported twice."""
        values = {name: getattr(row, name) for name in FeeRow.model_fields}
        await self._session.execute(upsert(FeeRow).values(**values).on_conflict_do_nothing())

    async def of_month(self, slug: str, month: str) -> Sequence[FeeRow]:
        """A partner's fees of a month, oldest first."""
        table = columns(FeeRow)
        query = select(FeeRow).where(table.partner == slug, table.month == month).order_by(table.accrued_at)
        return (await self._session.execute(query)).scalars().all()


class MandateStore:
    """What the gate knows of mandates."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def standing(self, dispute_id: str | None, account_id: str, *, lock: bool = True) -> list[Mandate]:
        """An account's mandates for its dispute that were not stopped, by default locked until the work ends."""
        table = columns(MandateRow)
        own = (table.dispute_id == dispute_id) & (table.account_id == account_id)
        query = select(MandateRow).where(own, table.stands)
        query = query.with_for_update() if lock else query
        return [_mandate(row) for row in (await self._session.execute(query)).scalars()]

    async def put(self, mandate: Mandate) -> None:
        """A mandate was signed; one that was stopped before its fact came stays stopped."""
        values = _mandate_values(mandate)
        statement = upsert(MandateRow).values(**values, stands=True)
        await self._session.execute(statement.on_conflict_do_update(index_elements=["mandate_id"], set_=values))

    async def owner_of(self, mandate_id: str) -> str | None:
        """Whose mandate it is, as far as it is known; it is locked until the end of the transaction."""
        row = await self._session.get(MandateRow, mandate_id, with_for_update=True, populate_existing=True)
        return row.account_id if row else None

    async def stop(self, mandate_id: str, account_id: str) -> Mandate | None:
        """The mandate no longer stands, from this transaction on; None where nothing more is known of it yet."""
        values = {"mandate_id": mandate_id, "account_id": account_id, "mediates": False, "stands": False}
        statement = upsert(MandateRow).values(**values)
        await self._session.execute(
            statement.on_conflict_do_update(index_elements=["mandate_id"], set_={"stands": False})
        )
        row = await self._session.get(MandateRow, mandate_id, populate_existing=True)
        return _mandate(row) if row and row.dispute_id else None


def _mandate(row: MandateRow) -> Mandate:
    assert row.dispute_id
    assert row.ends_on
    values = {name: getattr(row, name) for name in MandateRow.model_fields if name not in ("mandate_id", "stands")}
    return Mandate(id=row.mandate_id, **values)


def _mandate_values(mandate: Mandate) -> dict[str, Any]:
    values = asdict(mandate)
    return values | {"mandate_id": values.pop("id")}
