"""Which traces are kept."""

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
