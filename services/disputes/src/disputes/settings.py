"""Settings of disputes, beside those of every service."""

from servicekit.settings import ObjectStoreSettings, ServiceSettings


class Settings(ServiceSettings, ObjectStoreSettings):
    """What disputes needs to run."""
