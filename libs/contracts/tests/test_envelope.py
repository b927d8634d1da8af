"""The envelope is CloudEvents 1.0 in Kafka's binary mode: the reference library reads ours, and we read its own."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary_event, to_binary_event
from cloudevents.core.v1.event import CloudEvent
from pydantic import ValidationError

from contracts.http.disputes import OpenDispute
from contracts.message import Envelope
from reclameici.docs.catalogue import message_types
from reclameici.docs.examples import FULL, path_of

T0 = datetime(2026, 11, 2, 9, 30, 0, 125000, tzinfo=UTC)
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def envelope(type_="complaints.complaint.filed.v1", key="c-1", time=T0, traceparent=TRACE):
    return Envelope(id="e-1", source="/complaints", type=type_, subject=key, time=time, traceparent=traceparent)


def as_bytes(headers):
    return {name: value.encode() for name, value in headers.items()}


def read_by_the_reference(headers, key, value):
    return from_binary_event(KafkaMessage(headers=as_bytes(headers), key=key, value=value))


@pytest.mark.parametrize("message", message_types(), ids=lambda message: message.type)
def test_the_reference_library_reads_each_message(message):
    ours = message.model_validate_json(path_of(message, FULL).read_bytes())
    sent = ours.model_dump_json().encode()
    event = read_by_the_reference(envelope(message.type, ours.key).headers(), ours.key.encode(), sent)
    assert event.get_type() == message.type
    assert event.get_subject() == ours.key
    assert event.get_time() == T0
    assert event.get_datacontenttype() == "application/json"
    assert message.model_validate(event.get_data()) == ours


@pytest.mark.parametrize("message", message_types(), ids=lambda message: message.type)
def test_we_read_what_the_reference_library_writes(message):
    ours = message.model_validate_json(path_of(message, FULL).read_bytes())
    attributes = {
        "specversion": "1.0",
        "id": "e-1",
        "source": "/complaints",
        "type": message.type,
        "subject": ours.key,
        "time": T0,
        "datacontenttype": "application/json",
    }
    sent = to_binary_event(CloudEvent(attributes, ours.model_dump(mode="json")))
    headers = {name: value.decode() for name, value in sent.headers.items()}
    assert Envelope.from_headers(headers) == envelope(message.type, ours.key, traceparent=None)
    assert message.model_validate_json(sent.value) == ours


def test_an_envelope_survives_its_headers():
    assert Envelope.from_headers(envelope().headers()) == envelope()


def test_times_are_written_in_utc():
    paris = T0.astimezone(timezone(timedelta(hours=1)))
    assert envelope(time=paris).headers()["ce_time"] == "2026-11-02T09:30:00.125000Z"


def test_the_trace_travels_beside_the_attributes():
    assert envelope().headers()["traceparent"] == TRACE
    assert "traceparent" not in envelope(traceparent=None).headers()


@pytest.mark.parametrize("missing", ["ce_id", "ce_source", "ce_type", "ce_subject", "ce_time"])
def test_an_envelope_without_an_attribute_is_refused(missing):
    headers = envelope().headers()
    del headers[missing]
    with pytest.raises(ValidationError, match=r"valid string|valid datetime"):
        Envelope.from_headers(headers)


def test_what_a_broken_record_holds_is_not_in_the_error():
    with pytest.raises(ValidationError) as raised:
        Envelope.from_headers(envelope().headers() | {"ce_time": "a secret"})
    assert "a secret" not in str(raised.value)


def test_half_a_character_is_refused_at_the_edge_where_it_has_no_bound_either():
    with pytest.raises(ValidationError, match="string_unicode"):
        OpenDispute.model_validate({"complaint_id": "\ud800"})
