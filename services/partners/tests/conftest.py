"""The service's use cases on a real PostgreSQL, with a clock that tests move, and a partner that has a key pair."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from joserfc import jwe
from joserfc.jwk import ECKey
from services.partners.tests.world import T0, VALUES, a_key, a_partner, public
from sqlalchemy import text

import partners
from contracts.http import partners as http
from contracts.topics import Topic, reports_topic
from partners.domain.consent import Box
from partners.sealing import ALGORITHM, ENCRYPTION
from partners.storage.partners import PartnerStore
from partners.usecases import consenting, registry, reporting
from partners.usecases import gate as gates
from servicekit.database import Database
from servicekit.deadlines import DeadlineRunner, Deadlines, StepPolicy
from servicekit.handlers import ExchangeRecord
from servicekit.ids import new_id
from servicekit.principal import Principal
from servicekit.topics import exchange_config
from servicekit.work import Works

ACKNOWLEDGE_WITHIN = timedelta(days=3)
PURGE_WITHIN = timedelta(days=7)
GATE = gates.Gate("https://reclameici.example", ACKNOWLEDGE_WITHIN, PURGE_WITHIN)
STAFF = Principal("staff-1", "moderator")
SHORTLY = timedelta(milliseconds=50)
PIECE = http.SharedDocument(id="piece-1", name="photo.jpg", media_type="image/jpeg", size=9, sha256="0" * 64)


def timers() -> Deadlines:
    """The gate's own, as `main.py` builds them."""
    deadlines = Deadlines()
    deadlines.timer(gates.HAND_OVER, partial(gates.hand_over, gate=GATE))
    deadlines.timer(gates.ACKNOWLEDGE_BY, gates.note_silence)
    deadlines.timer(gates.PURGE_BY, partial(gates.note_overdue_purge, gate=GATE))
    return deadlines


@dataclass
class SetClock:
    """A clock that tests move."""

    moment: datetime = T0

    def now(self) -> datetime:
        return self.moment


@dataclass
class House:
    """The service's database, its use cases, its timers; and the partner's key pair."""

    database: Database
    clock: SetClock
    works: Works
    runner: DeadlineRunner
    key: ECKey = field(default_factory=a_key)
    left: list[tuple[Any, ...]] = field(default_factory=list)
    """Keys, types and payloads of what left, in order."""

    async def add(self, **more: Any) -> str:
        """One more partner, with the key; returns its slug."""
        slug = f"avo-{new_id()[-12:]}"
        async with self.works.open(STAFF) as work:
            await PartnerStore(work.session).save(a_partner(slug=slug, keys=(), **more))
            await registry.add_key(work, slug, http.AddKey(kid=str(self.key.kid), jwk=public(self.key)), GATE)
        return slug

    async def give(
        self,
        slug: str,
        account: str = "account-1",
        values: Mapping[Any, str] = VALUES,
        documents: tuple[http.SharedDocument, ...] = (),
        **matter: str | None,
    ) -> str:
        """A consent, all boxes ticked; returns the referral's id."""
        matter = matter or {"complaint_id": new_id()}
        told = http.PreviewConsent(values={str(k): v for k, v in values.items()}, documents=documents, **matter)  # type: ignore[misc, arg-type]
        async with self.works.open(Principal(account, "consumer")) as work:
            screen = await consenting.preview(work, slug, told)
            body = http.GiveConsent(**told.model_dump(), text_hash=screen.text_hash, boxes=tuple(Box))
            return (await consenting.give(work, slug, body)).referral_id

    async def withdraw(self, referral_id: str, account: str = "account-1") -> None:
        async with self.works.open(Principal(account, "consumer")) as work:
            await consenting.withdraw(work, referral_id, http.WithdrawConsent(), GATE)

    async def run(self, after: timedelta = timedelta()) -> None:
        """Lets time pass, then does what is due."""
        self.clock.moment += after
        while await self.runner.run_due():
            pass

    async def handed(self, slug: str, **more: Any) -> str:
        """A case that has left; returns the referral's id."""
        referral_id = await self.give(slug, **more)
        await self.run()
        await self.relay()
        return referral_id

    async def relay(self) -> None:
        """Kafka takes what waits for it."""
        taken = """with taken as (
                       delete from pending using outbox where outbox.id = pending.id returning outbox.*, payload
                   ) select key, type, payload from taken where payload is not null order by id"""
        self.left += await self.rows(taken)

    async def report(self, slug: str, kind: str, offset: int = 0, ce_id: str | None = None, **data: Any) -> str | None:
        """What the partner says; answers why it is refused."""
        value = json.dumps(data).encode()
        moment, headers = self.clock.now(), {"ce_type": kind, "ce_id": ce_id or new_id()}
        record = ExchangeRecord(reports_topic(slug).name, 0, offset, slug, "", headers, value, moment)
        async with self.works.open() as work:
            return await reporting.hear(work, slug, kind, record, GATE)

    async def sent(self, referral_id: str) -> list[tuple[str, Any]]:
        """Types and plain contents of what left under a key, or waits for Kafka, in order."""
        query = "select key, type, payload from outbox join pending using (id) where payload is not null order by id"
        found = [*self.left, *await self.rows(query)]
        return [(kind, self.opened(bytes(payload))) for key, kind, payload in found if key == referral_id]

    def opened(self, sealed: bytes, key: ECKey | None = None) -> Any:
        """What a JWE holds, for who has the key."""
        plain = jwe.decrypt_compact(sealed, key or self.key, algorithms=[ALGORITHM, ENCRYPTION]).plaintext
        assert plain
        return json.loads(plain)

    async def facts(self, referral_id: str) -> list[str]:
        """Types of the facts told about a referral, in order."""
        query = "select type from outbox where key = :key and topic = 'partners-events' order by id"
        return [kind for (kind,) in await self.rows(query, key=referral_id)]

    async def rows(self, query: str, **values: object) -> list[tuple[Any, ...]]:
        """Rows of the service's tables."""
        async with self.database.transaction() as session:
            return [tuple(row) for row in await session.execute(text(query), values)]

    async def tables_with(self, word: str) -> set[str]:
        """The tables in which a word stands, as text or as bytes."""
        found = set()
        for (table,) in await self.rows("select tablename from pg_tables where schemaname = 'public'"):
            query = f"select 1 from {table} as t where t::text ilike any(:forms) limit 1"  # noqa: S608 -- of the catalogue
            if await self.rows(query, forms=[f"%{word}%", f"%{word.encode().hex()}%"]):
                found.add(table)
        return found


@pytest.fixture
async def house(fresh_database) -> House:
    """The service on a fresh database."""
    database = await fresh_database(partners, 24)
    clock = SetClock()
    works = Works(database, clock, lambda _: None, lambda: None)
    policy = StepPolicy(timedelta(seconds=30), SHORTLY, SHORTLY)
    return House(database, clock, works, DeadlineRunner(timers(), works, policy, SHORTLY))


@pytest.fixture
def create_topics():
    """Makes topics of the exchange, as a partner that is connected has them."""

    async def create(bootstrap: str, *topics: Topic) -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
        await admin.start()
        try:
            await admin.create_topics(
                [NewTopic(t.name, t.partitions, 1, topic_configs=exchange_config(t)) for t in topics]
            )
        finally:
            await admin.close()

    return create
