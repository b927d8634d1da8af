"""The service's use cases on a real PostgreSQL, with a complaint that became a dispute."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from services.disputes.tests.world import T0, a_case, at
from sqlalchemy import select

import disputes
from contracts.http import disputes as http
from disputes.data import load_mediators, load_rules, read_data
from disputes.storage.replicas import BrandStore, CaseStore, PartnerStore
from disputes.usecases import escalating
from disputes.usecases.assessing import Law
from servicekit.database import Database
from servicekit.ids import new_id
from servicekit.principal import Principal
from servicekit.tables import outbox
from servicekit.work import Work, Works

LAW = Law(load_rules(), load_mediators(), read_data("mediators.csv"))
MNE = "Médiateur national de l’énergie"
AUTHOR = Principal("author-1", "consumer")
STAFF = Principal("staff-1", "moderator")

BRAND = {
    "brand_id": "brand-1",
    "version": 1,
    "name": "Filandre",
    "sector": "energy",
    "legal_name": None,
    "siren": None,
    "website": None,
    "mediator": None,
    "mediator_read_on": None,
    "response_days": 15,
}
PARTNERS = (
    {"slug": "mne", "version": 1, "name": MNE, "kind": "mediator"},
    {"slug": "avocats", "version": 1, "name": "Avocats d’essai", "kind": "lawyers"},
)


class Noon:
    """A day on which the brand's delay is over."""

    moment = at(40)

    def now(self) -> Any:
        return self.moment


@dataclass
class House:
    """The service's database and its use cases."""

    database: Database
    works: Works

    def work(self, who: Principal = AUTHOR) -> Any:
        """A unit of work of the author's, by default."""
        return self.works.open(who)

    async def dispute(self) -> str:
        """One more complaint that its author escalated; the dispute's id."""
        complaint_id = new_id()
        async with self.works.open() as work:
            case = a_case(complaint_id=complaint_id, number=f"R-2026-{complaint_id[-6:]}", waiting_since=T0)
            await CaseStore(work.session).put(case)
            await _remember(work)
        async with self.work() as work:
            return (await escalating.open_dispute(work, http.OpenDispute(complaint_id=complaint_id))).dispute_id

    async def told(self, kind: str) -> list[Any]:
        """Facts of a type, in order."""
        async with self.database.transaction() as session:
            query = select(outbox.c.data).where(outbox.c.type == kind).order_by(outbox.c.id)
            return [json.loads(data) for data in (await session.execute(query)).scalars()]


async def _remember(work: Work) -> None:
    await BrandStore(work.session).put([BRAND])
    await PartnerStore(work.session).put(PARTNERS)


@pytest.fixture
async def house(fresh_database) -> House:
    """The service on a fresh database."""
    database = await fresh_database(disputes, 4)
    return House(database, Works(database, Noon(), lambda _: None, lambda: None))
