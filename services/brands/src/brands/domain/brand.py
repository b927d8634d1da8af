"""A brand, its facts, and the decisions about it."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from stdnum.fr import siren as siren_rules
from stdnum.fr import siret as siret_rules

from brands.domain.errors import (
    AlreadyClaimedError,
    AlreadyDecidedError,
    InvalidError,
    NotFoundError,
    WrongDomainError,
)

NAME_LENGTH = (2, 80)
DESCRIPTION_LENGTH = 600

RESPONSE_DAYS = (1, 30)
"""What a brand may announce as its delay: a longer one would keep an author from escalating."""


class Status(StrEnum):
    """Where a brand stands."""

    SUGGESTED = "suggested"
    LISTED = "listed"
    REFUSED = "refused"


@dataclass(frozen=True)
class Contact:
    """How to reach the brand."""

    city: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class PointOfSale:
    """A shop of the network; a franchise has a SIRET of its own firm."""

    id: str
    name: str
    city: str | None = None
    siret: str | None = None


@dataclass(frozen=True)
class Page:
    """What the brand's page says of it."""

    name: str
    sector: str
    legal_name: str | None = None
    siren: str | None = None
    siret: str | None = None
    website: str | None = None
    description: str | None = None
    contact: Contact = Contact()
    mediator: str | None = None
    response_days: int = 15
    """Days within which it says that it answers."""


@dataclass(frozen=True)
class Brand:
    """One brand."""

    id: str
    slug: str
    page: Page
    status: Status
    made_at: datetime
    listed_at: datetime | None = None
    network: tuple[PointOfSale, ...] = ()
    claimed_at: datetime | None = None
    recipient: str | None = None
    contacted_at: datetime | None = None
    version: int = 1


LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})
"""Unicode does not take these apart."""


def slug_of(name: str) -> str:
    """« Clédouze & Fils » → `cledouze-fils`."""
    apart = unicodedata.normalize("NFKD", name.translate(LIGATURES))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def domain_of(website: str) -> str:
    """`https://www.filandre.example/aide` → `filandre.example`."""
    host = urlsplit(website if "//" in website else f"//{website}").hostname or ""
    return host.lower().removeprefix("www.")


def check_page(page: Page) -> Page:
    """The page, its numbers in compact form.

    Raises:
        InvalidError: a value to correct; SIREN and SIRET are checked by their Luhn key.
    """
    low, high = NAME_LENGTH
    if not low <= len(page.name.strip()) <= high:
        raise InvalidError(f"Indiquez un nom de {low} à {high} signes.", "name")
    if page.description and len(page.description) > DESCRIPTION_LENGTH:
        raise InvalidError(f"Décrivez la marque en {DESCRIPTION_LENGTH} signes au plus.", "description")
    fastest, slowest = RESPONSE_DAYS
    if not fastest <= page.response_days <= slowest:
        raise InvalidError(f"Annoncez un délai de {fastest} à {slowest} jours.", "response_days")
    if page.website and "." not in domain_of(page.website):
        raise InvalidError("Indiquez l’adresse du site, par exemple https://www.exemple.fr.", "website")
    siren, siret = _siren(page.siren), check_siret(page.siret)
    if siren and siret and not siret.startswith(siren):
        raise InvalidError("Ce SIRET n’appartient pas à ce SIREN.", "siret")
    return replace(page, name=page.name.strip(), siren=siren, siret=siret)


def _siren(number: str | None) -> str | None:
    if not number:
        return None
    if not siren_rules.is_valid(number):
        raise InvalidError("Ce SIREN est faux : 9 chiffres, dont une clé de contrôle.", "siren")
    return str(siren_rules.compact(number))


def check_siret(number: str | None) -> str | None:
    """The SIRET in compact form. Raises InvalidError."""
    if not number:
        return None
    if not siret_rules.is_valid(number):
        raise InvalidError("Ce SIRET est faux : 14 chiffres, dont une clé de contrôle.", "siret")
    return str(siret_rules.compact(number))


def suggest(brand_id: str, slug: str, page: Page, now: datetime) -> Brand:
    """A brand that a consumer names. Raises InvalidError."""
    return Brand(brand_id, slug, check_page(page), Status.SUGGESTED, now)


def list_(brand_id: str, slug: str, page: Page, network: tuple[PointOfSale, ...], now: datetime) -> Brand:
    """A brand that staff opens a page for. Raises InvalidError."""
    for shop in network:
        check_siret(shop.siret)
    return Brand(brand_id, slug, check_page(page), Status.LISTED, now, listed_at=now, network=network)


def decide_suggestion(brand: Brand, accepted: bool, now: datetime) -> Brand:
    """Staff's answer to a suggestion. Raises AlreadyDecidedError."""
    if brand.status is not Status.SUGGESTED:
        raise AlreadyDecidedError
    if not accepted:
        return replace(brand, status=Status.REFUSED, version=brand.version + 1)
    return replace(brand, status=Status.LISTED, listed_at=now, version=brand.version + 1)


@dataclass(frozen=True)
class ClaimBrand:
    """A professional claims a page; the gateway vouches for what was just proved by a code."""

    verified_domain: str | None
    """Of a professional address."""
    holds_code: bool
    """The claim code that staff sent to the brand was typed."""
    charter: bool
    recipient: str
    now: datetime


def claim(brand: Brand, command: ClaimBrand) -> Brand:
    """The claimed brand: charter accepted, a notified complaint counts as received.

    Raises:
        NotFoundError: it has no page yet, or will have none.
        AlreadyClaimedError, WrongDomainError, InvalidError.
    """
    if brand.status is not Status.LISTED:
        raise NotFoundError
    if brand.claimed_at:
        raise AlreadyClaimedError
    if not (command.holds_code or _is_of_site(command.verified_domain, brand.page.website)):
        raise WrongDomainError
    if not command.charter:
        raise InvalidError("Acceptez la charte pour revendiquer la page.", "charter")
    if not command.recipient.strip():
        raise InvalidError("Nommez la fonction du destinataire au service clients.", "recipient")
    return replace(brand, claimed_at=command.now, recipient=command.recipient.strip()[:120], version=brand.version + 1)


def _is_of_site(domain: str | None, website: str | None) -> bool:
    """True for the site's own domain or one below it: `sav.filandre.example` speaks for `filandre.example`."""
    if not domain or not website:
        return False
    site = domain_of(website)
    return domain.lower() == site or domain.lower().endswith(f".{site}")


def edit(brand: Brand, page: Page) -> Brand:
    """The brand keeps its page up to date; name, sector and site stay staff's. Raises InvalidError."""
    kept = replace(page, name=brand.page.name, sector=brand.page.sector, website=brand.page.website)
    return replace(brand, page=check_page(kept), version=brand.version + 1)


def open_point_of_sale(brand: Brand, shop: PointOfSale) -> Brand:
    """One more shop. Raises InvalidError."""
    if not shop.name.strip():
        raise InvalidError("Indiquez le nom du point de vente.", "name")
    shop = replace(shop, siret=check_siret(shop.siret))
    return replace(brand, network=(*brand.network, shop), version=brand.version + 1)


def note_contact(brand: Brand, at: datetime) -> Brand | None:
    """A brand without an owner was told of a complaint: shown until it claims its page; None where that says nothing.

    Args:
        at: when the server took the mail.
    """
    if brand.claimed_at or (brand.contacted_at and brand.contacted_at >= at):
        return None
    return replace(brand, contacted_at=at, version=brand.version + 1)
