"""Settings of disputes, beside those of every service."""

from pydantic import Field, SecretStr

from servicekit.settings import ObjectStoreSettings, ServiceSettings


class Settings(ServiceSettings, ObjectStoreSettings):
    """What disputes needs to run."""

    seal_key: SecretStr = Field(
        description="Key and certificate that seal documents: PKCS#12 without a passphrase, in base64."
    )
