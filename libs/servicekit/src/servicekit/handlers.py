"""What a service listens to: a typed function per fact or per batch of facts, a set-based one per public state, one
for all that outsiders send."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar, cast

from contracts.message import Fact, Message, PublicState
from servicekit.work import Work

F = TypeVar("F", bound=Fact)
S = TypeVar("S", bound=PublicState)

FactHandler = Callable[[F, Work], Awaitable[None]]
BatchHandler = Callable[[Sequence[F], Work], Awaitable[None]]


@dataclass(frozen=True)
class Change(Generic[S]):
    """The newest record of one entity in a batch of public state; None erases it."""

    key: str
    state: S | None


StateHandler = Callable[[Sequence[Change[S]], Work], Awaitable[None]]


@dataclass(frozen=True)
class ExchangeRecord:
    """What an outsider sent. Its key, headers and value are the sender's words, to be believed in nothing."""

    topic: str
    partition: int
    offset: int
    sender: str
    """What follows the prefix in the topic's name: the only one whom Kafka lets write there."""
    key: str
    headers: dict[str, str]
    value: bytes
    received_at: datetime
    """When Kafka took it."""


ExchangeHandler = Callable[[ExchangeRecord, Work], Awaitable[str | None]]
"""Answers why a record is refused: what was done stays, the record goes to the dead letters. None: it is taken."""


class Handlers:
    """The registry a service's `handlers.py` fills and its `main.py` hands to the consumers."""

    def __init__(self) -> None:
        self.facts: dict[str, tuple[type[Fact], BatchHandler[Fact]]] = {}
        self.states: dict[str, tuple[type[PublicState], StateHandler[PublicState]]] = {}
        self.exchanges: dict[str, ExchangeHandler] = {}

    def on(self, fact: type[F]) -> Callable[[FactHandler[F]], FactHandler[F]]:
        """Registers the handler of one fact. It must be harmless to undo: a failure rolls its effect back."""

        def register(handler: FactHandler[F]) -> FactHandler[F]:
            async def one_by_one(facts: Sequence[Fact], work: Work) -> None:
                for each in facts:
                    await handler(cast("F", each), work)

            self.facts[fact.type] = (fact, one_by_one)
            return handler

        return register

    def on_batch(self, *facts: type[F]) -> Callable[[BatchHandler[F]], BatchHandler[F]]:
        """Registers one handler of several facts, for volume: it gets the neighbours of a batch at once, in order."""

        def register(handler: BatchHandler[F]) -> BatchHandler[F]:
            self.facts |= {fact.type: (fact, cast("BatchHandler[Fact]", handler)) for fact in facts}
            return handler

        return register

    def on_state(self, state: type[S]) -> Callable[[StateHandler[S]], StateHandler[S]]:
        """Registers the handler of a public topic, given at most one change per entity and batch.

        It upserts only where the version is newer, so that a replay changes nothing.
        """

        def register(handler: StateHandler[S]) -> StateHandler[S]:
            self.states[state.type] = (state, cast("StateHandler[PublicState]", handler))
            return handler

        return register

    def on_exchange(self, prefix: str) -> Callable[[ExchangeHandler], ExchangeHandler]:
        """Registers the handler of all topics named `<prefix>-<sender>`, those made later included.

        What it raises sends the record to the dead letters; it must be harmless to undo.
        """

        def register(handler: ExchangeHandler) -> ExchangeHandler:
            self.exchanges[prefix] = handler
            return handler

        return register

    def topics(self) -> frozenset[str]:
        """The topics of facts and public state that have a handler here."""
        listened: list[type[Message]] = [fact for fact, _ in self.facts.values()]
        listened += [state for state, _ in self.states.values()]
        return frozenset(message.topic for message in listened)
