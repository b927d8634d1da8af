"""Settings of partners, beside those of every service."""

from pydantic import Field

from servicekit.settings import ServiceSettings


class Settings(ServiceSettings):
    """What partners needs to run."""

    kafka_partners_bootstrap: str = Field("127.0.0.1:9094", description="Where partners enter Kafka; told to them.")
    replication: int = Field(1, description="Copies of each partition of a partner's topics.")
