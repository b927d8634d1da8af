"""Who plays in the demonstration, and the logins that are printed for its readers."""

from collections.abc import Iterable
from dataclasses import dataclass

from reclameici.demo.stories import Brand, Story

PASSWORD = "demonstration-ici"  # noqa: S105 - printed: for local accounts of .example addresses only
"""Of every login that is printed."""

DOMAIN = "demo.example"


@dataclass(frozen=True)
class Person:
    """An account: a consumer, or somebody professional who acts for a brand or the platform."""

    email: str
    pseudonym: str | None = None
    professional: bool = False
    password: str | None = None


CAMILLE = Person(f"camille@{DOMAIN}", "camille", password=PASSWORD)
MODERATOR = Person(f"moderation@{DOMAIN}", professional=True, password=PASSWORD)
OPERATOR = Person(f"exploitation@{DOMAIN}", professional=True, password=PASSWORD)

CAMILLES = frozenset({"c119", "c190", "c228", "c230", "c232", "c239", "x03", "x04"})
"""Camille's complaints, one of each outcome: late rating, disputed, presumed, unsatisfied, satisfied, unanswered,
in dialogue, to be rated."""

SHOWN_OWNERS = {"cabassine": "sav", "filandre": "relation"}
"""Brands whose login is printed, with the name of its address."""

SHOWN_PARTNERS = {"avostart": "Avostart", "selectra": "Selectra"}
"""Partners whose login is printed, with their names."""


def author_of(story: Story) -> Person:
    """Who files a complaint: Camille, or an account of its own."""
    if story.id in CAMILLES:
        return CAMILLE
    return Person(f"{story.id}@consommateurs.example", story.pseudonym)


def owner_of(brand: Brand) -> Person:
    """Who claims a brand's page, with an address of its domain."""
    name = SHOWN_OWNERS.get(brand.slug)
    return Person(f"{name or 'clients'}@{brand.domain}", professional=True, password=PASSWORD if name else None)


def partner_account(slug: str) -> Person:
    """Who sees a partner's cases on the site."""
    return Person(f"{slug}@partenaires.example", professional=True, password=PASSWORD)


def contact_of(brand: Brand, story: Story) -> str:
    """The public address at which staff finds a brand without an owner; one per complaint keeps codes apart."""
    return f"contact+{story.id}@{brand.domain}"


def cast_of(brands: Iterable[Brand], stories: Iterable[Story]) -> tuple[Person, ...]:
    """Every account, once: staff, owners, then authors in the order of their complaints."""
    owners = (owner_of(each) for each in brands if each.claimed)
    return tuple(dict.fromkeys((MODERATOR, OPERATOR, *owners, *(author_of(each) for each in stories))))


def logins(brands: Iterable[Brand]) -> tuple[tuple[str, Person], ...]:
    """What the printed accounts are for, in French, and the accounts."""
    owners = [(f"Marque {each.page['name']}", owner_of(each)) for each in brands if each.slug in SHOWN_OWNERS]
    partners = [(f"Partenaire {name}", partner_account(slug)) for slug, name in SHOWN_PARTNERS.items()]
    staff = (("Modération", MODERATOR), ("Exploitation", OPERATOR))
    return (("Consommatrice", CAMILLE), *owners, *partners, *staff)
