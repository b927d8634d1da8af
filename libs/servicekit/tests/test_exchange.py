"""What outsiders send, over real Kafka and PostgreSQL: nothing in it is believed, nothing in it does harm."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import aiokafka.producer.message_accumulator
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import get_current_span
from sqlalchemy import text

from contracts.topics import dead_letter_topic, reports_topic
from servicekit import telemetry
from servicekit.applying import RecordPolicy
from servicekit.broker import make_broker
from servicekit.exchange import ExchangeConsumer
from servicekit.handlers import ExchangeRecord
from servicekit.ids import new_id
from servicekit.subscription import Patience, Subscription
from servicekit.telemetry import current_traceparent
from servicekit.topics import exchange_config

POLICY = RecordPolicy(attempts=2, backoff=timedelta(milliseconds=5))
PAUSE = timedelta(milliseconds=100)
TRACEPARENT = ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")


class NotText(str):
    """A header's name as a client in another language may write it: bytes that are no UTF-8."""

    __slots__ = ()

    def encode(self, *_):
        return b"\xff\xfe"


@dataclass
class Exchange:
    """A service that writes down what it got; the word `poison` is a fault of its handler."""

    sample: object
    create: object
    prefix: str
    got: list[ExchangeRecord] = field(default_factory=list)
    fault: Exception = field(default_factory=lambda: RuntimeError("a handler's fault"))

    async def on_record(self, record, work):
        self.got.append(record)
        count = text(
            "insert into counter values (:id, 1, '') on conflict (counter_id) do update set total = counter.total + 1"
        )
        await work.session.execute(count, {"id": record.value.decode(errors="replace")})
        if b"poison" in record.value:
            raise self.fault

    def topic(self, sender):
        return f"{self.prefix}-{sender}"

    async def add(self, sender):
        await self.create(self.sample.bootstrap, {self.topic(sender): (1, exchange_config(reports_topic("any")))})

    async def send(self, sender, *values: bytes | None, key: bytes | None = b"k", headers: Sequence = ()):
        producer = AIOKafkaProducer(bootstrap_servers=self.sample.bootstrap)
        await producer.start()
        for value in values:
            await producer.send_and_wait(self.topic(sender), value, key=key, headers=list(headers))
        await producer.stop()

    async def consumer(self):
        broker = await self.sample.broker()
        return ExchangeConsumer(self.sample.name, self.prefix, self.on_record, self.sample.works(), broker, POLICY)

    async def apply(self, *senders):
        consumer = await self.consumer()
        for sender in senders:
            await consumer.apply(await self.sample.records(self.topic(sender)))

    async def dead(self):
        return await self.sample.records(dead_letter_topic(self.sample.name, self.prefix))


@pytest.fixture
async def exchange(sample, create_topics):
    opened = Exchange(sample, create_topics, f"in{new_id()[-12:]}")
    await create_topics(sample.bootstrap, {dead_letter_topic(sample.name, opened.prefix): (1, {})})
    await opened.add("avo")
    await opened.add("selectra")
    return opened


@pytest.fixture
def traced(monkeypatch):
    """Spans are recorded."""
    provider = TracerProvider()
    monkeypatch.setattr(telemetry.trace, "get_tracer_provider", lambda: provider)
    monkeypatch.setattr(telemetry, "tracer", provider.get_tracer("test"))


async def test_who_sent_a_record_is_the_topic_whatever_the_record_says(exchange):
    before = datetime.now(UTC) - timedelta(seconds=1)
    await exchange.send("avo", b"hello", headers=[("ce_source", b"/selectra"), ("ce_id", b"1")])
    await exchange.apply("avo")
    (record,) = exchange.got
    assert (record.sender, record.topic, record.partition, record.offset) == ("avo", exchange.topic("avo"), 0, 0)
    assert (record.key, record.value, record.headers["ce_source"]) == ("k", b"hello", "/selectra")
    assert before < record.received_at < datetime.now(UTC) + timedelta(seconds=1)


async def test_a_record_is_applied_once_however_often_it_comes(exchange, sample):
    await exchange.send("avo", b"a", b"b", b"a")
    for _ in range(3):
        await exchange.apply("avo")
    assert await sample.totals() == {"a": 2, "b": 1}


async def test_senders_that_choose_the_same_id_do_not_hide_each_others_records(exchange, sample):
    chosen = [("ce_id", new_id().encode())]
    await exchange.send("avo", b"a", b"b", headers=chosen)
    await exchange.send("selectra", b"c", headers=chosen)
    await exchange.apply("avo", "selectra")
    assert await sample.totals() == {"a": 1, "b": 1, "c": 1}


async def test_an_id_chosen_by_a_sender_never_reaches_the_inbox(exchange, sample):
    fact_id = new_id()
    await exchange.send("avo", b"a", headers=[("ce_id", fact_id.encode()), ("ce_type", b"sample.counter.counted.v1")])
    await exchange.apply("avo")
    async with sample.database.transaction() as session:
        remembered = set((await session.execute(text("select event_id::text from inbox"))).scalars())
    assert len(remembered) == 1
    assert fact_id not in remembered


async def test_a_record_that_fails_goes_to_the_dead_letters_and_the_others_go_on_of_its_key_too(exchange, sample):
    await exchange.send("avo", b"a", b"poison", b"b", headers=[("dlq_topic", b"forged"), ("odd", None)])
    await exchange.apply("avo")
    assert await sample.totals() == {"a": 1, "b": 1}
    (dead,) = await exchange.dead()
    headers = dict(dead.headers)
    assert dead.value == b"poison"
    assert headers["dlq_topic"] == exchange.topic("avo").encode()
    assert (headers["dlq_partition"], headers["dlq_offset"]) == (b"0", b"1")
    assert headers["dlq_error"] == b"RuntimeError"
    assert await sample.count("parked_key") == 0


async def test_a_record_that_was_buried_is_not_tried_again_when_its_batch_comes_back(exchange):
    await exchange.send("avo", b"poison")
    await exchange.apply("avo")
    await exchange.apply("avo")
    assert len(await exchange.dead()) == 1


@pytest.mark.parametrize(
    ("value", "key", "headers"),
    [
        (None, b"k", []),
        (b"", None, []),
        (b"\x00\xff", b"\xff\xfe", [("n", None), ("n", b"\xff"), ("", b"")]),
        (b"x" * 200_000, b"k", []),
        (b"poison", b"k", [("big", b"\xff" * 200_000)]),
        (b"poison", b"", [("content-type", b"x/y"), ("reply_to", b"brands-events"), ("correlation_id", b"\xff")]),
    ],
    ids=["null", "empty", "not UTF-8", "large", "large headers", "headers of frameworks"],
)
async def test_what_is_odd_does_no_harm_to_what_stands_beside_it(exchange, sample, value, key, headers):
    await exchange.send("avo", b"before")
    await exchange.send("avo", value, key=key, headers=headers)
    await exchange.send("avo", b"after")
    await exchange.apply("avo")
    totals = await sample.totals()
    assert (totals["before"], totals["after"]) == (1, 1)


async def test_an_error_of_the_infrastructure_applies_nothing_and_buries_nothing(exchange, sample):
    exchange.fault = ConnectionError("the database is away")
    await exchange.send("avo", b"a", b"poison", b"b")
    with pytest.raises(ConnectionError):
        await exchange.apply("avo")
    assert await sample.totals() == {}
    assert await sample.count("inbox") == 0
    assert await exchange.dead() == []


async def test_a_trace_from_outside_is_not_continued(exchange, traced):
    seen = []
    handler = exchange.on_record

    async def look(record, work):
        seen.append((current_traceparent(), get_current_span().parent))
        await handler(record, work)

    exchange.on_record = look
    await exchange.send("avo", b"a", headers=[TRACEPARENT])
    await exchange.apply("avo")
    ((traceparent, parent),) = seen
    assert traceparent
    assert "0af7651916cd43dd8448eb211c80319c" not in traceparent
    assert parent is None


def reader(exchange, sample):
    """What listens to all topics of the exchange, as a replica that is begun does."""
    broker = make_broker(sample.bootstrap, sample.name, timedelta(seconds=1))
    consumer = ExchangeConsumer(sample.name, exchange.prefix, exchange.on_record, sample.works(), broker, POLICY)
    patience = Patience(PAUSE, silence=timedelta(seconds=10))
    return broker, Subscription(broker, sample.name, exchange.prefix, consumer, "one", patience, is_prefix=True)


async def test_a_running_service_hears_a_topic_that_is_made_later_and_goes_on_after_an_outage(exchange, sample, kept):
    exchange.fault = ConnectionError("the database is away")
    broker, subscription = reader(exchange, sample)
    async with kept(broker, subscription):
        await exchange.send("avo", b"early")
        await sample.eventually_holds({"early": 1}, 20)
        await exchange.add("late")
        await exchange.send("late", b"poison", b"later")
        await until(lambda: subscription.failing)
        assert await sample.totals() == {"early": 1}
        exchange.fault = RuntimeError("now it is the record")
        await sample.eventually_holds({"early": 1, "later": 1}, 20)
        await until(lambda: not subscription.failing)
    assert [record.value for record in await exchange.dead()] == [b"poison"]


@pytest.fixture
def any_name(monkeypatch):
    """What writes records takes any name of a header: aiokafka's own code in Python does, its code in C does not."""
    for module in (aiokafka.producer.producer, aiokafka.producer.message_accumulator):
        monkeypatch.setattr(module, "DefaultRecordBatchBuilder", _DefaultRecordBatchBuilderPy)


@pytest.mark.usefixtures("any_name")
async def test_a_record_that_the_client_cannot_read_is_refused_and_holds_up_nobody(exchange, sample, kept):
    unreadable = [(NotText("name"), b"a header whose name is no text")]
    await exchange.send("avo", *(f"a{n}".encode() for n in range(20)))
    await exchange.send("avo", b"hidden", headers=unreadable)
    await exchange.send("avo", b"after")
    await exchange.send("selectra", *(f"s{n}".encode() for n in range(20)))
    async with kept(*reader(exchange, sample)):
        every = {f"{letter}{n}": 1 for letter in "as" for n in range(20)} | {"": 1, "after": 1}
        await sample.eventually_holds(every, 30)
        await exchange.send("avo", b"hidden", b"hidden", headers=unreadable)
        await exchange.send("avo", b"last")
        await exchange.send("selectra", b"last")
        await sample.eventually_holds(every | {"": 3, "last": 2}, 30)
    empty = [record.offset for record in exchange.got if not record.value]
    assert empty == [20, 22, 23]


async def test_a_topic_that_is_made_while_its_reader_restarts_is_heard(exchange, sample, kept):
    async with kept(*reader(exchange, sample)):
        await exchange.send("avo", b"before")
        await sample.eventually_holds({"before": 1}, 20)
    await exchange.add("new")
    await exchange.send("new", b"meanwhile")
    async with kept(*reader(exchange, sample)):
        await sample.eventually_holds({"before": 1, "meanwhile": 1}, 20)


async def until(look):
    deadline = time.monotonic() + 20
    while not look():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)
