"""Settings of scoring: those of every service."""

from servicekit.settings import ServiceSettings


class Settings(ServiceSettings):
    """What scoring needs to run."""
