"""What travels on the bus: facts and public state, in CloudEvents 1.0 binary mode.

Source: CloudEvents Kafka Protocol Binding 1.0.2, binary content mode: attributes in `ce_*` headers, data in the value.
"""

from datetime import UTC
from typing import Any, ClassVar, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Contract(BaseModel):
    """Base of everything that crosses a service's edge: frozen; a reader ignores fields it does not know."""

    # With any bound on texts, pydantic looks into each: half a character (a lone surrogate) is refused, not passed on.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, str_min_length=0)


class Message(Contract):
    """A typed record of a topic. A subclass names its CloudEvents type, its topic and the field that is its key."""

    type: ClassVar[str]
    topic: ClassVar[str]
    key_field: ClassVar[str]

    @property
    def key(self) -> str:
        """Id of the entity whose order matters: the Kafka key."""
        return str(getattr(self, self.key_field))


class Fact(Message):
    """Something that happened, in the past participle of the business verb: ids and codes only, never private data.

    The type reads `<owner>.<entity>.<verb>.v<major>`; the topic is the owner's facts topic.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, *, type: str = "", key: str = "", **kwargs: Any) -> None:  # noqa: A002 -- CloudEvents' own word
        super().__pydantic_init_subclass__(**kwargs)
        if type:
            cls.type, cls.key_field, cls.topic = type, key, f"{type.split('.', 1)[0]}-events"
            MESSAGES[type] = cls

    def __init_subclass__(cls, *, type: str = "", key: str = "") -> None:  # noqa: A002
        super().__init_subclass__()


class PublicState(Message):
    """The whole representation of one entity that anyone may see; a newer `version` replaces the older one."""

    version: int

    @classmethod
    def __pydantic_init_subclass__(cls, *, type: str = "", topic: str = "", key: str = "", **kwargs: Any) -> None:  # noqa: A002
        super().__pydantic_init_subclass__(**kwargs)
        if type:
            cls.type, cls.key_field, cls.topic = type, key, topic
            MESSAGES[type] = cls

    def __init_subclass__(cls, *, type: str = "", topic: str = "", key: str = "") -> None:  # noqa: A002
        super().__init_subclass__()


MESSAGES: dict[str, type[Message]] = {}
"""Every message type by its CloudEvents type, filled as the modules of this package are imported."""


JSON = "application/json"
"""Media type of facts and public state."""

JOSE = "application/jose"
"""Media type of what is encrypted to a partner's key, in JWE's compact form (RFC 7516)."""


class Envelope(Contract):
    """CloudEvents attributes of one record, and the trace it belongs to."""

    id: str
    source: str
    """The producing service, as a URI reference: `/complaints`."""
    type: str
    subject: str
    """The entity's id, same as the record's key."""
    time: AwareDatetime
    content_type: str = JSON
    """Media type of the value."""
    traceparent: str | None = None
    """W3C trace context of the span that caused the record."""

    def headers(self) -> dict[str, str]:
        """Kafka headers of the binary content mode."""
        found = {
            "ce_specversion": "1.0",
            "ce_id": self.id,
            "ce_source": self.source,
            "ce_type": self.type,
            "ce_subject": self.subject,
            "ce_time": self.time.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "content-type": self.content_type,
        }
        return found | ({"traceparent": self.traceparent} if self.traceparent else {})

    @classmethod
    def from_headers(cls, headers: dict[str, str]) -> Self:
        """Reads an envelope back.

        Raises:
            ValueError: an attribute is missing or malformed (pydantic's ValidationError is one).
        """
        return cls.model_validate(
            {name: headers.get(f"ce_{name}") for name in ("id", "source", "type", "subject", "time")}
            | {"traceparent": headers.get("traceparent")}
        )
