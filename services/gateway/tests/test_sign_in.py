"""Signing in, on a real PostgreSQL: the last code counts, the answer never says whether an account exists."""

from datetime import timedelta

import pytest
from services.gateway.tests.world import fresh_database
from sqlalchemy import text

from contracts.accounts import AccountOpened
from gateway.domain.accounts import Role
from gateway.domain.errors import InvalidError, TooManyError, UnavailableError, WrongPasswordError
from gateway.identity import recognise
from gateway.keyed import Keyed
from gateway.usecases.accounts import (
    SignIn,
    ask_code,
    set_password,
    sign_in_with_password,
    sign_out,
    verify_code,
)

ADDRESS = "camille@exemple.example"
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
        self.sign_in = SignIn(self.keyed, self.mailbox, TEN_MINUTES)

    def later(self, span):
        self.works.clock.moment += span

    async def ask(self, address=ADDRESS):
        self.later(timedelta(seconds=1))
        async with self.works.open() as work:
            await ask_code(work, self.sign_in, address, "Camille83", Role.CONSUMER)

    async def enter(self, code, address=ADDRESS):
        async with self.works.open() as work:
            return await verify_code(work, self.sign_in, address, code)

    async def with_password(self, password, address=ADDRESS):
        async with self.works.open() as work:
            return await sign_in_with_password(work, self.keyed, address, password)

    async def visitor(self, token):
        async with self.works.open() as work:
            return await recognise(work, self.keyed, token, MONTH)

    async def rows(self, query):
        async with self.works.open() as work:
            return [tuple(row) for row in await work.session.execute(text(query))]


@pytest.fixture
async def desk(engines):
    async with fresh_database(engines) as works:
        yield Desk(works)


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


async def test_a_password_opens_a_session_and_a_refusal_never_says_whether_the_account_exists(desk):
    await desk.ask()
    opened = await desk.enter(desk.mailbox.codes[-1])
    refusals = []
    for address in (ADDRESS, "nobody@exemple.example"):
        with pytest.raises(WrongPasswordError) as raised:
            await desk.with_password("un mot de passe assez long", address)
        refusals.append(str(raised.value))
    assert len(set(refusals)) == 1
    async with desk.works.open() as work:
        with pytest.raises(InvalidError):
            await set_password(work, opened.account.id, "court")
        await set_password(work, opened.account.id, "un mot de passe assez long")
    assert (await desk.with_password("un mot de passe assez long")).account.id == opened.account.id
    with pytest.raises(WrongPasswordError):
        await desk.with_password("un autre mot de passe")


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
