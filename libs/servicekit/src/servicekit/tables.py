"""Tables that every service has beside its own."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Uuid,
    false,
)

metadata = MetaData()

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("event_id", Uuid(as_uuid=False), nullable=False, unique=True),
    Column("topic", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("type", Text, nullable=False),
    Column("data", Text, comment="JSON of a fact; null for public state, rendered when it is sent, and for a payload"),
    Column("payload_hash", LargeBinary, comment="SHA-256 of a payload too private to keep: it cannot be sent again"),
    Column("traceparent", Text),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("outbox_of_key", "key"),
    comment="The service's journal: appended in the command's transaction, never changed",
)

pending = Table(
    "pending",
    metadata,
    Column("lane", SmallInteger, primary_key=True),
    Column("id", BigInteger, primary_key=True),
    Column("payload", LargeBinary, comment="What is handed over; it stands nowhere else and goes with this row"),
    Column("content_type", Text, comment="Media type of the payload"),
    Column("tried", Boolean, nullable=False, server_default=false(), comment="The payload may have left, or not"),
    comment="Rows of the journal that Kafka has not acknowledged yet",
)

inbox = Table(
    "inbox",
    metadata,
    Column("event_id", Uuid(as_uuid=False), primary_key=True),
    comment="Facts already applied; kept as long as their topics: for good, since one may be replayed from its start",
)

parked_key = Table(
    "parked_key",
    metadata,
    Column("consumer_group", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("error", Text, nullable=False, comment="Class of the error, no message: it may quote data"),
    Column("parked_at", DateTime(timezone=True), nullable=False),
    comment="Keys whose records go to the dead letters until the first of them is replayed",
)

deadline = Table(
    "deadline",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("entity_id", Text, primary_key=True),
    Column("due_at", DateTime(timezone=True), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("traceparent", Text),
    Index("deadline_due", "due_at"),
    comment="Durable timers and steps",
)

idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("account_id", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request_hash", LargeBinary, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    comment="First answers of commands, replayed to a repeated request; swept",
)
