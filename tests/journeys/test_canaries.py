"""Private words and addresses stand where they belong and nowhere else; withdrawn ones stand nowhere."""

import asyncio
import secrets
import time
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import httpx
import pytest
from tests.files import holds

SERVICES = ("brands", "complaints", "disputes", "gateway", "notifications", "partners", "scoring")


def canary(kind: str) -> str:
    """A word that exists nowhere else; letters only, so that no screening takes it for a number."""
    return f"{kind}{''.join(secrets.choice('bcdfghjklmnpqrstvwxz') for _ in range(14))}"


async def _databases_with(platform, word: str) -> set[str]:
    found = set()
    for service in SERVICES:
        connection = await asyncpg.connect(platform.postgresql.url(f"reclameici_{service}", "postgresql"))
        tables = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in tables:
            query = f'select 1 from "{table}" as t where t::text ilike $1 limit 1'  # noqa: S608 -- names from the catalogue
            if await connection.fetchval(query, f"%{word}%"):
                found.add(service)
        await connection.close()
    return found


def databases_with(platform, word: str) -> set[str]:
    # In a thread of its own: the browser's driver leaves an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _databases_with(platform, word)).result()


def topics_with(platform, word: str) -> set[str]:
    return {file.parent.name.rpartition("-")[0] for file in platform.kafka.logs.rglob("*.log") if holds(file, word)}


def logs_with(platform, word: str) -> set[str]:
    folder = platform.folder / "logs"
    # PostgreSQL's own log is the engine's; ours must not make it quote parameters.
    return {file.name for file in folder.iterdir() if holds(file, word)}


def is_traced(platform, word: str) -> bool:
    asked = {"endTs": int(time.time() * 1000), "lookback": 3_600_000, "limit": 2000}
    return word in httpx.get(f"{platform.zipkin.url}/api/v2/traces", params=asked, timeout=60).text


@pytest.mark.timeout(300)
@pytest.mark.promise("C4", "C7", "N4")
def test_private_words_stay_home_and_withdrawn_words_are_gone(world, eventually, photo):
    platform = world.platform
    address, private, public, file = canary("adresse"), canary("prive"), canary("public"), canary("piece")
    brand = world.brand()
    owner = world.owner(brand)
    author = world.person(address).sign_in(pseudonym="canari_jaune")
    text = f"Le modèle {public} est arrivé cassé, et personne ne répond depuis trois semaines au service clients."
    complaint = world.complaint(author, brand, text=text)
    world.published(complaint)
    path = f"/complaints/{complaint['complaint_id']}"
    author.done(f"{path}/messages", {"text": f"Mon étage : {private}."})
    author.done(f"{path}/evidence", files={"file": (f"{file}.jpg", photo)})
    owner.get(path)
    owner.mail(complaint["number"])

    assert databases_with(platform, address) == {"notifications"}
    assert databases_with(platform, private) == {"complaints"}
    assert databases_with(platform, file) == {"complaints"}
    assert databases_with(platform, public) == {"complaints", "gateway"}
    eventually(lambda: topics_with(platform, public) == {"complaints-public"}, 5)
    for word in (address, private, file):
        assert topics_with(platform, word) == set()
    for word in (address, private, file, public):
        assert logs_with(platform, word) - {"mail.log"} == set()
        assert not is_traced(platform, word)

    author.done(f"{path}/withdrawal")
    eventually(lambda: databases_with(platform, public) == set(), 30)
    assert databases_with(platform, private) == set()
    assert databases_with(platform, file) == set()
    eventually(lambda: topics_with(platform, public) == set(), 200)


@pytest.mark.timeout(300)
@pytest.mark.promise("D2", "D4", "P3")
def test_what_is_typed_for_a_dispute_or_a_partner_stands_in_one_database_and_nowhere_in_clear(world, eventually):
    platform = world.platform
    name, address, offer, contact = (canary(kind) for kind in ("nom", "rue", "accord", "joindre"))
    signer = canary("mandant")
    shared = canary("transmis")
    case = world.disputed("telecom")
    identity = {"name": f"Camille {name}", "address": f"1 rue {address}", "email": "camille@courriel.example"}
    mediator = "Médiateur des communications électroniques"
    body = {"identity": identity, "mediator": mediator, "facts": "Les faits.", "wish": "Un remboursement"}
    case.author.done(f"{case.path}/file", body)
    _sign(case, identity | {"name": f"Camille {signer}"}, eventually)
    case.owner.done(f"{case.path}/offer", {"text": f"Nous vous remboursons, par accord {offer}, sous huit jours."})
    case.author.done("/fees", {"provider": "selectra", "amount_cents": 900, "email": f"{contact}@courriel.example"})

    world.register_key("selectra")
    given = {"complaint_id": case.complaint["complaint_id"], "values": {"name": shared, "phone": "06 39 98 00 00"}}
    screen = case.author.post("/partners/selectra/consent/preview", given).json()
    agreed = {"text_hash": screen["text_hash"], "boxes": [each["code"] for each in screen["boxes"]]}
    referral = case.author.done("/partners/selectra/consent", given | agreed)
    eventually(lambda: _status(case.author, referral) == "handed-over")

    for word in (name, address, offer, contact, signer):
        assert databases_with(platform, word) == {"disputes"}
    eventually(lambda: databases_with(platform, shared) == set(), 10)
    for word in (name, address, offer, contact, signer, shared):
        assert topics_with(platform, word) == set()
        assert logs_with(platform, word) - {"mail.log"} == set()
        assert not is_traced(platform, word)

    case.author.done(f"/complaints/{case.complaint['complaint_id']}/withdrawal")
    eventually(lambda: databases_with(platform, name) == set(), 30)
    assert databases_with(platform, signer) == {"disputes"}, "a signed mandate may be contested for five years"


def _sign(case, identity, eventually):
    """Drafts a mandate, signs it with the code of the mail, and waits for its seal."""
    mandate = case.author.done(f"{case.path}/mandates", {"identity": identity, "powers": ["write"]})
    path = f"/mandates/{mandate['mandate_id']}"
    code = case.author.fresh_code("votre code pour signer", lambda: case.author.done(f"{path}/code"))
    case.author.done(f"{path}/signature", {"code": code})
    eventually(lambda: case.author.get(f"{case.path}/mandates").json()["mandates"][0]["sealed"])


def _status(author, referral):
    found = author.get("/referrals").json()["referrals"]
    return next(each["status"] for each in found if each["referral_id"] == referral["referral_id"])
