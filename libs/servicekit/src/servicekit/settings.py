"""Settings that every service has; each adds its own by inheritance. Read from `RECLAMEICI_…` by `main.py` alone."""

import socket
from datetime import timedelta
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """What a process needs to run. Durations are ISO 8601 (`PT10S`) or seconds."""

    model_config = SettingsConfigDict(env_prefix="RECLAMEICI_", frozen=True, hide_input_in_errors=True)

    http_host: str = Field("127.0.0.1", description="Address the HTTP server listens on.")
    http_port: int = Field(8000, description="Port the HTTP server listens on.")
    database_url: SecretStr = Field(description="postgresql+asyncpg://… of this service's own database.")
    database_pool: int = Field(16, description="Connections to the database at most; each is kept once it was needed.")
    kafka_bootstrap: str = Field("127.0.0.1:9092", description="Kafka's bootstrap servers, comma-separated.")
    principal_keys: str = Field(description="Public keys of principal tokens, a JWK set in JSON.")
    public_url: str = Field("http://127.0.0.1:8000", description="Where browsers find the site.")
    allow_time_travel: bool = Field(False, description="Honour `at` in a principal token: demonstration only.")
    travel_grace: timedelta = Field(
        timedelta(seconds=5),
        description="How long timers wait for the next `at`, after the last one and after the start.",
    )
    instance: str = Field(
        default_factory=socket.gethostname,
        description="Name of this replica, stable over restarts, so that its group membership survives them.",
    )
    relay_poll: timedelta = Field(
        timedelta(seconds=2), description="How often the relay looks for rows that no wake-up announced."
    )
    deadline_poll: timedelta = Field(
        timedelta(seconds=5), description="How often deadlines are looked for that another replica left."
    )
    consumer_pause: timedelta = Field(
        timedelta(seconds=2), description="Wait before a batch is tried again after an infrastructure error."
    )
    consumer_silence: timedelta = Field(
        timedelta(seconds=30),
        description="How long a topic may give no sign, not even that there is nothing new, before it is joined anew.",
    )
    record_attempts: int = Field(3, description="Tries of one record before its key is parked.")
    record_backoff: timedelta = Field(timedelta(milliseconds=200), description="Wait between two tries of a record.")
    step_lease: timedelta = Field(
        timedelta(seconds=60), description="How long a running step is kept from other replicas."
    )
    step_backoff: timedelta = Field(timedelta(seconds=5), description="First wait after a failed step; it doubles.")
    step_backoff_cap: timedelta = Field(timedelta(minutes=15), description="Longest wait between tries of a step.")
    idempotency_lifetime: timedelta = Field(
        timedelta(days=1), description="How long the answer of a command is kept for the same request again."
    )
    sweep: timedelta = Field(timedelta(hours=1), description="How often rows whose time is over are deleted.")
    compaction_lag: timedelta = Field(
        timedelta(hours=6), description="Longest time an erased text may stay in the log of a public topic."
    )
    heartbeat: timedelta = Field(
        timedelta(hours=1),
        description="How often each partition of a public topic gets a record, so that it rolls.",
    )
    log_level: str = Field("INFO", description="Least severe level that is logged.")

    @model_validator(mode="after")
    def _travel_in_demonstrations_only(self) -> Self:
        if self.allow_time_travel and self.public_url.startswith("https:"):
            raise ValueError(
                "RECLAMEICI_ALLOW_TIME_TRAVEL is for demonstrations: "
                "it is refused where RECLAMEICI_PUBLIC_URL is https."
            )
        return self


class ObjectStoreSettings(BaseSettings):
    """Where a service keeps its files."""

    model_config = ServiceSettings.model_config

    s3_endpoint: str = Field("127.0.0.1:9000", description="host:port of the S3 store.")
    s3_access_key: SecretStr = Field(description="S3 access key.")
    s3_secret_key: SecretStr = Field(description="S3 secret key.")
    s3_secure: bool = Field(True, description="Speak TLS to the store.")
    s3_region: str = Field("us-east-1", description="Region; given, so that the client does not ask for it.")
