"""A database that was made before a column or a table was, gains it."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import text

import disputes
from servicekit.migrations import migrate

LATER = [import_module(f"disputes.migrations.versions.{name}") for name in ("0002_as_it_was", "0003_told_apart")]
GONE = ("fee_alert", "contact")
ADDED = {
    (table, column.split()[0]) for each in LATER for table, columns in each.COLUMNS.items() for column in columns
} - {GONE}
COLUMNS = "select table_name, column_name from information_schema.columns where table_schema = 'public'"


async def test_a_database_of_before_gains_what_later_migrations_add(fresh_database):
    database = await fresh_database(disputes, 2)
    async with database.transaction() as session:
        for table, column in ADDED:
            await session.execute(text(f"alter table {table} drop column {column}"))
        await session.execute(text("drop table mandate_document, mediation_document"))
        await session.execute(text("update alembic_version set version_num = '0001'"))
    await migrate(database, Path(disputes.__file__).parent / "migrations")
    async with database.transaction() as session:
        found = {tuple(row) for row in await session.execute(text(COLUMNS))}
    assert found >= ADDED | {("mandate_document", "content"), ("mediation_document", "content")}


async def test_quotes_and_alerts_of_before_are_told_apart_as_those_of_today(fresh_database):
    database = await fresh_database(disputes, 2)
    async with database.transaction() as session:
        for statement in BEFORE:
            await session.execute(text(statement))
        await session.execute(text("update alembic_version set version_num = '0002'"))
    await migrate(database, Path(disputes.__file__).parent / "migrations")
    async with database.transaction() as session:
        quotes = (await session.execute(text("select subject from quote order by id"))).scalars().all()
        alerts = (await session.execute(text("select mobile, email from fee_alert order by id"))).all()
    assert quotes == ["réclamation R-2026-000001 (Filandre)", "conflit avec une autre personne"]
    assert [tuple(each) for each in alerts] == [
        ("06 39 98 00 00", "camille@courriel.example"),
        ("06 39 98 00 00", None),
        (None, None),
    ]


QUOTE = """insert into quote (id, number, account_id, provider, provider_name, lawyer, referral_id, complaint_id,
    subject, terms, offered_at, status, early_start)
    values ('{0}', '{0}', 'a1', 'avostart', 'Avostart', true, 'r1', {1}, '', '{{}}', now(), 'offered', false)"""
ALERT = """insert into fee_alert (id, account_id, provider, amount_cents, reason, source, raised_at, contact)
    values ('{0}', 'a1', 'other', 100, 'unannounced', 'consumer', now(), {1})"""
BEFORE = (
    """insert into brand (brand_id, version, name, sector, response_days) values ('b1', 1, 'Filandre', 'energy', 15)""",
    """insert into complaint (complaint_id, number, brand_id, author_id, waiting_since, promise_broken,
    suspended, ended) values ('c1', 'R-2026-000001', 'b1', 'a1', now(), false, false, false)""",
    QUOTE.format("q1", "'c1'"),
    QUOTE.format("q2", "null"),
    "alter table fee_alert add column contact text",
    ALERT.format("a1", "'06 39 98 00 00, camille@courriel.example'"),
    ALERT.format("a2", "'06 39 98 00 00'"),
    ALERT.format("a3", "null"),
)
"""What the second migration left."""
