"""The clock that follows a played past, and where it may run at all."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI
from joserfc.jwk import OKPKey
from pydantic import SecretStr, ValidationError
from sqlalchemy import text

from servicekit.clock import SystemClock, TravelClock
from servicekit.deadlines import DeadlineRunner, Deadlines, StepPolicy
from servicekit.edge import AnyEdge
from servicekit.principal import Principal, PrincipalSigner, PrincipalVerifier
from servicekit.problems import answer_problems, json_response
from servicekit.service import main
from servicekit.settings import ServiceSettings
from servicekit.work import Works

T0 = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LONG_AGO = T0 - timedelta(days=300)
GRACE = timedelta(seconds=20)
DAY = timedelta(days=1)


class SetClock:
    """A real clock that the test moves."""

    def __init__(self) -> None:
        self.moment = T0

    def now(self) -> datetime:
        return self.moment

    def wait(self, span: timedelta) -> None:
        self.moment += span


@pytest.fixture
def real() -> SetClock:
    return SetClock()


@pytest.fixture
def clock(real) -> TravelClock:
    return TravelClock(real, GRACE)


def test_a_clock_without_travellers_tells_the_real_time(clock, real):
    assert clock.now() == T0
    real.wait(DAY)
    assert clock.now() == T0 + DAY


def test_it_tells_the_last_moment_seen_until_the_grace_is_over(clock, real):
    clock.travel(LONG_AGO)
    real.wait(GRACE - timedelta(seconds=1))
    assert clock.now() == LONG_AGO
    real.wait(timedelta(seconds=1))
    assert clock.now() == T0 + GRACE


def test_each_moment_seen_starts_the_grace_anew(clock, real):
    clock.travel(LONG_AGO)
    real.wait(GRACE / 2)
    clock.travel(LONG_AGO + DAY)
    real.wait(GRACE / 2)
    assert clock.now() == LONG_AGO + DAY


def test_it_never_goes_back_within_a_journey(clock):
    clock.travel(LONG_AGO + DAY)
    clock.travel(LONG_AGO)
    assert clock.now() == LONG_AGO + DAY


def test_a_new_journey_may_start_earlier_than_the_last(clock, real):
    clock.travel(LONG_AGO + DAY)
    real.wait(GRACE)
    clock.travel(LONG_AGO)
    assert clock.now() == LONG_AGO


def test_a_journey_that_has_caught_up_with_the_present_is_over(clock, real):
    clock.travel(LONG_AGO)
    clock.travel(T0)
    assert clock.now() == T0
    real.wait(timedelta(seconds=1))
    assert clock.now() == T0 + timedelta(seconds=1)


def test_each_step_of_a_journey_is_told(real):
    told = []
    clock = TravelClock(real, GRACE, lambda: told.append(real.now()))
    clock.travel(LONG_AGO)
    clock.travel(T0)
    assert len(told) == 2


def test_it_waits_for_travellers_after_the_start_only(clock, real):
    assert clock.waiting
    clock.travel(LONG_AGO)
    assert not clock.waiting
    real.wait(GRACE)
    assert not clock.waiting


def test_it_does_not_wait_longer_than_the_grace(clock, real):
    real.wait(GRACE)
    assert not clock.waiting


def test_a_loader_with_nothing_left_to_play_ends_the_wait(clock):
    clock.travel(T0)
    assert not clock.waiting


def settings(**more) -> ServiceSettings:
    return ServiceSettings(database_url=SecretStr("postgresql+asyncpg://"), principal_keys="{}", **more)


def test_time_travel_is_off_by_default():
    assert not settings().allow_time_travel


def test_time_travel_is_refused_where_the_site_is_public():
    with pytest.raises(ValidationError, match="it is refused where RECLAMEICI_PUBLIC_URL is https"):
        settings(allow_time_travel=True, public_url="https://reclameici.example")


def test_refused_settings_end_the_start_with_one_sentence(monkeypatch):
    def build():
        settings(allow_time_travel=True, public_url="https://reclameici.example")

    monkeypatch.setattr("sys.argv", ["complaints"])
    with pytest.raises(SystemExit, match=r"^The settings cannot be used: .*is https\.$"):
        main(build)


def served(travel_clock: TravelClock | None) -> tuple[httpx.AsyncClient, PrincipalSigner]:
    """A service with one route, and who signs for its callers."""
    key = OKPKey.generate_key("Ed25519", {"use": "sig"})
    named = {"kid": key.thumbprint()}
    app = FastAPI()
    public = {"keys": [key.as_dict(private=False) | named]}
    app.state.verifier = PrincipalVerifier(public, "sample", SystemClock())
    app.state.works, app.state.travel_clock = None, travel_clock
    answer_problems(app, {}, json_response)

    @app.get("/")
    async def get(edge: AnyEdge) -> str:
        return edge.principal.role

    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sample")
    return client, PrincipalSigner(key.as_dict(private=True) | named, SystemClock())


async def test_a_principal_with_a_moment_moves_the_clock(clock):
    client, signer = served(clock)
    token = signer.sign(Principal("", "anonymous", at=LONG_AGO), "sample")
    answer = await client.get("/", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert clock.now() == LONG_AGO


async def test_a_principal_with_a_moment_is_refused_where_time_travel_is_off():
    client, signer = served(None)
    token = signer.sign(Principal("", "anonymous", at=LONG_AGO), "sample")
    answer = await client.get("/", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (403, "time-travel-refused")


async def test_a_command_and_the_timer_that_it_takes_away_do_not_deadlock(sample):
    """The command holds the entity and wants the timer's row; the timer holds its row and wants the entity."""
    done, entered = [], asyncio.Event()
    works = Works(sample.database, SystemClock(), lambda _: None, lambda: None)

    async def lock(work):
        await work.session.execute(text("update counter set note = 'locked' where counter_id = 'a'"))

    async def fire(entity_id, work):
        entered.set()
        await somebody_waits(sample)  # the command waits first, and would be the one that PostgreSQL fails
        await lock(work)
        done.append(entity_id)

    deadlines = Deadlines()
    deadlines.timer("window", fire)
    runner = DeadlineRunner(deadlines, works, StepPolicy(DAY, DAY, DAY), DAY)
    async with works.open() as work:
        await work.session.execute(text("insert into counter values ('a', 0, '')"))
        await work.schedule("window", "a", T0 - DAY)

    async with works.open() as work:
        await lock(work)
        firing = asyncio.create_task(runner.run_due())
        await entered.wait()
        await work.unschedule("window", "a")
    await firing
    assert (done, await sample.count("deadline")) == ([], 0)


async def somebody_waits(sample):
    """Until a transaction of this database waits for another's lock."""
    async with asyncio.timeout(10), sample.database.transaction() as session:
        here = "from pg_stat_activity where datname = current_database()"
        while not await session.scalar(text(f"select exists(select {here} and wait_event_type = 'Lock')")):
            await session.execute(text("select pg_sleep(0.02), pg_stat_clear_snapshot()"))


async def test_timers_follow_the_played_past_and_steps_do_not_wait_for_it(sample, clock, real):
    done = []

    async def note(entity_id, _):
        done.append(entity_id)

    deadlines = Deadlines()
    deadlines.timer("window", note)
    deadlines.step("mail", note)
    works = Works(sample.database, clock, lambda _: None, lambda: None)
    policy = StepPolicy(DAY, DAY, DAY)
    runner = DeadlineRunner(deadlines, works, policy, DAY, lambda: clock.waiting)
    async with works.open() as work:
        await work.schedule("mail", "mail", LONG_AGO)
        await work.schedule("window", "early window", LONG_AGO + DAY)
        await work.schedule("window", "late window", LONG_AGO + 2 * DAY)

    while await runner.run_due():
        pass
    assert done == ["mail"]

    clock.travel(LONG_AGO + DAY)
    while await runner.run_due():
        pass
    assert done == ["mail", "early window"]

    real.wait(GRACE)
    while await runner.run_due():
        pass
    assert done == ["mail", "early window", "late window"]
