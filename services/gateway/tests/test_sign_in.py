"""Signing in, on a real PostgreSQL: the last code counts, the answer never says whether an account exists."""

import asyncio
import json
from datetime import timedelta

import httpx
import pytest
from bs4 import BeautifulSoup
from joserfc.jwk import OKPKey
from sqlalchemy import text

from contracts.accounts import AccountOpened
from gateway.domain.accounts import Role, TryLimits
from gateway.domain.errors import InvalidError, TooManyError, TooManyTriesError, UnavailableError
from gateway.identity import recognise
from gateway.keyed import Keyed
from gateway.main import build
from gateway.settings import Settings
from gateway.usecases.accounts import (
    SignIn,
    ask_code,
    set_password,
    sign_in_with_password,
    sign_out,
    verify_code,
)
from servicekit.service import build_app

ADDRESS = "camille@exemple.example"
HOST = "203.0.113.7"
PASSWORD = "un mot de passe assez long"
LIMITS = TryLimits(timedelta(minutes=15), an_account=3, a_network=6)
TEN_MINUTES = timedelta(minutes=10)
MONTH = timedelta(days=30)


class Mailbox:
    """Notifications, as the gateway calls it: it notes what it is given."""

    def __init__(self):
        self.codes = []
        self.addresses = []
        self.down = False

    async def send(self, _method, path, principal, body, _key):
        if self.down:
            raise UnavailableError
        assert principal.role == "gateway"
        if path == "/codes":
            self.codes.append(body.code)
        else:
            self.addresses.append(body.email)


class Desk:
    """The gateway's sign-in with its database."""

    def __init__(self, works):
        self.works = works
        self.mailbox = Mailbox()
        self.keyed = Keyed("a key of the tests")
        self.sign_in = SignIn(self.keyed, self.mailbox, TEN_MINUTES, LIMITS)

    def later(self, span):
        self.works.clock.moment += span

    async def ask(self, address=ADDRESS):
        self.later(timedelta(seconds=1))
        async with self.works.open() as work:
            await ask_code(work, self.sign_in, address, "Camille83", Role.CONSUMER)

    async def enter(self, code, address=ADDRESS):
        async with self.works.open() as work:
            return await verify_code(work, self.sign_in, address, code)

    async def with_password(self, password, address=ADDRESS, host=HOST):
        async with self.works.open() as work:
            return await sign_in_with_password(work, self.sign_in, address, password, host)

    async def account_with_password(self):
        await self.ask()
        opened = await self.enter(self.mailbox.codes[-1])
        async with self.works.open() as work:
            await set_password(work, opened.account.id, PASSWORD)
        return opened.account

    async def visitor(self, token):
        async with self.works.open() as work:
            return await recognise(work, self.keyed, token, MONTH)

    async def rows(self, query):
        async with self.works.open() as work:
            return [tuple(row) for row in await work.session.execute(text(query))]


@pytest.fixture
async def desk(works):
    return Desk(works)


def wrong(code):
    return str((int(code) + 1) % 1_000_000).zfill(6)


@pytest.mark.promise("G2")
async def test_the_last_code_that_was_sent_opens_a_session_once(desk):
    await desk.ask()
    await desk.ask(" Camille@EXEMPLE.example ")
    first, last = desk.mailbox.codes
    assert desk.mailbox.addresses == [ADDRESS]
    assert await desk.enter(first) is None
    opened = await desk.enter(f" {last} ")
    assert opened.session.verified_domain == "exemple.example"
    assert (await desk.visitor(opened.token)).account.id == opened.account.id
    assert await desk.enter(last) is None
    assert await desk.rows("select type from outbox") == [(AccountOpened.type,)]

    await desk.ask()
    again = await desk.enter(desk.mailbox.codes[-1])
    assert again.token != opened.token
    assert again.account.id == opened.account.id
    async with desk.works.open() as work:
        await sign_out(work, opened.session.id)
    assert (await desk.visitor(opened.token)).account is None
    desk.later(MONTH)
    assert (await desk.visitor(again.token)).account is None


@pytest.mark.promise("G2")
async def test_tries_codes_and_time_are_limited_and_every_refusal_is_alike(desk):
    await desk.ask()
    code = desk.mailbox.codes[-1]
    assert [await desk.enter(wrong(code)) for _ in range(5)] == [None] * 5
    assert await desk.enter(code) is None
    await desk.ask()
    desk.later(TEN_MINUTES)
    assert await desk.enter(desk.mailbox.codes[-1]) is None
    assert await desk.enter("000000", "nobody@exemple.example") is None
    for _ in range(4):
        await desk.ask()
    with pytest.raises(TooManyError):
        await desk.ask()
    assert len(desk.mailbox.codes) == 6
    await desk.ask("other@exemple.example")
    desk.later(timedelta(hours=1))
    await desk.ask()
    assert await desk.enter(desk.mailbox.codes[-1])


async def test_a_password_opens_a_session(desk):
    account = await desk.account_with_password()
    assert (await desk.with_password(PASSWORD)).account.id == account.id
    assert await desk.with_password("un autre mot de passe") is None
    async with desk.works.open() as work:
        with pytest.raises(InvalidError):
            await set_password(work, account.id, "court")


@pytest.mark.promise("G2")
@pytest.mark.parametrize("address", [ADDRESS, "nobody@exemple.example"], ids=["account", "nobody"])
async def test_wrong_passwords_are_limited_alike_whether_the_account_exists_or_not(desk, address):
    await desk.account_with_password()
    for n in range(3):
        assert await desk.with_password("faux mot de passe", address, f"198.51.100.{n}") is None
    with pytest.raises(TooManyTriesError, match="dans 15\u00a0minutes"):
        await desk.with_password(PASSWORD, address, "198.51.100.9")
    desk.later(LIMITS.window)
    assert await desk.with_password("faux mot de passe", address) is None


async def test_tries_at_once_do_not_slip_through_together(desk):
    tries = await asyncio.gather(
        *(desk.with_password("faux mot de passe", host=f"198.51.100.{n}") for n in range(6)), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in tries) == ["NoneType"] * 3 + ["TooManyTriesError"] * 3


async def test_a_right_password_starts_its_accounts_count_anew(desk):
    account = await desk.account_with_password()
    for _ in range(2):
        for n in range(2):
            assert await desk.with_password("faux mot de passe", host=f"198.51.100.{n}") is None
        assert (await desk.with_password(PASSWORD)).account.id == account.id


async def test_a_network_that_tries_one_password_on_many_addresses_is_stopped(desk):
    await desk.account_with_password()
    for n in range(6):
        assert await desk.with_password("faux mot de passe", f"person-{n}@exemple.example") is None
    with pytest.raises(TooManyTriesError):
        await desk.with_password(PASSWORD)
    assert await desk.with_password(PASSWORD, host="198.51.100.1")
    kept = str(await desk.rows("select * from wrong_try"))
    assert HOST not in kept
    assert "exemple" not in kept


@pytest.fixture
async def browser(desk):
    """The gateway's own app on the desk's database, and a browser in front of it."""
    key = OKPKey.generate_key("Ed25519", {"kid": "key-1"})
    app = build_app(
        build(
            Settings(
                database_url=desk.works.database.engine.url.render_as_string(hide_password=False),
                principal_keys=json.dumps({"keys": [key.as_dict(private=False)]}),
                principal_signing_key=json.dumps(key.as_dict(private=True)),
                hash_key="a key of the tests",
                sign_in_tries_of_account=2,
            )
        )
    )
    transport = httpx.ASGITransport(app, client=(HOST, 4321))
    async with httpx.AsyncClient(transport=transport, base_url="http://reclameici.example") as client:
        yield client
    await app.state.running.database.close()


@pytest.mark.promise("G2")
async def test_who_tried_too_often_is_told_when_to_come_back_on_the_page_and_by_the_api(browser):
    typed = {"email": ADDRESS, "password": "faux mot de passe"}
    wrong = [await browser.post("/api/v1/sessions", json=typed) for _ in range(2)]
    assert {each.status_code for each in wrong} == {422}
    assert {each.json()["detail"] for each in wrong} == {"Adresse ou mot de passe incorrect."}

    refused = await browser.post("/api/v1/sessions", json=typed)
    assert (refused.status_code, refused.json()["type"]) == (429, "urn:reclameici:problem:too-many-tries")
    assert 0 < int(refused.headers["Retry-After"]) <= 900

    form = BeautifulSoup((await browser.get("/connexion")).text, "html.parser").main.form
    hidden = {each["name"]: each["value"] for each in form.find_all("input", type="hidden")}
    page = await browser.post("/connexion", data=hidden | typed)
    assert page.status_code == 429
    assert 0 < int(page.headers["Retry-After"]) <= 900
    assert "Trop d’essais avec un mot de passe incorrect." in page.text


@pytest.mark.promise("N4")
async def test_without_notifications_nothing_is_half_done_and_the_gateway_keeps_no_address(desk):
    desk.mailbox.down = True
    with pytest.raises(UnavailableError):
        await desk.ask()
    assert await desk.rows("select * from account") == await desk.rows("select * from code") == []
    desk.mailbox.down = False
    await desk.ask()
    opened = await desk.enter(desk.mailbox.codes[-1])
    kept = [
        str(row)
        for table in ("account", "code", "session", "outbox")
        for row in await desk.rows(f"select * from {table}")  # noqa: S608 -- a table of ours
    ]
    assert not [row for row in kept if "camille" in row or opened.token in row or desk.mailbox.codes[-1] in row]
