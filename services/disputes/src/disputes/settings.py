"""Settings of disputes, beside those of every service."""

from pydantic import Field, SecretStr

from servicekit.settings import ObjectStoreSettings, ServiceSettings


class Settings(ServiceSettings, ObjectStoreSettings):
    """What disputes needs to run."""

    seal_key: SecretStr = Field(
        description="Key and certificate that seal documents: PKCS#12 without a passphrase, in base64."
    )
    company_name: str = Field("RéclameICI SAS (fictive)", description="Who gets mandates, as they name it.")
    company_address: str = Field(
        "12 rue des Tilleuls, 00000 Lornac (ville fictive)", description="Its address, as mandates give it."
    )
    company_siren: str = Field("204000018", description="Its SIREN, as mandates give it.")
