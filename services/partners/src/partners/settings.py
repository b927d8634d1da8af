"""Settings of partners, beside those of every service."""

from datetime import timedelta

from pydantic import Field

from servicekit.settings import ServiceSettings


class Settings(ServiceSettings):
    """What partners needs to run."""

    kafka_partners_bootstrap: str = Field("127.0.0.1:9094", description="Where partners enter Kafka; told to them.")
    replication: int = Field(1, description="Copies of each partition of a partner's topics.")
    restore_every: timedelta = Field(
        timedelta(minutes=10), description="How often what partners have in Kafka is looked at, and made where missing."
    )
    acknowledge_within: timedelta = Field(
        timedelta(days=3), description="How long a partner has to acknowledge a case before staff is told."
    )
    purge_within: timedelta = Field(
        timedelta(days=7), description="How long a partner has to confirm a purge before it is asked again."
    )
    freeze_wait: timedelta = Field(
        timedelta(hours=1), description="How long a month of open data that is over waits for facts on their way."
    )
