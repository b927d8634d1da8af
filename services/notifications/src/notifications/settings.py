"""Settings of notifications, beside those of every service."""

from datetime import timedelta

from pydantic import Field, SecretStr

from servicekit.settings import ServiceSettings


class Settings(ServiceSettings):
    """What notifications needs to run."""

    smtp_host: str = Field("127.0.0.1", description="The mail server.")
    smtp_port: int = Field(1025, description="Its port.")
    smtp_username: str | None = Field(None, description="Account at the mail server, if it wants one.")
    smtp_password: SecretStr | None = Field(None, description="Its password.")
    smtp_starttls: bool = Field(False, description="Require STARTTLS.")
    smtp_timeout: timedelta = Field(timedelta(seconds=15), description="Longest wait for the mail server.")
    mail_from: str = Field("RéclameICI <ne-pas-repondre@reclameici.example>", description="Sender of all mails.")
    contact_to: str = Field("contact@reclameici.example", description="Where the contact form's messages go.")
    give_up_after: timedelta = Field(timedelta(days=2), description="How long a mail is tried.")
    stale_after: timedelta = Field(
        timedelta(days=3), description="Age of a fact from which its mail is recorded as suppressed, not sent."
    )
    receipt_signing_key: SecretStr = Field(description="Private JWK (Ed25519) that signs receipts.")
