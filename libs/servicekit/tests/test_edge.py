"""A command sent twice happens once: Idempotency-Key on a real app with a real PostgreSQL."""

import asyncio
from dataclasses import dataclass, field

import httpx
import pytest
from fastapi import FastAPI
from joserfc.jwk import OKPKey
from sqlalchemy import text

from servicekit.clock import SystemClock
from servicekit.edge import AnyEdge, with_role
from servicekit.principal import ANONYMOUS, Principal, PrincipalSigner, PrincipalVerifier
from servicekit.problems import answer_problems

KEY = OKPKey.generate_key("Ed25519", {"kid": "key-1"})
CLOCK = SystemClock()
SIGNER = PrincipalSigner(KEY.as_dict(private=True), CLOCK)


class TiredError(Exception):
    """A refusal of the sample's domain."""


@dataclass
class Shop:
    """An app that counts, and what its command does before it ends."""

    sample: object
    client: httpx.AsyncClient | None = None
    fault: Exception | None = None
    at_work: asyncio.Event = field(default_factory=asyncio.Event)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)

    async def add(self, work):
        await work.session.execute(
            text(
                "insert into counter values ('a', 1, '') on conflict (counter_id)"
                " do update set total = counter.total + 1"
            )
        )
        work.publish(self.sample.fact(counter_id="a", amount=1))
        self.at_work.set()
        await self.may_end.wait()
        if self.fault:
            raise self.fault
        return {"total": await work.session.scalar(text("select total from counter"))}

    async def post(self, key="key", body="one", path="/additions", account="account-1", role="consumer"):
        token = SIGNER.sign(Principal(account, role), "sample")
        headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
        return await self.client.post(path, json={"body": body}, headers=headers)


@pytest.fixture
async def shop(sample):
    shop = Shop(sample)
    shop.may_end.set()
    app = FastAPI()
    app.state.verifier = PrincipalVerifier({"keys": [KEY.as_dict(private=False)]}, "sample", CLOCK)
    app.state.works, app.state.travel_clock = sample.works(), None
    answer_problems(app, {TiredError: 409})

    @app.post("/additions")
    @app.post("/other-additions")
    async def post_addition(edge: AnyEdge):
        return await edge.command(shop.add, 201)

    @app.post("/staff", dependencies=[with_role("moderator")])
    async def post_staff(edge: AnyEdge):
        return await edge.command(shop.add)

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://sample") as client:
        shop.client = client
        yield shop


def code_of(answer):
    return answer.json()["type"].rpartition(":")[2]


async def test_a_command_sent_again_gets_the_first_answer_and_happens_once(shop, sample):
    first, second = await shop.post(), await shop.post()
    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (201, {"total": 1})
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert await sample.totals() == {"a": 1}
    assert await sample.count("outbox") == 1


async def test_another_key_or_another_account_is_another_command(shop, sample):
    for answer in (await shop.post(), await shop.post(key="other"), await shop.post(account="account-2")):
        assert "Idempotent-Replayed" not in answer.headers
    assert await sample.totals() == {"a": 3}


async def test_the_key_of_another_request_is_refused(shop, sample):
    await shop.post()
    for answer in (await shop.post(body="two"), await shop.post(path="/other-additions")):
        assert (answer.status_code, code_of(answer)) == (422, "idempotency-key-reused")
    assert await sample.totals() == {"a": 1}


async def test_the_same_command_while_the_first_is_at_work_is_told_to_wait(shop, sample):
    shop.may_end.clear()
    first = asyncio.create_task(shop.post())
    await shop.at_work.wait()
    second = await shop.post()
    assert (second.status_code, code_of(second)) == (409, "request-in-progress")
    shop.may_end.set()
    assert (await first).json() == (await shop.post()).json() == {"total": 1}
    assert await sample.totals() == {"a": 1}


async def test_of_many_at_once_one_happens(shop, sample):
    answers = await asyncio.gather(*(shop.post() for _ in range(8)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert await sample.totals() == {"a": 1}


async def test_a_command_without_a_key_is_refused(shop, sample):
    answer = await shop.post(key=None)
    assert (answer.status_code, code_of(answer)) == (400, "idempotency-key-missing")
    assert await sample.totals() == {}


@pytest.mark.parametrize(("fault", "status"), [(TiredError("Plus tard."), 409), (ZeroDivisionError(), 500)])
async def test_a_command_that_fails_leaves_nothing_and_may_be_tried_again_with_its_key(shop, sample, fault, status):
    shop.fault = fault
    assert (await shop.post()).status_code == status
    assert (await sample.totals(), await sample.count("outbox"), await sample.count("idempotency_key")) == ({}, 0, 0)
    shop.fault = None
    assert (await shop.post()).json() == {"total": 1}


async def test_who_is_not_signed_in_or_has_another_role_gets_no_further(shop, sample):
    visitor = await shop.post(path="/staff", account="", role=ANONYMOUS)
    consumer = await shop.post(path="/staff")
    assert (visitor.status_code, consumer.status_code) == (401, 403)
    unknown = await shop.client.post("/additions", headers={"Idempotency-Key": "key"})
    forged = await shop.client.post("/additions", headers={"Idempotency-Key": "key", "Authorization": "Bearer a.b.c"})
    assert (unknown.status_code, forged.status_code) == (401, 401)
    assert await sample.totals() == {}
