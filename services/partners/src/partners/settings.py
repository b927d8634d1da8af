"""Settings of partners, beside those of every service."""

from servicekit.settings import ServiceSettings


class Settings(ServiceSettings):
    """What partners needs to run."""
