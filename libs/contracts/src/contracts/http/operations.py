"""What every service tells an operator."""

from pydantic import AwareDatetime

from contracts.message import Contract


class JournalEntry(Contract):
    """One record of a service's journal."""

    event_id: str
    type: str
    at: AwareDatetime
    trace_id: str | None


class Journal(Contract):
    """What a service said about one entity, oldest first."""

    service: str
    entries: tuple[JournalEntry, ...]


class ServiceStatus(Contract):
    """How a service does."""

    service: str
    wrong: dict[str, str]
    """What keeps it from being ready, by part."""
    pending: int
    """Journal rows that Kafka has not acknowledged."""
    parked: int
    """Keys whose records wait in the dead letters."""
    late: int
    """Deadlines that are due and not done."""
    lag: dict[str, int]
    """Records not applied yet, by topic."""
