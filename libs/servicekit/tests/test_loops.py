"""Loops go on until they are asked to end, and calls end in time, whatever happens inside."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from servicekit.loops import StrayCancellationError, for_ever, within

SOON = timedelta(milliseconds=10)


async def cancelled_from_within():
    raise asyncio.CancelledError


async def failed():
    raise RuntimeError("a fault")


async def ended():
    pass


@pytest.mark.parametrize("end", [cancelled_from_within, failed, ended])
async def test_a_loop_that_ended_by_itself_is_begun_anew_until_it_is_asked_to_end(end):
    rounds = asyncio.Queue()

    async def loop():
        rounds.put_nowait("begun")
        await end()

    going = asyncio.create_task(for_ever(loop, SOON))
    for _ in range(3):
        await asyncio.wait_for(rounds.get(), 5)
    going.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going


async def test_a_waiting_loop_ends_when_it_is_asked_to():
    going = asyncio.create_task(for_ever(partial(asyncio.sleep, 60), SOON))
    await asyncio.sleep(0.02)
    going.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going


async def test_a_call_gives_what_it_gives():
    assert await within(SOON, asyncio.sleep(0, "this")) == "this"
    with pytest.raises(RuntimeError, match="a fault"):
        await within(SOON, failed())


async def test_a_call_that_is_cancelled_from_within_is_an_error():
    with pytest.raises(StrayCancellationError):
        await within(SOON, cancelled_from_within())


async def test_a_call_that_takes_too_long_is_cancelled():
    cancelled = []

    async def slow():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    with pytest.raises(TimeoutError):
        await within(SOON, slow())
    assert cancelled


async def test_a_call_that_swallows_its_cancellation_is_left_behind():
    over = asyncio.Event()

    async def deaf():
        while not over.is_set():
            try:
                await over.wait()
            except asyncio.CancelledError:
                continue

    with pytest.raises(TimeoutError):
        await within(SOON, deaf())
    over.set()


async def test_who_is_cancelled_while_it_waits_cancels_its_call():
    cancelled = asyncio.Event()

    async def slow():
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    waiting = asyncio.create_task(within(timedelta(seconds=60), slow()))
    await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert cancelled.is_set()
