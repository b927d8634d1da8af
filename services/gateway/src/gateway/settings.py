"""Settings of the gateway, beside those of every service."""

from datetime import timedelta

from pydantic import Field, SecretStr

from servicekit.settings import ServiceSettings


class Settings(ServiceSettings):
    """What the gateway needs to run."""

    principal_signing_key: SecretStr = Field(description="Private JWK (Ed25519) that signs principal tokens.")
    hash_key: SecretStr = Field(description="Key of the keyed hashes of addresses, codes and session tokens.")
    complaints_url: str = Field("http://127.0.0.1:8001", description="Where the complaints service listens.")
    brands_url: str = Field("http://127.0.0.1:8002", description="Where the brands service listens.")
    scoring_url: str = Field("http://127.0.0.1:8003", description="Where the scoring service listens.")
    notifications_url: str = Field("http://127.0.0.1:8004", description="Where the notifications service listens.")
    disputes_url: str = Field("http://127.0.0.1:8005", description="Where the disputes service listens.")
    partners_url: str = Field("http://127.0.0.1:8006", description="Where the partners service listens.")
    trace_url: str = Field(
        "http://127.0.0.1:9411/zipkin/traces/{trace_id}", description="Where an operator reads a trace."
    )
    code_lifetime: timedelta = Field(timedelta(minutes=10), description="How long an e-mailed code is good.")
    sign_in_window: timedelta = Field(
        timedelta(minutes=15), description="How long a wrong password counts against its account and its network."
    )
    sign_in_tries_of_account: int = Field(10, description="Wrong passwords borne for one account within the window.")
    sign_in_tries_of_network: int = Field(50, description="Wrong passwords borne from one network within the window.")
    session_lifetime: timedelta = Field(timedelta(days=30), description="How long a session lasts without a visit.")
    call_timeout: timedelta = Field(timedelta(seconds=10), description="Longest wait for a service's answer.")
