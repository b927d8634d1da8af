"""From a commit to an effect, over real Kafka and PostgreSQL."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections import defaultdict

import pytest
from sqlalchemy import text
from tests.files import holds

from servicekit.ids import new_id


def body_of(record):
    return json.loads(record.value)


async def test_a_commit_is_sent_and_its_pending_rows_go(sample):
    await sample.publish(*(sample.fact(counter_id="a", amount=n) for n in range(5)))
    relay = await sample.relay()
    await relay._round()
    assert [body_of(r)["amount"] for r in await sample.records(sample.facts_topic)] == [0, 1, 2, 3, 4]
    assert await sample.count("pending") == 0
    assert await sample.count("outbox") == 5


async def test_a_rolled_back_work_says_nothing(sample):
    async def fail() -> None:
        async with sample.works().open() as work:
            work.publish(sample.fact(counter_id="a", amount=1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await sample.count("outbox") == 0


async def test_a_process_killed_between_commit_and_publish_loses_nothing(sample):
    program = textwrap.dedent(
        """
        import asyncio, os, signal, sys
        from servicekit.clock import SystemClock
        from servicekit.database import Database
        from servicekit.work import Works
        from contracts.complaints import ComplaintRead
        from datetime import datetime, UTC

        class Read(ComplaintRead): pass
        Read.topic = sys.argv[2]

        async def main():
            works = Works(Database(sys.argv[1]), SystemClock(), lambda lanes: None, lambda: None)
            async with works.open() as work:
                for n in range(100):
                    work.publish(Read(complaint_id=str(n), brand_id="b", author_id="a", at=work.now))
            os.kill(os.getpid(), signal.SIGKILL)

        asyncio.run(main())
        """
    )
    command = [sys.executable, "-c", program, sample.url, sample.facts_topic]
    killed = await asyncio.to_thread(subprocess.run, command, check=False, timeout=60, env=dict(os.environ))
    assert killed.returncode == -signal.SIGKILL
    relay = await sample.relay()
    await relay._round()
    sent = {body_of(r)["complaint_id"] for r in await sample.records(sample.facts_topic)}
    assert sent == {str(n) for n in range(100)}


async def test_a_replay_of_the_whole_topic_changes_nothing(sample):
    await sample.publish(*(sample.fact(counter_id=f"c{n % 7}", amount=n % 5) for n in range(200)))
    await (await sample.relay())._round()
    records = await sample.records(sample.facts_topic)
    consumer = await sample.consumer()
    await consumer.apply(records)
    once = await sample.totals()
    await consumer.apply(records)
    await consumer.apply(records[50:150])
    assert await sample.totals() == once
    assert sum(once.values()) == sum(n % 5 for n in range(200))


async def test_a_poison_record_parks_its_key_only(sample):
    facts = [sample.fact(counter_id=f"c{n % 4}", amount=1) for n in range(40)]
    facts[9] = sample.fact(counter_id="c1", amount=13)
    await sample.publish(*facts)
    await (await sample.relay())._round()
    consumer = await sample.consumer()
    await consumer.apply(await sample.records(sample.facts_topic))
    assert await sample.totals() == {"c0": 10, "c1": 2, "c2": 10, "c3": 10}
    dead = await sample.records(f"{sample.name}-{sample.facts_topic}-dlq")
    assert len(dead) == 8
    assert {r.key for r in dead} == {b"c1"}
    assert dict(dead[0].headers)["dlq_error"] == b"RuntimeError"
    assert {dict(r.headers)["dlq_error"] for r in dead[1:]} == {b"parked"}


@pytest.mark.parametrize(
    ("value", "headers"),
    [
        (b"not json", [("ce_type", b"sample.counter.counted.v1")]),
        (b'{"counter_id": "bad"}', [("ce_type", b"sample.counter.counted.v1"), ("ce_id", b"x")]),
        (None, [("ce_type", b"sample.counter.counted.v1")]),
        (b"{}", [("ce_type", b"sample.counter.counted.v1"), ("ce_id", None), ("odd", b"\xff\xfe")]),
    ],
)
async def test_a_broken_record_goes_to_the_dead_letters_and_the_rest_goes_on(sample, value, headers):
    await sample.send_raw("bad", value, headers)
    await sample.publish(sample.fact(counter_id="good", amount=4))
    await (await sample.relay())._round()
    consumer = await sample.consumer()
    await consumer.apply(await sample.records(sample.facts_topic))
    assert await sample.totals() == {"good": 4}
    assert [r.key for r in await sample.records(f"{sample.name}-{sample.facts_topic}-dlq")] == [b"bad"]


async def test_a_type_nobody_here_listens_to_is_skipped_unread(sample):
    await sample.send_raw("other", b"\x00\xff", [("ce_type", b"sample.counter.renamed.v9")])
    consumer = await sample.consumer()
    await consumer.apply(await sample.records(sample.facts_topic))
    assert await sample.records(f"{sample.name}-{sample.facts_topic}-dlq") == []


async def test_two_relays_keep_the_order_of_each_key(sample):
    relays = [await sample.relay(), await sample.relay()]
    keys = [new_id() for _ in range(12)]
    written: dict[str, int] = defaultdict(int)

    async def write() -> None:
        for _ in range(60):
            facts = [sample.fact(counter_id=key, amount=written[key]) for key in keys]
            await sample.publish(*facts)
            for key in keys:
                written[key] += 1

    async def relay_on(relay) -> None:
        while not writing.done() or await sample.count("pending"):
            await relay._round()

    writing = asyncio.create_task(write())
    await asyncio.gather(writing, *(relay_on(relay) for relay in relays))
    seen: dict[str, list[int]] = defaultdict(list)
    for record in await sample.records(sample.facts_topic):
        seen[record.key.decode()].append(body_of(record)["amount"])
    assert seen == {key: list(range(60)) for key in keys}


async def test_a_second_instance_joining_in_the_middle_loses_and_doubles_nothing(sample):
    relay = await sample.relay()

    async def feed() -> None:
        for _ in range(20):
            await sample.publish(*(sample.fact(counter_id=f"c{k}", amount=1) for k in range(10)))
            await relay._round()
            await asyncio.sleep(0.02)

    async with sample.instance("one"):
        await feed()
        async with sample.instance("two"):
            await feed()
            await sample.eventually_holds({f"c{k}": 40 for k in range(10)})
    assert await sample.count("inbox") == 400


async def test_an_erased_text_leaves_the_log_files_within_the_bound(sample, engines):
    secret = f"canary-{new_id()}"
    notes: dict[str, str] = {"n1": secret}

    async def render(session, ids):
        return {i: sample.state(counter_id=i, version=1, note=notes[i]) for i in ids if i in notes}

    relay = await sample.relay(render)

    async def show(key: str) -> None:
        async with sample.works().open() as work:
            work.show(sample.state, key)
        await relay._round()

    await show("n1")
    assert _stands_in_logs(engines, sample.state.topic, secret)
    del notes["n1"]
    await show("n1")
    deadline = time.monotonic() + 170
    while _stands_in_logs(engines, sample.state.topic, secret) and time.monotonic() < deadline:
        # The heartbeat: a segment rolls only on a later append.
        notes["beat"] = "x"
        await show("beat")
        await asyncio.sleep(2)
    assert not _stands_in_logs(engines, sample.state.topic, secret)


def _stands_in_logs(engines, topic: str, secret: str) -> bool:
    folders = [folder for folder in engines.kafka.logs.glob(f"{topic}-*") if folder.is_dir()]
    assert folders
    return any(holds(file, secret) for folder in folders for file in folder.iterdir())


async def test_public_state_is_rendered_when_it_is_sent(sample):
    async def render(session, ids):
        rows = await session.execute(text("select counter_id, note, total from counter"))
        return {r.counter_id: sample.state(counter_id=r.counter_id, version=r.total, note=r.note) for r in rows}

    async with sample.works().open() as work:
        await work.session.execute(text("insert into counter values ('a', 1, 'first')"))
        work.show(sample.state, "a")
        work.show(sample.state, "gone")
    async with sample.database.transaction() as session:
        await session.execute(text("update counter set note = 'second', total = 2"))
    await (await sample.relay(render))._round()
    records = {r.key: r.value for r in await sample.records(sample.state.topic)}
    assert b"second" in records[b"a"]
    assert records[b"gone"] is None
