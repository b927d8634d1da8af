"""Traces and structured logs. Spans carry ids, never text or addresses.

FastStream's Kafka telemetry gives a batch one span with links, which Zipkin cannot draw: the relay and the consumer
open one span per record themselves, the consumer's naming the producing service as its remote, so that the dependency
picture shows who speaks to whom.
"""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import structlog
from fastapi import FastAPI
from opentelemetry import propagate, trace
from opentelemetry.context import Context
from opentelemetry.exporter.zipkin.json import ZipkinExporter
from opentelemetry.exporter.zipkin.json.v2 import JsonV2Encoder
from opentelemetry.instrumentation.asyncpg import AsyncPGInstrumentor
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import Decision, ParentBased, Sampler, SamplingResult
from opentelemetry.trace import Span, SpanKind

if TYPE_CHECKING:
    from aiohttp import TraceConfig

tracer = trace.get_tracer("servicekit")


class RemoteNamingEncoder(JsonV2Encoder):
    """Zipkin's encoding with the remote endpoint, which the library leaves out: messaging edges are drawn from it."""

    def _encode_span(self, span: Span, encoded_local_endpoint: Any) -> dict[Any, Any]:
        encoded: dict[Any, Any] = super()._encode_span(span, encoded_local_endpoint)
        if remote := (cast("Any", span).attributes or {}).get("peer.service"):
            encoded["remoteEndpoint"] = {"serviceName": remote}
        return encoded


def zipkin_exporter() -> ZipkinExporter:
    """Zipkin's exporter, with named remotes."""
    exporter = ZipkinExporter()
    exporter.encoder = cast("Any", RemoteNamingEncoder())
    return exporter


def exporter_from_environment() -> SpanExporter | None:
    """The exporter that `OTEL_TRACES_EXPORTER` names: `zipkin`, `otlp` or `none` (the default)."""
    match os.environ.get("OTEL_TRACES_EXPORTER", "none"):
        case "zipkin":
            return zipkin_exporter()
        case "otlp":
            from opentelemetry.exporter.otlp.proto.http import trace_exporter  # noqa: PLC0415 -- 3 MB, for those alone

            return trace_exporter.OTLPSpanExporter()
        case _:
            return None


class OnlyStories(Sampler):
    """Takes every trace but those that a call to an engine would begin: a poll that finds nothing tells no story."""

    def should_sample(
        self,
        parent_context: Context | None,  # noqa: ARG002
        trace_id: int,  # noqa: ARG002
        name: str,  # noqa: ARG002
        kind: SpanKind | None = None,
        *_: Any,
        **__: Any,
    ) -> SamplingResult:
        return SamplingResult(Decision.DROP if kind is SpanKind.CLIENT else Decision.RECORD_AND_SAMPLE)

    def get_description(self) -> str:
        return type(self).__name__


def configure_tracing(service: str) -> None:
    """Installs the tracer provider and the instrumentation of the libraries, once per process."""
    exporter = exporter_from_environment()
    if exporter is None:
        return
    provider = TracerProvider(ParentBased(OnlyStories()), Resource.create({SERVICE_NAME: service}))
    provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=500))
    AsyncPGInstrumentor().instrument()  # type: ignore[no-untyped-call]  # untyped upstream
    trace.set_tracer_provider(provider)


ADDRESSES = ("http.url", "http.target", "url.full", "url.path", "url.query")
"""Attributes in which the instrumentations record where a request went."""

SECRET_PARTS = re.compile(
    r"\?.*$|(?<=/drafts/)[^/]+|(?<=/desabonnement/)[^/]+|(?<=/unsubscriptions/)[^/]+|(?<=/partenaires/pieces/)[^/]+"
)
"""Query strings may hold what was typed; a draft's id, an unsubscribe token and a document's link are capabilities."""


def _redact(span: Span) -> None:
    recorded = getattr(span, "attributes", None) or {}
    for name in ADDRESSES:
        if name in recorded:
            span.set_attribute(name, SECRET_PARTS.sub("…", str(recorded[name])))


def _is_traced() -> bool:
    """Whether this process sends its spans anywhere."""
    return isinstance(trace.get_tracer_provider(), TracerProvider)


def trace_app(app: FastAPI) -> None:
    """One server span per request, health checks left out; nothing where no exporter is named."""
    if _is_traced():
        FastAPIInstrumentor.instrument_app(
            app,
            excluded_urls="healthz,readyz,static",
            exclude_spans=["receive", "send"],
            server_request_hook=lambda span, _: _redact(span),
        )


def client_traces() -> "list[TraceConfig]":
    """What an aiohttp session needs for one client span per request; nothing where no exporter is named."""
    if not _is_traced():
        return []
    from opentelemetry.instrumentation.aiohttp_client import create_trace_config  # noqa: PLC0415 -- 9 MB, for callers

    return [create_trace_config(request_hook=lambda span, _: _redact(span))]


def current_traceparent() -> str | None:
    """W3C trace context of the current span, to be stored beside a row that continues it later."""
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    return carrier.get("traceparent")


@contextmanager
def continued_span(
    name: str, traceparent: str | None, attributes: dict[str, str], kind: SpanKind = SpanKind.INTERNAL
) -> Iterator[Span]:
    """A span whose parent is a stored trace context; where nobody takes traces, none of their cost."""
    if not _is_traced():
        yield trace.INVALID_SPAN
        return
    parent = propagate.extract({"traceparent": traceparent} if traceparent else {})
    with tracer.start_as_current_span(name, context=parent, kind=kind, attributes=attributes) as span:
        yield span


def _add_trace_ids(_: Any, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = format(context.trace_id, "032x")
        event["span_id"] = format(context.span_id, "016x")
    return event


def configure_logging(service: str, level: str) -> None:
    """JSON lines on standard output, the standard library's loggers included."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_trace_ids,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    coordinator = logging.getLogger("aiokafka.consumer.group_coordinator")
    coordinator.setLevel(logging.WARNING)
    # The coordinator of a fresh broker's first group is reported as an error; it is a wait.
    coordinator.addFilter(lambda record: not record.getMessage().startswith("Group Coordinator Request failed"))
    logging.getLogger("aiokafka.consumer.subscription_state").setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(service=service)
