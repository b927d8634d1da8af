"""The registry of partners, as staff keeps it."""

from dataclasses import dataclass
from typing import ClassVar

from contracts.http.partners import Connection, RegisteredPartner
from contracts.vocabulary import PartnerKind
from gateway.presentation.labels import SECTORS
from gateway.presentation.partner_labels import FIELDS, KINDS
from gateway.presentation.views.form import EMPTY, FormState, Option


@dataclass(frozen=True)
class RegistryLine:
    """A partner in the registry's list."""

    slug: str
    name: str
    kind: PartnerKind
    connected: bool
    silent: int
    """Cases that it did not acknowledge in time."""
    overdue: int
    """Purges that it did not confirm in time."""
    pricier: tuple[str, ...]
    """Cases whose consumer says that its price was higher than elsewhere."""

    @property
    def href(self) -> str:
        """Its page for staff."""
        return f"/moderation/partenaires/{self.slug}"


@dataclass(frozen=True)
class RegistryPage:
    """Every partner: those that keep somebody waiting first."""

    template: ClassVar[str] = "pages/partenaires/registre.html"
    partners: tuple[RegistryLine, ...]


@dataclass(frozen=True)
class PartnerPerson:
    """Somebody who sees a partner's cases."""

    account_id: str
    email: str
    """Masked; the account's number where it cannot be read."""


@dataclass(frozen=True)
class RegisteredPage:
    """One partner: what the registry says, keys, access."""

    template: ClassVar[str] = "pages/partenaires/fiche.html"
    partner: RegisteredPartner
    line: RegistryLine
    people: tuple[PartnerPerson, ...] = ()
    form: FormState = EMPTY


KIND_OPTIONS = tuple(Option(code, label) for code, label in KINDS.items())
FIELD_OPTIONS = tuple(Option(code, label) for code, label in FIELDS.items())
SECTOR_OPTIONS = tuple(Option(code, label) for code, label in SECTORS.items() if code != "platform")


@dataclass(frozen=True)
class RegisterPage:
    """A partner to add or to change."""

    template: ClassVar[str] = "pages/partenaires/inscrire.html"
    name: str | None
    """None: a new one."""
    href: str
    back_href: str
    form: FormState = EMPTY
    kinds: tuple[Option, ...] = KIND_OPTIONS
    fields: tuple[Option, ...] = FIELD_OPTIONS
    sectors: tuple[Option, ...] = SECTOR_OPTIONS


@dataclass(frozen=True)
class ConnectedPage:
    """How a partner enters Kafka; the password is shown this once."""

    template: ClassVar[str] = "pages/partenaires/connexion.html"
    name: str
    href: str
    connection: Connection
    password: str
