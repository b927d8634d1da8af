"""A subscription whose Kafka client stands still is begun anew, over real Kafka and PostgreSQL."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from servicekit.consumer import TopicConsumer
from servicekit.subscription import Patience


def stop_fetching(consumer):
    consumer._fetcher._fetch_task.cancel()


def wait_for_a_place(consumer):
    consumer._subscription.begin_reassignment()


def never_find_the_coordinator(consumer):
    consumer._coordinator.coordinator_dead()
    consumer._coordinator._coordinator_lookup_lock = asyncio.Semaphore(0)


def lose_its_partitions_with_an_error(consumer):
    """As when the task that keeps the place in the group ends with one."""

    def check_errors():
        raise KafkaError("the coordination has failed")

    consumer._coordinator.check_errors = check_errors
    consumer.assignment = frozenset


STANDING_STILL = (stop_fetching, wait_for_a_place, never_find_the_coordinator, lose_its_partitions_with_an_error)


async def say(sample, relay, amount):
    await sample.publish(sample.fact(counter_id="a", amount=amount))
    await relay._round()


@pytest.mark.parametrize("stand_still", STANDING_STILL)
async def test_a_client_that_stands_still_without_an_error_is_replaced(sample, stand_still):
    relay = await sample.relay()
    async with sample.instance("one") as subscription:
        await say(sample, relay, 1)
        await sample.eventually_holds({"a": 1})
        stuck = subscription._subscriber.consumer
        stand_still(stuck)
        await say(sample, relay, 2)
        # What was told before the client stood still may have been applied: what comes after it could not.
        await say(sample, relay, 4)
        await sample.eventually_holds({"a": 7})
        await say(sample, relay, 8)
        await sample.eventually_holds({"a": 15})
        assert subscription._subscriber.consumer is not stuck
        assert stuck._fetcher._fetch_task.done()


async def waits_for_ever():
    await asyncio.Event().wait()


async def cancels_itself():
    raise asyncio.CancelledError


@pytest.mark.parametrize("fault", [waits_for_ever, cancels_itself])
async def test_a_client_that_never_gets_its_place_is_replaced(sample, monkeypatch, fault):
    starts = []
    start = AIOKafkaConsumer.start

    async def start_late(consumer):
        starts.append(consumer)
        if len(starts) == 1:
            await fault()
        await start(consumer)

    monkeypatch.setattr(AIOKafkaConsumer, "start", start_late)
    async with sample.instance("one"):
        await say(sample, await sample.relay(), 1)
        await sample.eventually_holds({"a": 1})
    assert len(starts) == 2


async def test_a_batch_that_is_never_done_is_given_up_and_applied_again(sample, monkeypatch):
    batches = []
    apply = TopicConsumer.apply

    async def apply_late(consumer, records):
        batches.append(records)
        if len(batches) == 1:
            await waits_for_ever()
        await apply(consumer, records)

    monkeypatch.setattr(TopicConsumer, "apply", apply_late)
    patience = Patience(timedelta(milliseconds=100), silence=timedelta(seconds=3), batch=timedelta(seconds=1))
    async with sample.instance("one", patience):
        await say(sample, await sample.relay(), 1)
        await sample.eventually_holds({"a": 1})
    assert len(batches) == 2


async def test_kafka_is_heard_again_after_it_was_away_for_longer_than_a_silence(sample, engines):
    relay = await sample.relay()
    async with sample.instance("one"):
        await say(sample, relay, 1)
        await sample.eventually_holds({"a": 1})
        engines.stop_engine("kafka")
        try:
            await asyncio.sleep(8)  # more than two silences
        finally:
            await asyncio.to_thread(engines.restart, "kafka")
        await say(sample, relay, 2)
        await sample.eventually_holds({"a": 3})


async def test_a_quiet_topic_and_a_replica_without_partitions_are_left_alone(sample, monkeypatch):
    asked = Counter()
    getmany = AIOKafkaConsumer.getmany

    async def counted(consumer, **options):
        asked[consumer] += 1
        return await getmany(consumer, **options)

    monkeypatch.setattr(AIOKafkaConsumer, "getmany", counted)
    async with AsyncExitStack() as stack:
        replicas = [await stack.enter_async_context(sample.instance(name)) for name in ("a", "b", "c", "d")]
        clients = [each._subscriber.consumer for each in replicas]
        asked.clear()
        await asyncio.sleep(9)  # three silences
        assert sorted(len(client.assignment()) for client in clients) == [0, 1, 1, 1]
        assert [each._subscriber.consumer for each in replicas] == clients
        assert set(asked) == set(clients)
        assert max(asked.values()) <= 10, "waiting is one long wait, not many short ones"
