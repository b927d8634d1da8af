"""What falls due happens exactly once, with several replicas, moved dates, failures and sudden ends."""

import asyncio
import contextlib
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from servicekit.clock import SystemClock
from servicekit.deadlines import AT_ONCE, DeadlineRunner, Deadlines, StepPolicy
from servicekit.work import Works

T0 = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
POLICY = StepPolicy(lease=60 * SECOND, backoff=5 * SECOND, cap=30 * SECOND)


class SetClock:
    """A clock that the test moves."""

    moment = T0

    def now(self):
        return self.moment


class Replicas:
    """Runners over one database, with one clock, that note what happened when."""

    def __init__(self, sample):
        self.sample = sample
        self.clock = SetClock()
        self.works = Works(sample.database, self.clock, lambda _: None, lambda: None)
        self.deadlines = Deadlines()
        self.happened = []
        self.deadlines.timer("timer", self.note)
        self.deadlines.step("step", self.note)

    async def note(self, entity_id, _):
        self.happened.append((entity_id, self.clock.moment - T0))

    def runner(self):
        return DeadlineRunner(self.deadlines, self.works, POLICY, SECOND)

    async def set(self, kind, entity_id, after):
        async with self.works.open() as work:
            await work.schedule(kind, entity_id, T0 + after)

    async def unset(self, kind, entity_id):
        async with self.works.open() as work:
            await work.unschedule(kind, entity_id)

    async def run(self, after=None, runner=None):
        self.clock.moment = T0 + after if after is not None else self.clock.moment
        runner = runner or self.runner()
        while await runner.run_due():
            pass

    async def left(self):
        async with self.works.open() as work:
            rows = await work.session.execute(text("select kind, entity_id from deadline order by 1, 2"))
            return [tuple(row) for row in rows]


@pytest.fixture
def replicas(sample):
    return Replicas(sample)


async def test_each_of_many_happens_exactly_once_with_two_replicas(replicas):
    many = 5 * AT_ONCE
    async with replicas.works.open() as work:
        for n in range(many):
            await work.schedule("timer", str(n), T0)
            await work.schedule("step", str(n), T0)
    await asyncio.gather(replicas.run(runner=replicas.runner()), replicas.run(runner=replicas.runner()))
    assert Counter(entity_id for entity_id, _ in replicas.happened) == {str(n): 2 for n in range(many)}
    assert await replicas.left() == []


async def test_nothing_happens_before_its_time(replicas):
    await replicas.set("timer", "a", 10 * SECOND)
    await replicas.run(9 * SECOND)
    assert replicas.happened == []
    await replicas.run(10 * SECOND)
    assert replicas.happened == [("a", 10 * SECOND)]


async def test_a_deadline_that_was_moved_happens_at_its_new_time_only(replicas):
    await replicas.set("timer", "later", 10 * SECOND)
    await replicas.set("timer", "later", 20 * SECOND)
    await replicas.set("timer", "sooner", 40 * SECOND)
    await replicas.set("timer", "sooner", 15 * SECOND)
    for now in (10, 15, 20, 40):
        await replicas.run(now * SECOND)
    assert replicas.happened == [("sooner", 15 * SECOND), ("later", 20 * SECOND)]


async def test_a_deadline_that_was_taken_away_never_happens(replicas):
    await replicas.set("timer", "a", 10 * SECOND)
    await replicas.unset("timer", "a")
    await replicas.run(60 * SECOND)
    assert replicas.happened == []


async def test_a_timer_that_is_taken_away_or_moved_at_the_last_moment_does_not_happen(replicas):
    await replicas.set("timer", "gone", 0 * SECOND)
    await replicas.set("timer", "moved", 0 * SECOND)
    runner = replicas.runner()
    taken = await runner._take()
    await replicas.unset("timer", "gone")
    await replicas.set("timer", "moved", 30 * SECOND)
    for due in taken:
        await runner._run(due)
    assert replicas.happened == []
    await replicas.run(30 * SECOND)
    assert replicas.happened == [("moved", 30 * SECOND)]


async def test_a_runner_sleeps_until_the_next_row_falls_due_however_seldom_it_polls(replicas):
    works = Works(replicas.sample.database, SystemClock(), lambda _: None, lambda: None)
    happened = asyncio.Queue()
    replicas.deadlines.timer("soon", lambda entity_id, _: happened.put(entity_id))
    due = datetime.now(UTC) + SECOND
    async with works.open() as work:
        for n, after in enumerate((timedelta(), SECOND / 2, 60 * SECOND)):
            await work.schedule("soon", str(n), due + after)
    running = asyncio.create_task(DeadlineRunner(replicas.deadlines, works, POLICY, 60 * SECOND).run())
    async with asyncio.timeout(20):
        assert [await happened.get(), await happened.get()] == ["0", "1"]
    assert datetime.now(UTC) >= due + SECOND / 2
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_a_step_that_is_wanted_again_while_it_runs_runs_again(replicas):
    async def wanted_again(entity_id, works):
        await replicas.note(entity_id, works)
        if len(replicas.happened) == 1:
            await replicas.set("again", entity_id, 0 * SECOND)

    replicas.deadlines.step("again", wanted_again)
    await replicas.set("again", "a", 0 * SECOND)
    await replicas.run()
    assert len(replicas.happened) == 2
    assert await replicas.left() == []


async def test_the_effect_of_a_timer_that_fails_is_undone_and_it_comes_back(replicas, sample):
    async def fail_once(entity_id, work):
        await work.session.execute(text("insert into counter values ('a', 1, '')"))
        await replicas.note(entity_id, work)
        if len(replicas.happened) == 1:
            raise RuntimeError("a fault")

    replicas.deadlines.timer("fails", fail_once)
    await replicas.set("fails", "a", 0 * SECOND)
    await replicas.run()
    assert await sample.totals() == {}
    await replicas.run(5 * SECOND)
    assert await sample.totals() == {"a": 1}
    assert await replicas.left() == []


async def test_a_step_that_fails_waits_longer_each_time_up_to_the_cap(replicas):
    async def fail(entity_id, works):
        await replicas.note(entity_id, works)
        raise RuntimeError("a fault")

    replicas.deadlines.step("fails", fail)
    await replicas.set("fails", "a", 0 * SECOND)
    for second in range(0, 100, 5):
        await replicas.run(second * SECOND)
    # 0, then after 5, 10, 20, 30, 30 seconds.
    assert [moment // SECOND for _, moment in replicas.happened] == [0, 5, 15, 35, 65, 95]


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 5), (2, 10), (3, 20), (4, 30), (5, 30), (10_000, 30)])
def test_the_wait_doubles_up_to_the_cap(attempts, seconds):
    assert POLICY.wait(attempts) == seconds * SECOND


async def test_one_that_fails_does_not_hold_up_the_others(replicas):
    async def fail(*_):
        raise RuntimeError("a fault")

    replicas.deadlines.step("fails", fail)
    for n in range(AT_ONCE + 2):
        await replicas.set("fails", str(n), 0 * SECOND)
    await replicas.set("step", "good", 0 * SECOND)
    await replicas.run()
    assert replicas.happened == [("good", 0 * SECOND)]


@pytest.mark.parametrize("kind", ["hangs as a step", "hangs as a timer"])
async def test_a_replica_that_dies_in_the_middle_leaves_its_work_to_another_after_the_lease(replicas, sample, kind):
    started = asyncio.Event()

    async def hang(entity_id, of_it):
        started.set()
        await asyncio.Event().wait()

    register = replicas.deadlines.step if "step" in kind else replicas.deadlines.timer
    register(kind, hang)
    await replicas.set(kind, "a", 0 * SECOND)
    dying = asyncio.create_task(replicas.run())
    await started.wait()
    dying.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await dying

    register(kind, replicas.note)
    await replicas.run(59 * SECOND)
    assert replicas.happened == []
    await replicas.run(60 * SECOND)
    assert replicas.happened == [("a", 60 * SECOND)]


async def test_a_work_that_is_rolled_back_sets_no_deadline(replicas):
    async def fail():
        async with replicas.works.open() as work:
            await work.schedule("timer", "a", T0)
            raise RuntimeError("a fault")

    with pytest.raises(RuntimeError):
        await fail()
    assert await replicas.left() == []


async def test_a_kind_that_nobody_knows_any_more_waits_and_holds_up_nothing(replicas):
    await replicas.set("forgotten", "a", 0 * SECOND)
    await replicas.set("timer", "b", 0 * SECOND)
    await replicas.run()
    assert [entity_id for entity_id, _ in replicas.happened] == ["b"]
    assert await replicas.left() == [("forgotten", "a")]
