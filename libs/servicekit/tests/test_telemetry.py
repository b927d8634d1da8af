"""Which traces are kept, and what a line of the log is."""

import json
import subprocess
import sys

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import ParentBased
from opentelemetry.trace import SpanKind

from servicekit.telemetry import OnlyStories


@pytest.fixture
def kept():
    """A tracer, and the names of the spans that it exports."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider(ParentBased(OnlyStories()))
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return provider.get_tracer("tests"), lambda: [span.name for span in exporter.get_finished_spans()]


def test_a_query_that_belongs_to_nothing_is_not_traced(kept):
    tracer, names = kept
    with tracer.start_as_current_span("select", kind=SpanKind.CLIENT):
        tracer.start_span("nested").end()
    assert names() == []


@pytest.mark.parametrize("kind", [SpanKind.SERVER, SpanKind.CONSUMER, SpanKind.PRODUCER, SpanKind.INTERNAL])
def test_a_query_of_a_request_a_record_or_a_deadline_is(kept, kind):
    tracer, names = kept
    with tracer.start_as_current_span("story", kind=kind):
        tracer.start_span("select", kind=SpanKind.CLIENT).end()
    assert names() == ["select", "story"]


def test_what_the_libraries_log_is_json_too():
    """In a process of its own: loggers are one per process."""
    words = "import logging, servicekit.broker, servicekit.telemetry as telemetry;"
    words += "telemetry.configure_logging('sample', 'INFO');"
    words += "broker = servicekit.broker.make_broker('127.0.0.1:1', 'sample');"
    words += "library = broker.config.logger.params_storage.get_logger(context=broker.context);"
    words += "library.error('of the library')"
    run = [sys.executable, "-c", words]
    written = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 - our words
    lines = [json.loads(line) for line in (written.stdout + written.stderr).splitlines()]
    assert lines[-1]["event"] == "of the library"
