"""Settings of brands: those of every service."""

from servicekit.settings import ServiceSettings


class Settings(ServiceSettings):
    """What brands needs to run."""
