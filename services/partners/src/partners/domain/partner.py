"""The registry: who may receive cases, what of them, on which basis, at which price."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a partner does."""

    MEDIATOR = "mediator"
    SWITCHING = "switching"
    """Finds another contract."""
    LAWYERS = "lawyers"
    ASSOCIATION = "association"
    FEDERATION = "federation"


@dataclass(frozen=True)
class Partner:
    """One partner."""

    slug: str
    name: str
    kind: Kind
    paid: bool
    """The consumer may have to pay it."""
    sectors: tuple[str, ...] = ()
    """Empty: all of them."""
    website: str | None = None
    price_text: str | None = None
    connected: bool = False
    version: int = 1
